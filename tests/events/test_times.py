"""For any clock each event is upcoming, past or undated, and the page and the database say the same."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from events.models import EventPage
from events.times import days, end_of_event, spans
from tests.factories import make_event

pytestmark = pytest.mark.django_db

ZONES = ["Asia/Tokyo", "UTC", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia"]
BEGINNING = datetime(2026, 3, 1, tzinfo=UTC)
moments = st.integers(0, 400 * 48).map(lambda half_hours: BEGINNING + timedelta(minutes=30 * half_hours))


@st.composite
def events(draw):
    """Fields of an event: timed or whole-day, with or without an end, or undated."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    start = draw(st.none() | moments)
    lasts = draw(st.none() | st.integers(1, 96))
    whole_day = start is not None and draw(st.booleans())
    if whole_day:
        start = start.astimezone(zone).replace(hour=0, minute=0, fold=0)
    end = start + timedelta(minutes=30 * lasts) if start and lasts else None
    return {"starts_at": start, "ends_at": end, "whole_day": whole_day, "time_zone": zone.key}


@pytest.fixture
def stored(site):
    """Three events whose times a test may write again and again."""
    return [make_event() for _number in range(3)]


@given(fields=st.lists(events(), min_size=3, max_size=3), now=moments)
@example(
    fields=[{"starts_at": BEGINNING, "ends_at": BEGINNING + timedelta(hours=1), "whole_day": False, "time_zone": "UTC"}]
    * 3,
    now=BEGINNING + timedelta(hours=1),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_event_is_upcoming_past_or_undated_and_never_two_of_them(stored, fields, now):
    for event, values in zip(stored, fields, strict=True):
        end = end_of_event(values["starts_at"], values["ends_at"], ZoneInfo(values["time_zone"]))
        EventPage.objects.filter(pk=event.pk).update(**values, over_at=end)
    every = EventPage.objects.all()
    groups = {False: every.upcoming(now), True: every.past(now), None: every.undated()}
    found = sorted((page.pk, over) for over, group in groups.items() for page in group)
    assert found == sorted((page.pk, page.is_over(now)) for page in EventPage.objects.all())
    assert set(every.held(now)) == set(groups[True]) | set(groups[None])
    assert [page.is_over(now) for page in every.in_order(now)] == sorted(
        (over for _pk, over in found), key=[False, True, None].index
    )


@given(fields=events())
def test_event_is_not_over_while_it_starts_and_is_over_after_its_days(fields):
    zone = ZoneInfo(fields["time_zone"])
    end = end_of_event(fields["starts_at"], fields["ends_at"], zone)
    assert (end is None) == (fields["starts_at"] is None)
    assert end is None or end > fields["starts_at"]


def test_event_without_an_end_is_over_when_its_day_ends_where_it_is():
    start = datetime(2026, 11, 1, 4, 30, tzinfo=UTC)  # half past midnight in New York, on the day of 25 hours
    end = end_of_event(start, None, ZoneInfo("America/New_York"))
    assert end == datetime(2026, 11, 2, 5, tzinfo=UTC)


def test_saving_says_when_the_event_is_over(site):
    start = datetime(2026, 11, 20, 15, tzinfo=UTC)
    event = make_event(starts_at=start, ends_at=None, whole_day=True)
    assert event.over_at == datetime(2026, 11, 21, 15, tzinfo=UTC)
    assert days(event) == (datetime(2026, 11, 21).date(), datetime(2026, 11, 21).date())  # noqa: DTZ001


def test_times_are_told_in_japan_and_where_the_event_is():
    start = datetime(2026, 11, 21, 1, tzinfo=UTC)
    event = EventPage(starts_at=start, ends_at=start + timedelta(hours=8), time_zone="America/New_York")
    assert [(span.zone, span.start.hour, span.end.hour, span.is_one_day) for span in spans(event)] == [
        ("Asia/Tokyo", 10, 18, True),
        ("America/New_York", 20, 4, False),
    ]


def test_zone_with_the_same_clocks_as_japan_is_not_told_twice():
    start = datetime(2026, 11, 21, 1, tzinfo=UTC)
    assert len(spans(EventPage(starts_at=start, time_zone="Asia/Seoul"))) == 1


def test_whole_day_event_tells_days_and_no_times():
    event = EventPage(starts_at=datetime(2026, 11, 20, 15, tzinfo=UTC), whole_day=True)
    assert spans(event) == []
