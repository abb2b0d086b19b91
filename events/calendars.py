"""Events as an iCalendar (RFC 5545), for calendars to subscribe to and to take single events from."""

from datetime import timedelta

from django.utils.translation import get_language

from pages.addresses import address
from pages.calendars import calendar_of, entry
from pages.metadata import absolute

from .times import days


def calendar_of_events(events, *, name) -> bytes:
    """`events` are pages in the reader's words."""
    return calendar_of(map(_entry, events), name=name, product="Events")


def _entry(page):
    facts = page.original
    changed = max(page.last_published_at, facts.last_published_at)
    event = entry(uid=f"event-{facts.pk}", changed_at=changed)
    _add_time(event, facts)
    event.add("summary", page.title)
    event.add("status", "CANCELLED" if facts.cancelled else "CONFIRMED")
    event.add("url", absolute(address(page, get_language())))
    if page.summary():
        event.add("description", page.summary())
    if where := _place(facts):
        event.add("location", where)
    return event


def _add_time(event, facts):
    """Days as DATE, the end being the day after the last; times in the event's own zone. An unknown end is left out."""
    if facts.whole_day:
        first, last = days(facts)
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))
        return
    event.add("dtstart", facts.starts_at.astimezone(facts.zone))
    if facts.ends_at:
        event.add("dtend", facts.ends_at.astimezone(facts.zone))


def _place(facts):
    region = facts.region.full_name if facts.region else ""
    venue = [part for part in (facts.venue_name, facts.venue_address or region) if part]
    return ", ".join(venue) or (facts.online_url if facts.is_online else "")
