"""The projects that take part in an event: the first ones as cards, the others by name."""

from typing import NamedTuple

from django.utils.translation import get_language

from pages.addresses import address
from pages.cards import Card
from projects.models import ProjectPage

from .cards import participant_cards

MOST_CARDS, MOST_NAMES = 12, 100


class Participants(NamedTuple):
    """`names` are pairs of a name and an address, which is empty for a project without a page here; `more` are those
    that are not even named."""

    cards: list[Card]
    names: list[tuple[str, str]]
    more: int


def participants_of(event):
    """In the order in which the organizers have put them."""
    rows = list(event.participations.order_by("sort_order"))
    pages = _pages([row.project_id for row in rows if row.project_id])
    with_page = [pages[row.project_id] for row in rows if row.project_id in pages]
    names = [(page.title, address(page, get_language())) for page in with_page[MOST_CARDS:]]
    names += [(row.name, "") for row in rows if row.project_id not in pages and row.name]
    return Participants(participant_cards(with_page[:MOST_CARDS]), names[:MOST_NAMES], max(len(names) - MOST_NAMES, 0))


def _pages(wanted):
    """Public project pages in the reader's words, by the key of the original."""
    found = ProjectPage.objects.for_visitors().filter(pk__in=wanted).with_words_in(get_language()) if wanted else []
    return {page.original.pk: page for page in found}
