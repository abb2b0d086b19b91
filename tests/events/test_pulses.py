"""For which time an event wants to know what went on in the repositories of its projects."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from events.pulses import period_of, wished_periods
from integrations.github.models import PeriodPulse, Repository
from integrations.github.pulses import period_totals, recent_totals
from integrations.github.services import add_repositories
from integrations.github.wishes import want_periods
from tests.factories import make_event, make_project, make_repository
from tests.github_server import GitHubServer
from tests.integrations.clock import FakeClock

pytestmark = pytest.mark.usefixtures("site")

START, END = datetime(2026, 3, 7, 1, tzinfo=UTC), datetime(2026, 3, 7, 9, tzinfo=UTC)  # 10:00 to 18:00 in Japan
NOW = datetime(2026, 4, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def _midnight(day):
    """In Japan, of a day in March 2026."""
    return datetime(2026, 3, day, tzinfo=UTC) - timedelta(hours=9)


def _wished(now=NOW):
    return sorted(wished_periods(now))


@pytest.mark.parametrize(
    ("fields", "since", "until"),
    [
        ({}, START, END),
        ({"ends_at": None}, START, _midnight(8)),
        ({"ends_at": END + DAY}, _midnight(7), _midnight(9)),
        ({"starts_at": _midnight(7), "ends_at": _midnight(8), "whole_day": True}, _midnight(7), _midnight(8)),
        ({"starts_at": _midnight(7), "ends_at": _midnight(10), "whole_day": True}, _midnight(7), _midnight(10)),
        ({"starts_at": _midnight(7), "ends_at": None, "whole_day": True}, _midnight(7), _midnight(8)),
        ({"starts_at": START - DAY / 2}, START - DAY / 2, END),
        ({"time_zone": "America/New_York"}, START, END),
        ({"time_zone": "America/New_York", "ends_at": END + DAY}, _midnight(7), _midnight(9)),
    ],
)
def test_event_counts_from_start_to_end_and_a_longer_one_by_whole_days_in_japan(fields, since, until):
    event = make_event(**{"starts_at": START, "ends_at": END} | fields)
    assert period_of(event) == (since, until)


def test_event_that_nobody_knows_the_time_of_has_no_period():
    assert period_of(make_event(starts_at=None, ends_at=None)) is None


def test_past_event_wishes_its_period_for_each_repository_of_its_projects():
    repositories = [make_repository() for _number in range(3)]
    projects = [
        make_project(repositories=repositories[:2]),
        make_project(repositories=repositories[1:]),
        make_project(),
    ]
    make_event(starts_at=START, ends_at=END, projects=projects)
    assert _wished() == [(repository.pk, START, END) for repository in repositories]


@pytest.mark.parametrize(
    "fields",
    [{"cancelled": True}, {"starts_at": NOW, "ends_at": NOW + DAY}, {"starts_at": None, "ends_at": None}],
    ids=["cancelled", "running", "undated"],
)
def test_event_that_did_not_take_place_yet_or_at_all_wishes_nothing(fields):
    project = make_project(repositories=[make_repository()])
    make_event(**{"starts_at": START, "ends_at": END} | fields, projects=[project])
    assert _wished() == []


def test_unpublished_event_or_project_wishes_nothing():
    hidden = make_project(repositories=[make_repository()])
    make_event(starts_at=START, ends_at=END, projects=[hidden])
    make_event(starts_at=START, ends_at=END, projects=[make_project(repositories=[make_repository()])]).unpublish()
    hidden.unpublish()
    assert _wished() == []


def test_wishes_are_queued_once_and_wait_for_the_end_of_their_period():
    project = make_project(repositories=[make_repository()])
    make_event(starts_at=START, ends_at=END, projects=[project])
    make_event(starts_at=START, ends_at=END, projects=[project])
    assert [want_periods(NOW), want_periods(NOW)] == [1, 0]
    assert PeriodPulse.objects.get().due_at == END


@pytest.mark.parametrize("count", [1, 12])
def test_wishes_take_the_same_queries_for_any_number(count, django_assert_num_queries):
    project = make_project(repositories=[make_repository()])
    for number in range(count):
        make_event(starts_at=START - number * DAY, ends_at=END - number * DAY, projects=[project])
    with django_assert_num_queries(2):
        assert len(_wished()) == count


def test_sync_brings_what_happened_during_an_event_and_in_the_last_days(settings):
    clock = FakeClock()
    with GitHubServer(clock) as server:
        settings.GITHUB_API_URL, settings.GITHUB_TOKEN = server.url, server.token
        server.world.add("code/town", commits=[START - DAY, START, END - DAY / 24, END])
        add_repositories(names=["code/town"], clock=clock)
        repository = Repository.objects.get()
        make_event(starts_at=START, ends_at=END, projects=[make_project(repositories=[repository])])
        call_command("sync_github", clock=clock, stdout=StringIO())
    during, lately = period_totals([repository], START, END), recent_totals([repository], today=clock.now().date())
    assert (during.commits, during.authors) == (2, 1)
    assert (lately.commits, lately.authors) == (4, 1)
