"""The dates of all rounds as a calendar to subscribe to."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import in_language
from pages.calendars import calendar_of, entry
from pages.metadata import absolute

from .dates import milestones

JAPAN = ZoneInfo("Asia/Tokyo")


def calendar_of_rounds(rounds, *, name) -> bytes:
    """Each known date is an entry: a moment in Japan's time, or a whole day."""
    entries = [_entry(each, milestone) for each in rounds for milestone in milestones(each)]
    return calendar_of(entries, name=name, product="Challenges")


def _entry(each, milestone):
    event = entry(uid=f"round-{each.pk}-{milestone.name}", changed_at=each.changed_at)
    _add_time(event, milestone.at)
    event.add("summary", _("%(round)s: %(date)s") % {"round": each.name, "date": milestone.label})
    event.add("url", absolute(f"{in_language('/challenges/rounds/', get_language())}#{each.slug}"))
    return event


def _add_time(event, at):
    """A moment has no end; a day ends with the next."""
    if isinstance(at, datetime):
        event.add("dtstart", at.astimezone(JAPAN))
        return
    event.add("dtstart", at)
    event.add("dtend", at + timedelta(days=1))
