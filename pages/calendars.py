"""Calendars (RFC 5545) that other calendars subscribe to; what stands in one is written by the floors above."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar, Event

CONTENT_TYPE = "text/calendar; charset=utf-8"


def entry(*, uid, changed_at) -> Event:
    """An entry with what every one must have. `uid` is unique on this site and stays; `changed_at` is aware."""
    found = Event()
    found.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    found.add("dtstamp", changed_at)
    found.add("last-modified", changed_at)
    return found


def calendar_of(entries, *, name, product) -> bytes:
    """The same entries make the same bytes, so that caches keep them. `product` is what it is made from: Events."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Tomoni//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for each in entries:
        calendar.add_component(each)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def calendar_response(body: bytes, *, filename):
    disposition = f'inline; filename="{filename}.ics"'
    return HttpResponse(body, content_type=CONTENT_TYPE, headers={"Content-Disposition": disposition})
