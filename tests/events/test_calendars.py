"""Calendars parse, keep their ids, and say times as the event's own clocks do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.factories import make_event, make_municipality, make_series, translate

pytestmark = pytest.mark.django_db

SOON = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)


def entries(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_event_is_an_entry_with_its_own_id_time_and_place(site, client):
    event = make_event(
        "給食を考える日" * 12,
        description="行の折り返しと、記号;の、\\扱い\nを確かめる",
        starts_at=SOON,
        ends_at=SOON + timedelta(hours=8),
        venue_name="市民ホール",
        region=make_municipality(),
    )
    response = client.get(f"/events/{event.pk}.ics")
    (entry,) = entries(response)
    assert entry["UID"] == f"event-{event.pk}@testserver"
    assert str(entry["SUMMARY"]) == event.title
    assert str(entry["DESCRIPTION"]) == event.description
    assert str(entry["LOCATION"]) == "市民ホール, 兵庫県神戸市"
    assert entry["URL"] == f"http://testserver{event.get_url()}"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (event.starts_at, event.ends_at)
    assert entry["LAST-MODIFIED"].dt == entry["DTSTAMP"].dt == event.last_published_at.replace(microsecond=0)
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75
    assert [str(zone["TZID"]) for zone in Calendar.from_ical(response.content).walk("VTIMEZONE")] == ["Asia/Tokyo"]


def test_zone_with_summer_time_comes_with_its_rules(site, client):
    event = make_event(starts_at=datetime(2026, 7, 1, 1, tzinfo=UTC), ends_at=None, time_zone="Europe/London")
    calendar = Calendar.from_ical(client.get(f"/events/{event.pk}.ics").content)
    (zone,) = calendar.walk("VTIMEZONE")
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    (entry,) = calendar.walk("VEVENT")
    assert entry["DTSTART"].dt == event.starts_at
    assert "DTEND" not in entry


def test_whole_days_are_dates_and_end_on_the_next_day(site, client):
    start = datetime(2026, 11, 20, 15, tzinfo=UTC)
    event = make_event(starts_at=start, ends_at=start + timedelta(days=2), whole_day=True)
    (entry,) = entries(client.get(f"/events/{event.pk}.ics"))
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2026, 11, 21), date(2026, 11, 23))


def test_cancelled_event_stays_and_says_so(site, client):
    event = make_event(cancelled=True)
    (entry,) = entries(client.get(f"/events/{event.pk}.ics"))
    assert entry["STATUS"] == "CANCELLED"


def test_calendar_holds_upcoming_events_and_the_last_years(site, client):
    upcoming = make_event(starts_at=SOON, ends_at=None)
    recent = make_event(starts_at=SOON - timedelta(days=300), ends_at=None)
    make_event(starts_at=SOON - timedelta(days=400), ends_at=None)
    make_event(starts_at=None, ends_at=None)
    make_event(starts_at=SOON, ends_at=None).unpublish()
    found = [entry["UID"] for entry in entries(client.get("/events/calendar.ics"))]
    assert found == [f"event-{event.pk}@testserver" for event in (recent, upcoming)]


def test_series_has_a_calendar_of_its_own(site, client):
    ours, others = make_series("わたしたち"), make_series("ほか")
    event = make_event(series=ours, starts_at=SOON, ends_at=None)
    make_event(series=others, starts_at=SOON, ends_at=None)
    response = client.get(f"/events/series/{ours.pk}.ics")
    assert [entry["UID"] for entry in entries(response)] == [f"event-{event.pk}@testserver"]
    assert str(Calendar.from_ical(response.content)["X-WR-CALNAME"]) == "わたしたち"


def test_english_calendar_has_english_words_and_the_same_ids(site, client):
    event = make_event("給食の日", starts_at=SOON, ends_at=None)
    translate(event, "en", title="School lunch day")
    (entry,) = entries(client.get("/en/events/calendar.ics"))
    assert (str(entry["SUMMARY"]), entry["UID"]) == ("School lunch day", f"event-{event.pk}@testserver")
    assert entry["URL"] == f"http://testserver/en{event.get_url()}"


def test_undated_or_unknown_event_has_no_file(site, client):
    assert client.get(f"/events/{make_event(starts_at=None, ends_at=None).pk}.ics").status_code == 404
    assert client.get("/events/999999.ics").status_code == 404
    assert client.get("/events/series/999999.ics").status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_calendar_costs_the_same_for_any_number_of_events(site, client, django_assert_num_queries, count):
    for _number in range(count):
        make_event(starts_at=SOON, ends_at=None, region=make_municipality())
    client.get("/en/events/calendar.ics")
    with django_assert_num_queries(2):
        client.get("/en/events/calendar.ics", headers={"cookie": "sessionid=none"})
