"""What the pages of the floors below show of events."""

from functools import partial

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.sections import Section, section

from .cards import event_cards
from .models import EventPage

MOST, MOST_OF_A_PROJECT = 12, 4


@section("project", order=40)
def events_of_project(project):
    """The events that a project took part in, the latest first. None where no event is known."""
    events = EventPage.objects.for_visitors().of_project(project)
    found = events.in_words(get_language(), in_order=partial(_latest_first, of=events), most=MOST_OF_A_PROJECT)
    if not found:
        return None
    heading = _("Events it took part in")
    return Section(heading=heading, cards=event_cards(found), empty="", count=found[0].original.total)


@section("prefecture", order=40)
def events_in_prefecture(prefecture):
    events = EventPage.objects.for_visitors().in_region(prefecture)
    found = events.in_words(get_language(), in_order=partial(_latest_first, of=events), most=MOST)
    return Section(
        heading=_("Events"),
        cards=event_cards(found),
        empty=_("No event here is known yet."),
        count=found[0].original.total if found else 0,
    )


def _latest_first(events, *, of):
    """Each with how many there are in all."""
    return events.with_card_facts().latest_first().annotate(total=of.number())
