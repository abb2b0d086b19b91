"""Projects as cards."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.images.shortcuts import get_rendition_or_not_found

from pages.addresses import address
from pages.cards import Badge, Card
from pages.covers import load_covers

from .details import load_details
from .needs import open_needs

CARD_IMAGE = "fill-160x160"
STATUS_TONES = {
    "active": "alive",
    "idea": "action",
    "paused": "quiet",
    "finished": "quiet",
    "archived": "warn",
}
ROLES_SHOWN = REGIONS_SHOWN = 2


def project_cards(projects):
    """Cards for project pages in the reader's words (see `with_words_in`), in their order; two queries for all."""
    projects = list(projects)
    originals = [project.original for project in projects]
    load_details(originals)
    load_covers(originals, CARD_IMAGE)
    language, today = get_language(), timezone.localdate()
    return [_card(project, language, today) for project in projects]


def status_badge(project):
    """None where the status is not known."""
    return Badge(project.get_status_display(), STATUS_TONES[project.status]) if project.status else None


def _card(project, language, today):
    facts = project.original
    return Card(
        title=project.title,
        url=address(project, language),
        summary=project.summary(),
        kind="project",
        badges=tuple(_badges(facts, today)),
        meta=tuple(_meta(facts)),
        image=get_rendition_or_not_found(facts.cover, CARD_IMAGE) if facts.cover else None,
        emblem=facts.slug,
        language=None if project is not facts or language == "ja" else "ja",
    )


def _badges(facts, today):
    roles = dict.fromkeys(need.get_role_display() for need in open_needs(facts, today))
    yield from (Badge(_("Help wanted: %(role)s") % {"role": role}, "now") for role in list(roles)[:ROLES_SHOWN])
    if facts.status not in {None, "active"}:
        yield status_badge(facts)


def _meta(facts):
    regions = facts.details.regions
    yield from (("place", region.full_name) for region in regions[:REGIONS_SHOWN])
    if len(regions) > REGIONS_SHOWN:
        yield _("and %(count)d more regions") % {"count": len(regions) - REGIONS_SHOWN}
    if facts.last_activity_at:
        yield ("activity", _("active on %(date)s") % {"date": _day(facts.last_activity_at)})


def _day(moment):
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
