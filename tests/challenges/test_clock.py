"""What the clock does to an open challenge, told the same by the page and by the database, to the second."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from challenges.models import ChallengePage
from challenges.stages import Stage
from pages.templatetags.tomoni import describe_time_left
from tests.factories import make_challenge

pytestmark = pytest.mark.django_db  # a page asks for its content type when it is made

NOON = datetime(2026, 11, 21, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)

moments = st.none() | st.integers(-5, 5).map(lambda seconds: NOON + seconds * SECOND)


@pytest.mark.parametrize(
    ("now", "stage"),
    [
        (NOON - SECOND, Stage.PREPARING),
        (NOON, Stage.OPEN),
        (NOON + DAY - SECOND, Stage.OPEN),
        (NOON + DAY, Stage.CLOSED),
    ],
)
def test_open_challenge_opens_and_closes_to_the_second(now, stage):
    assert ChallengePage(stage="open", opens_at=NOON, closes_at=NOON + DAY).stage_at(now) == stage


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.OPEN])
def test_clock_moves_no_other_stage(stage):
    challenge = ChallengePage(stage=stage, opens_at=NOON, closes_at=NOON + DAY)
    assert {challenge.stage_at(NOON + shift * DAY) for shift in (-2, 0, 2)} == {stage}


def test_challenge_without_times_stays_open():
    assert ChallengePage(stage="open").stage_at(NOON) == Stage.OPEN


@pytest.fixture
def challenge(site):
    return make_challenge()


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stage=st.sampled_from(Stage), opens_at=moments, closes_at=moments)
def test_database_and_page_tell_the_same_stage(challenge, stage, opens_at, closes_at):
    if opens_at and closes_at and closes_at <= opens_at:
        closes_at = opens_at + SECOND
    ChallengePage.objects.filter(pk=challenge.pk).update(stage=stage, opens_at=opens_at, closes_at=closes_at)
    told = ChallengePage.objects.get(pk=challenge.pk).stage_at(NOON)
    found = [each for each in Stage if ChallengePage.objects.at_stage(each, NOON).filter(pk=challenge.pk).exists()]
    assert found == [told]
    assert ChallengePage.objects.taking_proposals(NOON).exists() == (told == Stage.OPEN)


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(days=2), "2 days left"),
        (timedelta(days=2) - SECOND, "1 day left"),
        (timedelta(days=1), "1 day left"),
        (timedelta(days=1) - SECOND, "23 hours left"),
        (timedelta(hours=1), "1 hour left"),
        (timedelta(hours=1) - SECOND, "Less than an hour left"),
        (SECOND, "Less than an hour left"),
        (timedelta(0), "Closed"),
        (-SECOND, "Closed"),
    ],
)
def test_time_left_is_right_to_the_second(left, text):
    with override("en"):
        assert describe_time_left(NOON + left, NOON) == text


def test_last_day_is_the_day_at_the_end_of_which_it_closes():
    midnight_in_japan = datetime(2026, 12, 5, 15, tzinfo=UTC)
    assert str(ChallengePage(closes_at=midnight_in_japan).last_day) == "2026-12-05"
    assert ChallengePage(closes_at=midnight_in_japan + SECOND).last_day is None
    assert ChallengePage().last_day is None


def order(now=NOON):
    return [page.title for page in ChallengePage.objects.for_listing().by_stage(now)]


def test_list_begins_with_the_nearest_deadline_and_ends_with_the_withdrawn(site):
    make_challenge("取り下げ", stage="withdrawn")
    make_challenge("昔に終了", stage="open", closes_at=NOON - 9 * DAY)
    make_challenge("終了", stage="closed", closes_at=NOON - DAY)
    make_challenge("完了", stage="finished")
    make_challenge("実証", stage="pilot")
    make_challenge("近く始まる", stage="open", opens_at=NOON + DAY)
    make_challenge("期限なし", stage="open")
    make_challenge("あとで締切", stage="open", closes_at=NOON + 9 * DAY)
    make_challenge("すぐ締切", stage="open", closes_at=NOON + DAY)
    assert order() == [
        "すぐ締切",
        "あとで締切",
        "期限なし",
        "近く始まる",
        "実証",
        "完了",
        "終了",
        "昔に終了",
        "取り下げ",
    ]
