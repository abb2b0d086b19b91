"""How many are asked for at once, and when again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.github.models import Snapshot, Status
from integrations.github.plan import (
    DAILY,
    EVERY_THREE_DAYS,
    HOURLY,
    WEEKLY,
    BatchSize,
    due_after_failure,
    last_moved,
    next_due,
)

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def test_batch_grows_while_answers_are_quick_up_to_github_s_most():
    size = BatchSize(24)
    sizes = []
    for _answer in range(4):
        size.answered(size.current, 0.5)
        sizes.append(size.current)
    assert sizes == [48, 96, 100, 100]


def test_batch_settles_where_an_answer_takes_four_seconds():
    size = BatchSize(24)
    for _answer in range(20):
        size.answered(size.current, size.current * 0.09)
    assert size.current == 45


def test_batch_shrinks_when_answers_take_more_than_six_seconds():
    size = BatchSize(48)
    size.answered(48, 8.0)
    assert size.current == 24


def test_batch_halves_on_failure_and_stays_below_what_failed():
    size = BatchSize(40)
    size.failed(40)
    assert size.current == 20
    for _answer in range(10):
        size.answered(size.current, 0.1)
    assert size.current == 39


def test_batch_dares_more_again_after_many_good_answers():
    size = BatchSize(40)
    size.failed(40)
    for _answer in range(60):
        size.answered(size.current, 0.1)
    assert size.current == 100


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 20)), max_size=200))
def test_batch_is_always_between_one_and_a_hundred(story):
    size = BatchSize(24)
    for fine, seconds in story:
        if fine:
            size.answered(size.current, seconds)
        else:
            size.failed(size.current)
        assert 1 <= size.current <= 100


@pytest.mark.parametrize("status", ["archived", "private_or_deleted", "blocked"])
def test_what_rests_is_asked_about_weekly_whatever_moved(status):
    assert next_due(status, NOW, NOW, looked_before=True) == NOW + WEEKLY


@pytest.mark.parametrize(
    ("still", "pause"),
    [
        (timedelta(0), HOURLY),
        (timedelta(hours=23), HOURLY),
        (timedelta(hours=24), DAILY),
        (timedelta(days=179), DAILY),
        (timedelta(days=180), EVERY_THREE_DAYS),
        (timedelta(days=729), EVERY_THREE_DAYS),
        (timedelta(days=730), WEEKLY),
    ],
)
def test_living_repository_is_asked_about_the_sooner_the_later_it_moved(still, pause):
    assert next_due("active", NOW, NOW - still, looked_before=True) == NOW + pause


def test_one_look_makes_no_repository_cold():
    assert next_due("active", NOW, NOW - timedelta(days=3000)) == NOW + DAILY


def test_repository_of_which_no_movement_is_known_is_asked_about_daily():
    assert next_due("active", NOW, None, looked_before=True) == NOW + DAILY


def test_without_a_token_a_hot_repository_is_asked_about_daily():
    assert next_due("active", NOW, NOW, may_be_hourly=False) == NOW + DAILY


MOMENTS = st.timedeltas(timedelta(days=-6000), timedelta(days=1400)).map(lambda since: NOW + since)


@given(st.sampled_from(Status.values), MOMENTS, MOMENTS, MOMENTS, st.booleans(), st.booleans())
def test_next_look_is_within_the_week_and_never_later_for_what_moved_later(
    status, now, one, other, looked_before, may_be_hourly
):
    options = {"looked_before": looked_before, "may_be_hourly": may_be_hourly}
    later, earlier = (next_due(status, now, at, **options) - now for at in (max(one, other), min(one, other)))
    assert HOURLY <= later <= earlier <= WEEKLY


@given(MOMENTS, MOMENTS, st.booleans())
def test_what_moved_in_the_last_day_is_looked_at_within_the_hour(now, moved_at, looked_before):
    within_the_hour = next_due("active", now, moved_at, looked_before=looked_before) - now < timedelta(hours=1)
    assert within_the_hour == (now - moved_at < timedelta(days=1))


LONG_AGO = NOW - timedelta(days=1000)


def _snapshot(**figures):
    return Snapshot(**({"pushed_at": LONG_AGO, "observed_at": NOW - timedelta(days=3)} | figures))


@pytest.mark.parametrize("date", ["pushed_at", "changed_at", "newcomer_top_changed_at"])
def test_last_move_is_the_newest_of_github_s_dates(date):
    assert last_moved(_snapshot(**{date: NOW}), None) == NOW


def test_count_that_differs_moved_since_it_was_seen_last():
    assert last_moved(_snapshot(issues_open=4), _snapshot(issues_open=3)) == NOW - timedelta(days=3)


@pytest.mark.parametrize(("new", "old"), [(3, 3), (3, None), (None, 3)])
def test_count_that_is_the_same_or_unknown_has_not_moved(new, old):
    assert last_moved(_snapshot(issues_closed=new), _snapshot(issues_closed=old)) == LONG_AGO


def test_failed_repository_is_due_at_once_then_ever_later_and_at_most_daily():
    pauses = [due_after_failure(failures, NOW) - NOW for failures in (1, 2, 3, 4, 50)]
    assert pauses == [
        timedelta(0),
        timedelta(minutes=5),
        timedelta(minutes=10),
        timedelta(minutes=20),
        timedelta(hours=22),
    ]
