"""Events as cards, each with its date; series and the projects that take part, without."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import address
from pages.cards import Badge, Card


def event_cards(events):
    language, now = get_language(), timezone.now()
    return [_card(event, language, now) for event in events]


def series_cards(pages):
    return [_plain_card(page, "series") for page in pages]


def participant_cards(projects):
    return [_plain_card(page, "project") for page in projects]


def _plain_card(page, kind):
    language = get_language()
    return Card(
        title=page.title,
        url=address(page, language),
        summary=page.summary(),
        kind=kind,
        language=_language_of(page, language),
    )


def _card(event, language, now):
    facts = event.original
    return Card(
        title=event.title,
        url=address(event, language),
        summary=event.summary(),
        kind="event",
        badges=tuple(_badges(facts, now)),
        meta=tuple(_meta(facts)),
        date=facts.starts_at.astimezone(facts.zone) if facts.starts_at else None,
        language=_language_of(event, language),
    )


def _language_of(page, language):
    """Named where the words are not in the reader's language."""
    return None if page is not page.original or language == "ja" else "ja"


def _badges(facts, now):
    if facts.cancelled:
        yield Badge(_("cancelled"), "warn")
    elif facts.starts_at and facts.starts_at <= now < facts.over_at:
        yield Badge(_("going on now"), "alive")
    if facts.starts_at is None:
        yield Badge(_("date unknown"), "quiet")


def _meta(facts):
    if facts.is_online:
        yield ("online", _("online"))
    if facts.venue_name or facts.region:
        yield ("place", facts.venue_name or facts.region.full_name)
