"""One request at a time and never too many a minute, over all processes that share a credential."""

import contextlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.github.claims import this_worker
from integrations.github.client import connect
from integrations.github.credentials import Token
from integrations.github.errors import OutOfBudgetError, RateLimitedError
from integrations.github.limits import Allowance, Ledger
from integrations.github.models import Budget, SyncRun
from integrations.github.pace import PACES, Pace
from integrations.github.turns import LENGTH, Turn

from .clock import FakeClock

pytestmark = pytest.mark.django_db


def turn(clock, holder):
    return Turn("c", holder, clock)


def wait_for(clock, holder="mine"):
    """Seconds that somebody waited for their turn."""
    turn(clock, holder).take(lambda: None)
    return sum(clock.slept)


def a_run(clock, token, worker):
    now = clock.now()
    SyncRun.objects.create(started_at=now, heartbeat_at=now, worker=worker, token=token)


def worker_that_is_dead():
    """A process of this machine that has ended."""
    host = this_worker().partition(":")[0]
    process = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    return f"{host}:{int(process.stdout)}:1"


def test_free_turn_is_taken_at_once(clock):
    assert wait_for(clock) == 0


def test_turn_that_was_given_back_is_free(clock):
    other = turn(clock, "other")
    other.take(lambda: None)
    other.give_back()
    assert wait_for(clock) == 0


def test_turn_of_a_run_elsewhere_that_says_nothing_more_ends_by_itself(clock):
    a_run(clock, "other", "elsewhere:1:2")
    turn(clock, "other").take(lambda: None)
    assert wait_for(clock) == pytest.approx(LENGTH.total_seconds(), abs=0.2)


def test_turn_of_a_killed_run_of_this_machine_is_free_at_once(clock):
    a_run(clock, "other", worker_that_is_dead())
    turn(clock, "other").take(lambda: None)
    assert wait_for(clock) <= 0.2
    assert SyncRun.objects.get().outcome == SyncRun.Outcome.STOPPED


def test_turn_of_a_living_run_is_waited_for_and_the_wait_is_told(clock):
    a_run(clock, "other", this_worker())
    other = turn(clock, "other")
    other.take(lambda: None)
    told = []
    turn(clock, "mine").take(lambda: told.append(sum(clock.slept) > 3 and other.give_back()))
    assert sum(clock.slept) == pytest.approx(4, abs=0.3)
    assert len(told) == 3


def test_turn_that_ended_by_itself_is_not_given_back_for_another(clock):
    late = turn(clock, "late")
    late.take(lambda: None)
    clock.advance(LENGTH + timedelta(seconds=1))
    wait_for(clock)
    late.give_back()
    assert Budget.objects.get().taken_by == "mine"


def test_turn_of_one_credential_is_in_no_other_s_way(clock):
    turn(clock, "mine").take(lambda: None)
    Turn("another", "other", clock).take(lambda: None)
    assert clock.slept == []


def test_request_costs_four_short_statements(github, clock, django_assert_num_queries):
    """Taking the turn, reading the accounts, writing what is left, giving the turn back."""
    client = connect(Token(github.token), lambda identity: Ledger(identity, clock))
    client.pulse(["R_1"])
    with django_assert_num_queries(4):
        client.pulse(["R_1"])


def ask(ledger, resource="core", points=1):
    with ledger.turn(resource, points):
        ledger.count_request(resource)


def test_limit_that_one_run_is_told_of_holds_for_those_at_work_already(clock):
    first, second = Ledger("token", clock), Ledger("token", clock)
    ask(second)
    with contextlib.suppress(RateLimitedError), first.turn("graphql", 1):
        error = RateLimitedError("secondary", wait=3600.0, everything=True)
        first.told_to_wait("graphql", error)
        raise error
    with pytest.raises(OutOfBudgetError) as caught:
        ask(second)
    assert caught.value.resume_at == clock.now() + timedelta(hours=1)


def test_points_of_the_run_are_shared_by_its_streams(clock):
    allowance = Allowance(3)
    first, second = Ledger("one", clock, allowance=allowance), Ledger("two", clock, allowance=allowance)
    ask(first, "graphql", 2)
    ask(second, "graphql", 1)
    with pytest.raises(OutOfBudgetError, match="The 3 points of --max-points are spent"):
        ask(first, "graphql", 1)


def test_two_runs_on_one_token_keep_the_pace_together(clock):
    ledgers = [Ledger("token", clock), Ledger("token", clock)]
    times = []
    for number in range(1000):
        ask(ledgers[number % 2])
        times.append(clock.now())
    assert times[99] == times[0]
    assert most_in_a_minute(times) <= 900
    assert most_in_a_minute(times) > 800


def most_in_a_minute(times):
    """By the first request after each, a minute later."""
    return max(sum(start <= time < start + timedelta(minutes=1) for time in times) for start in times)


def test_paces_keep_a_distance_from_the_documented_limits():
    assert {resource: pace.a_minute for resource, pace in PACES.items()} == {"core": 810, "graphql": 1800}


@given(st.lists(st.floats(0, 20), max_size=150), st.integers(3, 40), st.data())
def test_no_minute_ever_has_more_requests_than_the_pace_allows(pauses, a_minute, data):
    pace = Pace(a_minute, burst=data.draw(st.integers(1, a_minute - 1)))
    now, mark, times = datetime(2026, 4, 1, tzinfo=UTC), None, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        now += timedelta(seconds=pace.seconds_to_wait(mark, now))
        mark = pace.after_one_more(mark, now)
        times.append(now)
    assert not times or most_in_a_minute(times) <= a_minute


def test_long_wait_for_an_even_pace_needs_no_clock_but_the_shared_one():
    """Another machine's mark counts like one's own."""
    pace, now = PACES["core"], FakeClock().now()
    mark = now
    for _request in range(100):
        mark = pace.after_one_more(mark, now)
    assert pace.seconds_to_wait(mark, now) == pytest.approx(60 / 710, abs=1e-3)


def test_turn_is_given_back_by_whoever_is_stopped_while_waiting_in_it(clock):
    """A short wait for the pace is waited out in the turn; Ctrl-C may come then."""
    ledger = Ledger("token", clock)
    for _request in range(PACES["core"].burst):
        with ledger.turn("core", 1):
            ledger.count_request("core")

    def stop(_seconds):
        raise KeyboardInterrupt

    clock.sleep = stop
    with pytest.raises(KeyboardInterrupt), ledger.turn("core", 1):
        pass
    assert not Budget.objects.exclude(taken_by="").exists()
