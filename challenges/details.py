"""What a challenge and a municipality say of themselves, part by part and row by row."""

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import address
from pages.cards import Fact
from pages.templatetags.tomoni import local_date, local_datetime, time_left

from .querysets import topics_of
from .stages import Stage, behind


class Text(NamedTuple):
    heading: str
    text: str
    unknown: str = ""


def texts(page, *, is_told=False):
    """The parts in plain words, in the page's language. An outcome that a reader would expect says if it is missing;
    where a chapter of the page tells it (`is_told`), that takes its place."""
    return [
        part
        for part in [
            Text(_("Problem"), page.problem),
            Text(_("Who suffers it"), page.affected),
            Text(_("Goal"), page.goal),
            Text(_("Data and support that the municipality offers"), page.support),
            Text(_("Conditions"), page.conditions),
            *([] if is_told else [Text(_("Outcome"), page.outcome, _missing_outcome(page.original))]),
        ]
        if part.text or part.unknown
    ]


def _missing_outcome(facts):
    return _("What became of it is not known to this site.") if Stage.OPEN in behind(facts.stage) else ""


def challenge_facts(facts, municipality):
    """Rows of a definition list. Times are Japan's, and say so."""
    unknown = _("unknown")
    return [
        Fact(_("Municipality"), municipality.title, address(municipality, get_language())),
        Fact(_("Department"), facts.department),
        Fact(_("Round"), facts.round.name if facts.round else ""),
        Fact(_("Opens (Japan time)"), local_datetime(facts.opens_at)),
        Fact(_("Closes (Japan time)"), closing(facts) or unknown),
        Fact(_("Budget"), facts.budget or unknown),
        Fact(_("Partner chosen"), facts.partner),
        Fact(_("Contact"), facts.contact),
        Fact(_("Topics"), _(", ").join(topic.name for topic in topics_of(facts))),
        Fact(_("Source"), facts.source or _bare(facts.source_url), facts.source_url),
    ]


def closing(facts):
    """The moment, or the last day where it closes at the end of one."""
    if facts.last_day:
        return format_html(_("{} (the end of the day)"), local_date(facts.last_day))
    return local_datetime(facts.closes_at)


def time_left_to_answer(facts, stage):
    """While it takes proposals: how long still."""
    return time_left(facts.closes_at) if stage == Stage.OPEN else ""


def municipality_facts(facts):
    region = facts.region
    return [
        Fact(_("Region"), region.full_name if region else _("unknown"), region.address() if region else ""),
        Fact(_("Website"), _bare(facts.website), facts.website),
    ]


def _bare(url):
    """An address as people read it: without scheme and last slash."""
    return url.partition("://")[2].removesuffix("/")
