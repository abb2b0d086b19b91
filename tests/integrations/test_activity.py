"""Hot, daily, cold: who is asked about when, as an hourly run sees it."""

from datetime import timedelta

import pytest

from integrations.github.models import Repository
from integrations.github.webhooks.services import make_due


@pytest.fixture
def town(github, commands, clock):
    truth = github.world.add("code/town", pushed_at=clock.now() - timedelta(days=40))
    commands.add("code/town")
    return truth


def _is_asked_after(github, commands, clock, hours):
    clock.advance(timedelta(hours=hours))
    github.calls.clear()
    commands.sync()
    return github.asked("Pulse") == [1]


def test_repository_with_a_push_of_today_is_asked_about_every_hour_until_tomorrow(github, town, commands, clock):
    town.push(clock.now() - timedelta(hours=22))
    commands.sync()
    assert [_is_asked_after(github, commands, clock, 1) for _run in range(4)] == [True, True, False, False]


def test_quiet_repository_is_asked_about_daily(github, town, commands, clock):
    commands.sync()
    assert [_is_asked_after(github, commands, clock, hours) for hours in (21, 1, 21, 1)] == [False, True] * 2


def test_count_that_moved_makes_a_quiet_repository_hot(github, town, commands, clock):
    commands.sync()
    clock.advance(timedelta(hours=22))
    town.issues_open += 1
    commands.sync()
    assert [_is_asked_after(github, commands, clock, 1) for _run in range(2)] == [True, False]


@pytest.mark.parametrize(("days", "hours"), [(200, 70), (800, 166)])
def test_cold_repository_is_asked_about_less_and_less_once_a_second_look_showed_no_move(
    github, town, commands, clock, days, hours
):
    town.pushed_at = clock.now() - timedelta(days=days)
    commands.sync()
    assert _is_asked_after(github, commands, clock, 22)
    assert not _is_asked_after(github, commands, clock, hours - 1)
    assert _is_asked_after(github, commands, clock, 1)


def test_cold_repository_keeps_its_figures_with_the_time_at_which_they_were_seen(town, commands, clock):
    town.stars = 5
    commands.sync()
    seen = clock.now()
    clock.advance(timedelta(hours=1))
    commands.sync()
    assert Repository.objects.get().latest_snapshot.observed_at == seen


def test_webhook_makes_a_cold_repository_due_in_the_next_run(github, town, commands, clock):
    town.pushed_at = clock.now() - timedelta(days=800)
    for _look in range(2):
        commands.sync()
        clock.advance(timedelta(hours=22))
    make_due(github_id=town.github_id, clock=clock)
    github.calls.clear()
    commands.sync()
    assert github.asked("Pulse") == [1]
