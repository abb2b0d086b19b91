"""What a series adds up to, as figures that say how many of its events each is known for."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.cards import Figure

from .totals import Total, Totals


def figures_of(totals: Totals) -> list[Figure]:
    sums = [
        (_("Hours"), totals.hours),
        (_("People who attended"), totals.attendees),
        (_("Projects, each time counted"), totals.projects),
        (_("Person-hours"), totals.person_hours),
    ]
    held = Figure(_("Events held"), totals.events)
    return [held, *(_figure(label, total, totals.events) for label, total in sums)]


def _figure(label: str, total: Total, events: int) -> Figure:
    """A sum of some of the events is partly known, and says so in its note."""
    value = f"{total.value:,}" if isinstance(total.value, float) else total.value
    return Figure(label, value, note=_note(total, events))


def _note(total: Total, events: int) -> str:
    if total.known in {0, events}:
        return ""
    text = ngettext("known for %(known)s of %(events)s event", "known for %(known)s of %(events)s events", events)
    return text % {"known": total.known, "events": events}
