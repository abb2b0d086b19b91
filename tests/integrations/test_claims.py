"""A claim holds as long as its lease, and what comes too late changes nothing."""

from datetime import timedelta

import pytest

from integrations.github.claims import LEASE, Claim, take_over_from_the_dead
from integrations.github.errors import OverloadedError
from integrations.github.gone import store_absence
from integrations.github.models import Repository, SyncRun
from integrations.github.records import Identity, Presence
from integrations.github.store import store_failure, store_identities

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(commands):
    commands.add("code/a", "code/b", "code/c")
    return Repository.objects.all()


def test_claimed_repositories_are_nobody_else_s(clock, three):
    first, second = Claim(clock), Claim(clock)
    assert [row.full_name for row in first.take(three, 2)] == ["code/a", "code/b"]
    assert [row.full_name for row in second.take(three, 2)] == ["code/c"]


def test_claim_that_is_not_renewed_ends_with_its_lease(clock, three):
    Claim(clock).take(three, 2)
    clock.advance(LEASE + timedelta(seconds=1))
    assert len(Claim(clock).take(three, 3)) == 3


def test_claim_that_is_renewed_holds(clock, three):
    first = Claim(clock)
    first.take(three, 3)
    clock.advance(LEASE)
    first.renew()
    clock.advance(timedelta(seconds=1))
    assert Claim(clock).take(three, 3) == []


def test_released_claim_leaves_its_repositories_due(clock, three):
    first = Claim(clock)
    first.take(three, 3)
    first.release()
    assert len(Claim(clock).take(three, 3)) == 3


def test_answer_that_comes_after_the_lease_changes_nothing(clock, three):
    late, quick = Claim(clock), Claim(clock)
    rows = late.take(three, 3)
    clock.advance(LEASE + timedelta(seconds=1))
    quick.take(three, 3)
    before = list(Repository.objects.values())
    store_identities(late, [(rows[0], Identity(1, "R_1", "code/z", is_private=False))], clock.now())
    store_absence(late, rows[1], Presence.GONE, clock.now())
    store_failure(late, [rows[2]], OverloadedError("too late"), clock.now())
    assert list(Repository.objects.values()) == before


def test_living_run_is_not_taken_over(clock, three):
    from integrations.github.claims import this_worker

    claim = Claim(clock)
    claim.take(three, 3)
    now = clock.now()
    SyncRun.objects.create(started_at=now, heartbeat_at=now, worker=this_worker(), token=claim.token)
    SyncRun.objects.create(started_at=now, heartbeat_at=now, worker="elsewhere:1:2", token="other")
    assert take_over_from_the_dead(clock) == 0
    assert claim.held().count() == 3
