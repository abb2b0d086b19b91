"""An event as schema.org's Event."""

from django.utils.translation import get_language

from pages.addresses import address
from pages.metadata import SCHEMA, absolute, description_text


def event(page):
    facts = page.original
    data = {
        "@type": "Event",
        "name": page.title,
        "description": description_text(page.summary()),
        "url": absolute(address(page, get_language())),
        "startDate": _moment(facts, facts.starts_at),
        "endDate": _moment(facts, facts.ends_at),
        "eventStatus": f"{SCHEMA}/EventCancelled" if facts.cancelled else f"{SCHEMA}/EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}/{_attendance_mode(facts)}",
        "location": _locations(facts),
        "maximumAttendeeCapacity": facts.capacity,
    }
    return {key: value for key, value in data.items() if value}


def _moment(facts, moment):
    """A date where only the days are known, else a time with its offset."""
    if moment is None:
        return ""
    local = moment.astimezone(facts.zone)
    return local.date().isoformat() if facts.whole_day else local.isoformat()


def _attendance_mode(facts):
    if facts.is_online:
        return "MixedEventAttendanceMode" if facts.venue_name else "OnlineEventAttendanceMode"
    return "OfflineEventAttendanceMode"


def _locations(facts):
    places = []
    if facts.venue_name or facts.venue_address:
        places.append(
            {
                "@type": "Place",
                "name": facts.venue_name or facts.venue_address,
                "address": facts.venue_address,
            }
        )
    if facts.is_online:
        places.append(
            {
                "@type": "VirtualLocation",
                "url": facts.online_url or facts.entry_url or absolute(facts.address()),
            }
        )
    return places
