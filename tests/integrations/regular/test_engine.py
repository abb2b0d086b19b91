"""Regular work: what is due is done once, whatever fails beside it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.regular import Kind
from integrations.regular.engine import AFTER_A_FAILURE, do_due, is_due
from integrations.regular.models import RegularWork

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 21, tzinfo=UTC)


class Day:
    """A clock and a house with three kinds of work, one of which may be broken."""

    def __init__(self, kinds):
        self.time, self.done, self.broken = START, [], set()
        for name, every in {"hourly": 1, "daily": 24, "often": 0.1}.items():
            kinds[name] = Kind(name, timedelta(hours=every), self._work(name))

    def _work(self, name):
        def work(now):
            self.done.append(name)
            if name in self.broken:
                raise RuntimeError("no luck")
            return f"at {now:%H:%M}"

        return work

    def now(self):
        return self.time

    def go(self, *, all_of_it=False, **later):
        self.time += timedelta(**later)
        self.done.clear()
        self.told = list(do_due(now=self.now, all_of_it=all_of_it))
        return self.done


@pytest.fixture
def day(monkeypatch):
    kinds = {}
    monkeypatch.setattr("integrations.regular.engine.KINDS", kinds)
    return Day(kinds)


def test_everything_is_done_at_first_and_then_what_is_due(day):
    assert day.go() == ["daily", "hourly", "often"]
    assert day.go(minutes=1) == []
    assert day.go(minutes=6) == ["often"]
    assert day.go(hours=1) == ["hourly", "often"]
    assert day.go(hours=23) == ["daily", "hourly", "often"]


def test_work_that_fails_keeps_no_other_from_being_done_and_is_remembered(day, caplog):
    day.broken = {"daily"}
    assert day.go() == ["daily", "hourly", "often"]
    assert [(done.name, done.failed) for done in day.told] == [("daily", True), ("hourly", False), ("often", False)]
    row = RegularWork.objects.get(name="daily")
    assert (row.failed, row.outcome, row.done_at) == (True, "RuntimeError: no luck", START)
    assert "Regular work failed: daily" in caplog.text


def test_rare_work_that_failed_is_tried_again_in_an_hour(day):
    day.broken = {"daily"}
    day.go()
    day.broken = set()
    assert "daily" not in day.go(minutes=59)
    assert "daily" in day.go(minutes=1)
    assert not RegularWork.objects.get(name="daily").failed


def test_work_that_was_cut_off_is_begun_again(day):
    RegularWork.objects.create(name="daily", begun_at=START)
    assert "daily" not in day.go(minutes=30)
    assert "daily" in day.go(minutes=30)


def test_second_round_at_the_same_moment_does_nothing(day):
    begun = do_due(now=day.now)
    next(begun)  # the first one is in the middle of its round
    assert [done.name for done in do_due(now=day.now)] == ["hourly", "often"]
    assert list(begun) == []
    assert sorted(day.done) == ["daily", "hourly", "often"]


def test_all_of_it_is_done_when_somebody_says_so_but_what_is_under_way(day):
    day.go()
    RegularWork.objects.filter(name="hourly").update(begun_at=day.time + timedelta(seconds=30))
    assert day.go(all_of_it=True, minutes=1) == ["daily", "often"]


@pytest.mark.parametrize("cut_off", [False, True])
@pytest.mark.parametrize("all_of_it", [False, True])
def test_clock_that_was_ahead_for_a_while_stops_nothing(day, cut_off, all_of_it):
    day.go(days=365)
    if cut_off:
        RegularWork.objects.update(done_at=None)
    assert day.go(days=-365, all_of_it=all_of_it) == ["daily", "hourly", "often"]
    assert day.go(minutes=1) == []


def test_clocks_of_two_machines_that_differ_a_little_do_no_work_twice(day):
    day.go()
    assert day.go(minutes=-5) == []


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=30)), st.timedeltas(timedelta(0), timedelta(days=60)))
def test_work_is_due_from_its_interval_on_and_never_before(every, later):
    kind = Kind("k", every, lambda now: "")
    done = RegularWork(name="k", begun_at=START, done_at=START)
    failed = RegularWork(name="k", begun_at=START, done_at=START, failed=True)
    assert is_due(kind, done, START + later) == (later >= every)
    assert is_due(kind, failed, START + later) == (later >= min(every, AFTER_A_FAILURE))
