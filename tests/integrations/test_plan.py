"""How many are asked for at once, and when again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.github.plan import BatchSize, due_after_failure, next_due

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


@pytest.mark.parametrize(
    ("status", "days"), [("active", 0), ("archived", 6), ("private_or_deleted", 6), ("blocked", 6)]
)
def test_next_due_is_within_the_day_for_the_living_and_within_the_week_for_others(status, days):
    assert (next_due(status, NOW) - NOW).days == days


def test_failed_repository_is_due_at_once_then_ever_later_and_at_most_daily():
    pauses = [due_after_failure(failures, NOW) - NOW for failures in (1, 2, 3, 4, 50)]
    assert pauses == [
        timedelta(0),
        timedelta(minutes=5),
        timedelta(minutes=10),
        timedelta(minutes=20),
        timedelta(hours=22),
    ]
