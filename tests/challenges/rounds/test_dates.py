"""The dates of a round follow each other, whoever writes them, and none is due before its time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from challenges.rounds.dates import LABELS, check_order, milestones
from challenges.rounds.models import Round

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 3, tzinfo=UTC)  # noon in Japan
HOUR = timedelta(hours=1)


def make_round(**dates):
    return Round(slug="next", name_ja="次の募集期", year=2026, **dates)


def refused(found):
    with pytest.raises(ValidationError) as told:
        found.full_clean()
    return told.value.message_dict


def test_round_that_closes_before_it_opens_is_refused_at_the_field():
    with override("en"):
        assert refused(make_round(opens_at=NOON, closes_at=NOON - HOUR))["closes_at"] == [
            "“Proposals close” lies before “Proposals open”. Check the two dates."
        ]


def test_dates_between_which_others_are_unknown_are_compared():
    assert set(refused(make_round(opens_at=NOON, reports_due_on=date(2026, 11, 21)))) == {"reports_due_on"}


def test_day_on_which_proposals_close_may_be_the_last_of_the_screening():
    make_round(closes_at=NOON, screening_ends_on=date(2026, 11, 22)).full_clean()


def test_late_evening_in_utc_is_the_next_day_in_japan():
    late = datetime(2026, 11, 22, 15, tzinfo=UTC)
    assert "screening_ends_on" in refused(make_round(closes_at=late, screening_ends_on=date(2026, 11, 22)))


@pytest.mark.parametrize(
    "dates",
    [
        {"opens_at": NOON, "closes_at": NOON - HOUR},
        {"questions_end_at": NOON, "closes_at": NOON - HOUR},
        {"pilots_begin_on": date(2026, 4, 2), "pilots_end_on": date(2026, 4, 1)},
    ],
)
def test_database_refuses_dates_in_the_wrong_order(dates):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_round(**dates).save()


moments = st.none() | st.integers(-72, 72).map(lambda hours: NOON + hours * HOUR)
days = st.none() | st.integers(-3, 3).map(lambda shift: date(2026, 11, 22) + timedelta(days=shift))


@given(st.fixed_dictionaries({name: moments if name.endswith("_at") else days for name in LABELS}))
def test_accepted_dates_are_in_order_day_by_day(dates):
    found = make_round(**dates)
    in_order = sorted(each.day for each in milestones(found))
    try:
        check_order(found)
    except ValidationError:
        return
    assert [each.day for each in milestones(found)] == in_order


@pytest.mark.parametrize(
    ("at", "is_behind"),
    [
        (NOON, True),
        (NOON + timedelta(seconds=1), False),
        (date(2026, 11, 21), True),
        (date(2026, 11, 22), False),
    ],
)
def test_moment_is_behind_to_the_second_and_a_day_at_its_end(at, is_behind):
    name = "closes_at" if isinstance(at, datetime) else "reports_due_on"
    (found,) = milestones(make_round(**{name: at}))
    assert found.is_behind(NOON) == is_behind
