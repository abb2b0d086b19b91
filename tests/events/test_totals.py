"""What a series adds up to: sums of what is known, and for how many events it is."""

from datetime import UTC, datetime, timedelta

import pytest

from events.figures import figures_of
from events.models import EventPage
from events.totals import Total, Totals
from tests.factories import make_event, make_project

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 1, tzinfo=UTC)


def totals():
    return EventPage.objects.for_visitors().totals(NOW)


def test_series_without_events_has_no_sums(site):
    nothing = Total(None, 0)
    assert totals() == Totals(0, nothing, nothing, nothing, nothing)


def test_sums_say_for_how_many_events_they_are_known(site, django_assert_num_queries):
    first, second = make_project(), make_project()
    make_event(attendees=10, projects=[first, second])
    make_event(attendees=5, ends_at=datetime(2026, 11, 21, 3, 30, tzinfo=UTC), projects=[first])
    make_event(attendees=7, ends_at=None, reported_projects=4)
    make_event(starts_at=None, ends_at=None)
    with django_assert_num_queries(1):
        assert totals() == Totals(
            events=4,
            hours=Total(10.5, 2),
            attendees=Total(22, 3),
            projects=Total(7, 3),
            person_hours=Total(92.5, 2),
        )


def test_larger_of_named_and_reported_projects_counts(site):
    make_event(reported_projects=1, projects=[make_project(), make_project()])
    make_event(reported_projects=0)
    assert totals().projects == Total(2, 2)


def test_upcoming_cancelled_and_draft_events_do_not_count(site):
    make_event(starts_at=NOW + timedelta(days=1), ends_at=None)
    make_event(cancelled=True)
    make_event().unpublish()
    assert totals().events == 0


def test_whole_days_have_no_known_hours(site):
    start = datetime(2026, 11, 20, 15, tzinfo=UTC)
    make_event(starts_at=start, ends_at=start + timedelta(days=2), whole_day=True, attendees=3)
    assert (totals().hours, totals().person_hours, totals().attendees) == (Total(None, 0), Total(None, 0), Total(3, 1))


def test_nobody_came_is_known(site):
    make_event(attendees=0)
    assert (totals().attendees, totals().person_hours) == (Total(0, 1), Total(0, 1))


def test_figures_tell_unknown_from_none_and_what_is_known_in_part():
    sums = Totals(3, Total(8, 1), Total(None, 0), Total(0, 3), Total(2.5, 3))
    assert [(figure.value, figure.shown_state, bool(figure.note)) for figure in figures_of(sums)] == [
        (3, "known", False),
        (8, "known", True),
        (None, "unknown", False),
        (0, "known", False),
        ("2.5", "known", False),
    ]
