"""When owners are asked, reminded and told, over all dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from projects.models import Need
from projects.needs.rules import KEPT_DAYS, Step, latest_expiry, step_due
from tests.factories import make_project

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
DAY = timedelta(days=1)


def letters_from(confirmed_on, *, looked_at, days=KEPT_DAYS):
    """What is said over a period of silence to owners, where somebody looks on these days only."""
    expires_on, asked_again_on, said = confirmed_on + DAY * days, None, []
    for today in sorted(looked_at):
        period = {"confirmed_on": confirmed_on, "expires_on": expires_on, "asked_again_on": asked_again_on}
        step = step_due(**period, today=today)
        if step:
            asked_again_on = today
            said.append((step, (expires_on - today).days))
    return said


@given(DAYS)
def test_silent_owner_hears_three_times(confirmed_on):
    every_day = [confirmed_on + DAY * number for number in range(200)]
    assert letters_from(confirmed_on, looked_at=every_day) == [(Step.ASK, 10), (Step.REMIND, 3), (Step.TELL, -1)]


@given(DAYS)
@pytest.mark.parametrize(
    ("days", "left"),
    [(0, [-1]), (1, [-1]), (3, [-1]), (4, [3, -1]), (10, [3, -1]), (11, [10, 3, -1]), (60, [10, 3, -1])],
)
def test_whoever_asks_for_few_days_is_not_asked_at_once(days, left, confirmed_on):
    every_day = [confirmed_on + DAY * number for number in range(90)]
    assert [each for _step, each in letters_from(confirmed_on, looked_at=every_day, days=days)] == left


@given(DAYS, st.sets(st.integers(0, 150)))
def test_no_step_comes_twice_or_after_a_later_one_however_seldom_somebody_looks(confirmed_on, numbers):
    said = letters_from(confirmed_on, looked_at=[confirmed_on + DAY * number for number in numbers])
    order = [Step.ASK, Step.REMIND, Step.TELL]
    assert [step for step, _left in said] == sorted({step for step, _left in said}, key=order.index)
    assert all(left <= 10 for _step, left in said)
    assert all(left < 0 for step, left in said if step is Step.TELL)


@given(DAYS)
def test_whoever_was_asked_in_the_last_days_is_not_reminded(expires_on):
    asked = expires_on - DAY * 2
    assert step_due(expires_on=expires_on, asked_again_on=asked, today=expires_on) is None


@given(DAYS)
def test_what_is_long_gone_is_no_news(expires_on):
    assert step_due(expires_on=expires_on, asked_again_on=None, today=expires_on + DAY * 31) is None


@pytest.mark.parametrize(
    ("confirmed_on", "expires_on"),
    [
        (date(2026, 12, 31), date(2027, 3, 1)),
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2026, 1, 31), date(2026, 4, 1)),
    ],
)
def test_sixty_days_are_counted_over_the_ends_of_months(confirmed_on, expires_on):
    assert latest_expiry(confirmed_on) == expires_on


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 11, 21, 14, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 21, 15, 0, 0, tzinfo=UTC), False),
    ],
)
def test_day_ends_at_midnight_in_japan(site, moment, is_open):
    project = make_project(needs=[{"text": "ロゴ", "confirmed_on": None, "expires_on": date(2026, 11, 21)}])
    with freeze_time(moment):
        assert Need.objects.open_on(timezone.localdate()).filter(project=project).exists() is is_open


@pytest.mark.parametrize("days", [0, 1, KEPT_DAYS])
def test_expiry_within_sixty_days_is_kept(site, days):
    today = timezone.localdate()
    need = Need(project=make_project(), text="ロゴ", confirmed_on=today, expires_on=today + DAY * days)
    need.full_clean()
    need.save()
    assert Need.objects.get().expires_on == today + DAY * days


@pytest.mark.parametrize("days", [KEPT_DAYS + 1, 400])
def test_later_expiry_is_refused_by_the_database_itself(site, days):
    today = timezone.localdate()
    need = Need(project=make_project(), text="ロゴ", confirmed_on=today, expires_on=today + DAY * days)
    with pytest.raises(ValidationError, match="60"):
        need.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        need.save()
