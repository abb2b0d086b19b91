"""Events as an iCalendar (RFC 5545), for calendars to subscribe to and to take single events from."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from icalendar import Calendar, Event

from pages.addresses import address
from pages.metadata import absolute

from .times import days

PRODUCT = "-//Tomoni//Events//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(events, *, name) -> bytes:
    """`events` are pages in the reader's words. The same events make the same bytes, so that caches keep them."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for page in events:
        calendar.add_component(_entry(page))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _entry(page):
    facts = page.original
    changed = max(page.last_published_at, facts.last_published_at)
    entry = Event()
    entry.add("uid", f"event-{facts.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    _add_time(entry, facts)
    entry.add("summary", page.title)
    entry.add("status", "CANCELLED" if facts.cancelled else "CONFIRMED")
    entry.add("url", absolute(address(page, get_language())))
    if page.summary():
        entry.add("description", page.summary())
    if where := _place(facts):
        entry.add("location", where)
    return entry


def _add_time(entry, facts):
    """Days as DATE, the end being the day after the last; times in the event's own zone. An unknown end is left out."""
    if facts.whole_day:
        first, last = days(facts)
        entry.add("dtstart", first)
        entry.add("dtend", last + timedelta(days=1))
        return
    entry.add("dtstart", facts.starts_at.astimezone(facts.zone))
    if facts.ends_at:
        entry.add("dtend", facts.ends_at.astimezone(facts.zone))


def _place(facts):
    region = facts.region.full_name if facts.region else ""
    venue = [part for part in (facts.venue_name, facts.venue_address or region) if part]
    return ", ".join(venue) or (facts.online_url if facts.is_online else "")
