"""The facets of the search page, their values, and how both are called."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.abilities import Effort, Place, Role
from pages.finding.memory import ACTIVITY_DAYS, UNKNOWN, Memory

KINDS = {
    "project": _("Projects"),
    "need": _("Needs of projects"),
    "issue": _("Issues for newcomers"),
    "event": _("Events"),
    "challenge": _("Challenges"),
    "region": _("Regions and brigades"),
    "page": _("Texts of this site"),
}
FACETS = {
    "region": _("Region"),
    "place": _("Place"),
    "role": _("Role"),
    "effort": _("Time it takes"),
    "topic": _("Topic"),
    "skill": _("Skill"),
    "technology": _("Technology"),
    "language": _("Language spoken"),
    "status": _("Status"),
    "activity": _("Last activity"),
}
"""In the order in which the page offers them; `kind` has its own place."""

FIXED: dict[str, Mapping] = {
    "kind": KINDS,
    "place": {Place.ONLINE.value: Place.ONLINE.label, Place.ON_SITE.value: Place.ON_SITE.label},
    "role": dict(Role.choices),
    "effort": dict(Effort.choices),
    "activity": {**{str(days): _("in the last %(days)d days") for days in ACTIVITY_DAYS}, UNKNOWN: _("unknown")},
}


def is_known(memory: Memory, facet: str, value: str) -> bool:
    return value in FIXED[facet] if facet in FIXED else value in memory.labels.get(facet, ())


def label_of(memory: Memory, facet: str, value: str) -> str:
    """The value in the reader's language."""
    if facet in FIXED:
        return _with_days(str(FIXED[facet].get(value, value)), value)
    label = memory.labels.get(facet, {}).get(value)
    if label is None:
        return value
    return label.en if get_language() == "en" and label.en else label.ja


def _with_days(label, value):
    return label % {"days": int(value)} if "%(days)d" in label else label


def name_of(facet: str) -> str:
    return str(_("Kind") if facet == "kind" else FACETS[facet])
