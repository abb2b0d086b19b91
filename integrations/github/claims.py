"""Claims with a lease: two runs never ask about the same repository, and a killed one blocks nothing for long."""

from __future__ import annotations

import os
import socket
import uuid
from datetime import timedelta
from pathlib import Path

from .clock import Clock
from .models import Budget, Repository, SyncRun
from .querysets import RepositoryQuerySet

# Longer than the longest wait and the longest request together; renewed before every request and while waiting.
LEASE = timedelta(minutes=5)


class Claim:
    """The repositories that are ours until the lease runs out; one batch at a time."""

    def __init__(self, clock: Clock, token: str = "") -> None:
        self.clock = clock
        self.token = token or uuid.uuid4().hex

    def take(self, candidates: RepositoryQuerySet, most: int) -> list[Repository]:
        """Claim up to `most` of the due candidates; what another run claimed in the meantime stays with it."""
        now = self.clock.now()
        return self._take(candidates.due(now), Repository.objects.due(now), most)

    def take_least_recently_seen(self, candidates: RepositoryQuerySet) -> list[Repository]:
        """Claim the one due candidate that was looked at longest ago, those never looked at first."""
        now = self.clock.now()
        return self._take(candidates.due(now).least_recently_seen_first(), Repository.objects.due(now), 1)

    def take_to_follow_up(self, candidates: RepositoryQuerySet, kind: str, most: int) -> list[Repository]:
        """The same for those with a follow-up question of this kind."""
        now = self.clock.now()
        return self._take(candidates.to_follow_up(kind, now), Repository.objects.unclaimed(now), most)

    def take_living(self, candidates: RepositoryQuerySet, most: int) -> list[Repository]:
        """The same for any candidates, as their queryset has them."""
        return self._take(candidates, Repository.objects.unclaimed(self.clock.now()), most)

    def _take(self, wanted: RepositoryQuerySet, free: RepositoryQuerySet, most: int) -> list[Repository]:
        while pks := list(wanted.values_list("pk", flat=True)[:most]):
            ours = free.filter(pk__in=pks).order_by()
            if ours.update(claimed_by=self.token, claimed_until=self.clock.now() + LEASE):
                break
        return list(self.held().with_latest_figures().order_by("due_at", "id"))

    def held(self) -> RepositoryQuerySet:
        return Repository.objects.filter(claimed_by=self.token)

    def renew(self) -> None:
        self.held().update(claimed_until=self.clock.now() + LEASE)

    def give_back(self, pks: list[int]) -> None:
        """These are done."""
        self.held().filter(pk__in=pks).update(claimed_by="", claimed_until=None)

    def release(self) -> None:
        """Give back what was not worked off; it stays due."""
        _release(self.token)


def take_over_from_the_dead(clock: Clock) -> int:
    """Free what runs of this machine held that were killed, without waiting for their leases; return how many runs."""
    dead = [run for run in SyncRun.objects.filter(outcome=SyncRun.Outcome.RUNNING) if _is_dead(run.worker)]
    for run in dead:
        _release(run.token)
        run.outcome, run.finished_at = SyncRun.Outcome.STOPPED, clock.now()
        run.save(update_fields=["outcome", "finished_at"])
    return len(dead)


def discard_answers_under_way() -> None:
    """What runs have asked about and not yet stored they will ask again: a rule has changed since they looked.

    Call it first in the transaction that changes the rule. It waits for answers that are just being stored.
    """
    claimed = Repository.objects.exclude(claimed_by="").order_by("pk")
    pks = list(claimed.select_for_update().values_list("pk", flat=True))
    Repository.objects.filter(pk__in=pks).update(claimed_by="", claimed_until=None)


def this_worker() -> str:
    """This process, told apart from a later one with the same number."""
    pid = os.getpid()
    return f"{socket.gethostname()}:{pid}:{_started(pid)}"[:200]


def _release(token: str) -> None:
    Repository.objects.filter(claimed_by=token).update(claimed_by="", claimed_until=None)
    Budget.objects.filter(taken_by=token).update(taken_by="", taken_until=None)


def _is_dead(worker: str) -> bool:
    """Sure only of processes on this machine; of others the lease decides."""
    host, _colon, rest = worker.partition(":")
    pid, _colon, started = rest.partition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _started(int(pid)) != started


def _started(pid: int) -> str:
    """When the process began, in ticks since the machine did; empty where /proc does not tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    # A zombie has been killed already; only its parent has not looked yet.
    return "" if fields[0] == "Z" else fields[19]
