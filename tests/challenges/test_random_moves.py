"""Random moves by random hands: the table is never left, and what is accepted is logged once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from challenges.models import ChallengePage
from challenges.services import move_by_the_clock, move_challenge
from challenges.stages import MOVES, Hand, Stage
from tests.factories import make_challenge, make_user

NOON = datetime(2026, 11, 21, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)

steps = st.tuples(
    st.sampled_from([Hand.OFFICER, Hand.OFFICE, Hand.CLOCK]),
    st.sampled_from(Stage),
    st.sampled_from(["", "理由"]),
    st.none() | st.integers(-2, 6),
    st.integers(0, 3),
)


@pytest.fixture
def people(site):
    office = make_user("office@tomoni.example")
    office.user_permissions.add(Permission.objects.get(content_type__app_label="challenges", codename="add_round"))
    return {Hand.OFFICER: make_user("officer@tomoni.example"), Hand.OFFICE: office, Hand.CLOCK: None}


def log(page):
    return [(each.stage, each.hand) for each in page.stage_changes.all()]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begins=st.sampled_from(Stage), steps=st.lists(steps, max_size=14))
def test_random_moves_stay_in_the_table_and_each_is_logged_once(people, begins, steps):
    with transaction.atomic():
        challenge, now = make_challenge(stage=begins, opens_at=NOON - HOUR, closes_at=NOON + 5 * HOUR), NOON
        for hand, to, reason, until, hours in steps:
            now += hours * HOUR
            move_by_the_clock(challenge=challenge, now=now)
            page = ChallengePage.objects.get(pk=challenge.pk)
            before, lines = page.stage_at(now), log(page)
            closes_at = None if until is None else now + until * HOUR
            accepted = _try(challenge, to, people[hand], now, reason, closes_at)
            page = ChallengePage.objects.get(pk=challenge.pk)
            if accepted and to != before:
                assert log(page) == [*lines, (to, log(page)[-1][1])]
                assert _stands_in_the_table(before, to, log(page)[-1][1], reason)
                assert page.stage_at(now) == to
            else:
                assert (page.stage_at(now), log(page)) == (before, lines)
        transaction.set_rollback(True)


def _try(challenge, to, by, now, reason, closes_at):
    try:
        move_challenge(challenge=challenge, to=to, by=by, now=now, reason=reason, closes_at=closes_at)
    except ValidationError:
        return False
    return True


def _stands_in_the_table(before, to, hand, reason):
    return any(move.to == to and hand in move.by and (reason or not move.needs_words) for move in MOVES[before])
