"""What the pages of the floors below show of events."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.sections import Section, section

from .cards import event_cards
from .models import EventPage

MOST = 12


@section("project", order=40)
def events_of_project(project):
    """The events that a project took part in, the latest first. None where no event is known."""
    events = EventPage.objects.for_visitors().of_project(project)
    cards = event_cards(events.in_words(get_language(), in_order=_latest_first, most=MOST))
    return Section(heading=_("Events it took part in"), cards=cards, empty="") if cards else None


@section("prefecture", order=40)
def events_in_prefecture(prefecture):
    events = EventPage.objects.for_visitors().in_region(prefecture)
    return Section(
        heading=_("Events"),
        cards=event_cards(events.in_words(get_language(), in_order=_latest_first, most=MOST)),
        empty=_("No event here is known yet."),
    )


def _latest_first(events):
    return events.with_card_facts().latest_first()
