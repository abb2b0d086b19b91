"""What the page of a past event tells of the code of the projects that took part."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from events.pulses import period_of
from integrations.github.models import PeriodPulse
from tests.factories import make_event, make_project, make_repository

pytestmark = pytest.mark.usefixtures("site")

START = datetime(2025, 11, 22, 1, tzinfo=UTC)
LOOK = datetime(2025, 11, 23, 3, tzinfo=UTC)
QUIET = dict.fromkeys(
    ("authors", "commits", "issues_opened", "issues_closed", "pulls_opened", "pulls_merged", "pulls_closed"), 0
)


def a_past_event(*repositories, **fields):
    project = make_project(repositories=repositories)
    times = {"starts_at": START, "ends_at": START + timedelta(hours=8)}
    return make_event(projects=[project], **(times | fields))


def make_pulse(event, repository, **numbers):
    span = period_of(event)
    PeriodPulse.objects.create(
        repository=repository, since=span.since, until=span.until, observed_at=LOOK, **(QUIET | numbers)
    )


def shown(client, event):
    page = client.get(f"/en{event.get_url()}")
    return BeautifulSoup(page.content, "html.parser").select_one("section[aria-labelledby=code]")


def test_page_of_a_past_event_tells_what_happened_in_the_code(client):
    repository = make_repository()
    event = a_past_event(repository)
    make_pulse(event, repository, authors=7, commits=31, issues_closed=4, pulls_opened=3, pulls_merged=2)
    section = shown(client, event)
    assert "7 authors made 31 commits. 0 issues were opened, and 4 closed." in section.text
    assert [value.text for value in section.select(".figure__value")] == ["31", "0", "4", "2"]
    assert "as of 23 November 2025" in section.text


def test_sum_that_leaves_out_a_repository_says_so(client):
    first, second = make_repository(), make_repository()
    event = a_past_event(first, second)
    make_pulse(event, first, commits=5, authors=2)
    assert "(counted in 1 of 2 repositories)" in shown(client, event).text


def test_page_says_nothing_of_the_code_where_nothing_is_known(client):
    assert shown(client, a_past_event(make_repository())) is None


def test_quiet_day_is_called_quiet(client):
    repository = make_repository()
    event = a_past_event(repository)
    make_pulse(event, repository)
    assert "It was quiet" in shown(client, event).text


def test_event_that_is_still_to_come_or_was_cancelled_tells_nothing_of_code(client):
    repository = make_repository()
    later = {"starts_at": START + timedelta(days=36500), "ends_at": None}
    for event in (a_past_event(repository, **later), a_past_event(repository, cancelled=True)):
        if period_of(event):
            make_pulse(event, repository, commits=5)
        assert shown(client, event) is None
