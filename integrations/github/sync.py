"""The loop: claim a batch, ask GitHub, store what it said, next. One GraphQL request at a time."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from . import gone, plan, store
from .absence import ContradictionError
from .batches import Batch
from .claims import Claim, take_over_from_the_dead, this_worker
from .client import GitHubClient
from .clock import Clock
from .errors import GitHubError, IncompleteError, OutOfBudgetError, RejectedError
from .followups import STEPS
from .followups.asking import FollowUps
from .followups.periods import AskedPeriod, Periods
from .followups.step import Asked
from .models import Repository, SyncRun
from .querysets import RepositoryQuerySet
from .records import Identity, Presence, Pulse
from .rest_only import RestOnly

logger = logging.getLogger(__name__)

Observer = Callable[[SyncRun], None]


def run_sync(sync: Sync) -> SyncRun:
    """Ask about everything in the scope that is due, and return the run's record.

    Raises OutOfBudgetError (what is left stays queued), CredentialsRefusedError, RejectedError or
    GitHubUnreachableError; the record then says so too.
    """
    outcome = SyncRun.Outcome.STOPPED
    try:
        sync.work()
        outcome = SyncRun.Outcome.SOME_FAILED if sync.all_failing() else SyncRun.Outcome.DONE
    except OutOfBudgetError as error:
        outcome, sync.run.resume_at = SyncRun.Outcome.OUT_OF_BUDGET, error.resume_at
        raise
    finally:
        sync.claim.release()
        sync.finish(outcome)
    return sync.run


class Sync:
    """One run over one scope with one credential. `observer` is called after every piece that was stored."""

    def __init__(
        self, client: GitHubClient, clock: Clock, scope: RepositoryQuerySet, observer: Observer | None
    ) -> None:
        self.client, self.clock, self.scope, self.observer = client, clock, scope, observer
        take_over_from_the_dead(clock)
        self.claim = Claim(clock, client.ledger.token)
        client.ledger.while_waiting = self.claim.renew
        self.used_before = client.ledger.requests, client.ledger.points
        self.failing: set[int] = set()
        self.unanswered: set[tuple[str, int]] = set()
        self.checked: set[int] = set()
        self.errors: Counter[str] = Counter()
        self.put_off: list[OutOfBudgetError | RejectedError] = []
        self.postponed: set[int] = set()
        now = clock.now()
        self.run = SyncRun.objects.create(
            started_at=now,
            heartbeat_at=now,
            worker=this_worker(),
            token=self.claim.token,
            credential=client.ledger.credential,
        )

    def work(self) -> None:
        """Names first, because only ids can be asked for their pulse; then what has an id; then what moved.

        Where one budget is spent, or one question refused, the others go on: what ends the run is raised at its end.
        """
        for part in self._parts():
            try:
                part()
            except OutOfBudgetError as error:
                self._put_off(error)
            except RejectedError as error:
                if part in (self._names, self._pulses):
                    raise
                self._put_off(error)
        if self.put_off:
            raise min(self.put_off, key=_how_soon)

    def _parts(self) -> Sequence[Callable[[], None]]:
        if self.client.is_stranger:
            return [RestOnly(self).work]
        follow_ups = (FollowUps(self, step).work for step in STEPS)
        return [self._names, self._pulses, *follow_ups, Periods(self).work]

    def _names(self) -> None:
        size = plan.BatchSize(plan.RESOLVE_BATCH)
        while batch := self.claim.take(self.scope.unresolved(), size.current):
            Batch(self, batch, key=_name, ask=self.client.resolve, size=size, keep=self.keep_identities).work()

    def _pulses(self) -> None:
        size = plan.BatchSize(plan.PULSE_BATCH)
        while batch := self.claim.take(self.scope.resolved(), size.current):
            Batch(self, batch, key=_node_id, ask=self.client.pulse, size=size, keep=self.keep_pulses).work()

    def _put_off(self, error: OutOfBudgetError | RejectedError) -> None:
        self.put_off.append(error)
        self.claim.release()

    def before_each(self) -> None:
        self.claim.renew()

    def learned(self, repositories: Sequence[Repository], *, error: GitHubError | None = None) -> None:
        """Count what an answer, or the lack of one, was about."""
        if not repositories:
            return
        pks = {repository.pk for repository in repositories}
        self.checked |= pks
        if error is None:
            self.failing -= pks
        else:
            self._count_failed(pks, error)
            store.store_failure(self.claim, repositories, error, self.clock.now())

    def gone(self, repository: Repository, presence: Presence) -> None:
        self.learned([repository])
        gone.store_absence(self.claim, repository, presence, self.clock.now())
        self.run.gone += repository.is_gone

    def still_gone(self, repositories: Sequence[Repository]) -> None:
        if repositories:
            self.learned(repositories)
            gone.store_still_gone(self.claim, repositories, self.clock.now())

    def postpone(self, repositories: Sequence[Repository], error: OutOfBudgetError) -> None:
        """REST has nothing left for these; GraphQL, which has a budget of its own, goes on with the others."""
        until = max(error.resume_at, self.clock.now() + plan.FIRST_PAUSE)
        store.store_postponed(self.claim, repositories, until)
        self.postponed |= {repository.pk for repository in repositories}
        self.put_off.append(OutOfBudgetError(str(error), resume_at=until))

    def followed_up(self, kind: str, found: Sequence[tuple[Asked | AskedPeriod, Any]]) -> None:
        """Count what follow-up questions brought; an error stands in the place of an answer."""
        for asked, answer in found:
            question = (kind, asked.repository.pk)
            if isinstance(answer, GitHubError):
                self.unanswered.add(question)
                self.errors[answer.kind] += 1
            else:
                self.unanswered.discard(question)
                self.run.follow_ups += 1

    def all_failing(self) -> set[int]:
        return self.failing | {pk for _kind, pk in self.unanswered}

    def tell(self) -> None:
        self._write()
        if self.observer is not None:
            self.observer(self.run)

    def finish(self, outcome: SyncRun.Outcome) -> None:
        self.run.outcome, self.run.finished_at = outcome, self.clock.now()
        self._write()

    def keep_identities(self, found: Sequence[tuple[Repository, Identity]]) -> None:
        rows = [repository for repository, _identity in found]
        before = _folded_names(rows)
        store.store_identities(self.claim, found, self.clock.now())
        self._count_renamed(before, rows)

    def keep_pulses(self, found: Sequence[tuple[Repository, Pulse]]) -> None:
        good = [(repository, pulse) for repository, pulse in found if _fits(repository, pulse)]
        misfits = [
            (repository, _misfit(repository, pulse)) for repository, pulse in found if not _fits(repository, pulse)
        ]
        rows = [repository for repository, _pulse in good]
        before = _folded_names(rows)
        self.learned(rows)
        store.store_pulses(self.claim, good, self.clock.now())
        self._count_renamed(before, rows)
        partial = {repository.pk for repository, pulse in good if pulse.is_public and not pulse.complete}
        if partial:
            self._count_failed(partial, IncompleteError())
        for repository, error in misfits:
            self.learned([repository], error=error)

    def _count_failed(self, pks: set[int], error: GitHubError) -> None:
        self.failing |= pks
        self.errors[error.kind] += len(pks)

    def _count_renamed(self, before: Sequence[str], rows: Sequence[Repository]) -> None:
        self.run.renamed += sum(old != new for old, new in zip(before, _folded_names(rows), strict=True))

    def _write(self) -> None:
        run = self.run
        run.heartbeat_at = self.clock.now()
        run.checked, run.failed, run.errors = len(self.checked), len(self.all_failing()), dict(self.errors)
        ledger, (requests, points) = self.client.ledger, self.used_before
        run.requests, run.points = ledger.requests - requests, ledger.points - points
        run.save()


def _name(repository: Repository) -> str:
    return repository.full_name


def _folded_names(repositories: Sequence[Repository]) -> list[str]:
    return [repository.full_name.lower() for repository in repositories]


def _node_id(repository: Repository) -> str:
    return repository.node_id


def _fits(repository: Repository, pulse: Pulse) -> bool:
    """Figures are kept if they are whole and of the right one; those of a newcomer may have gaps."""
    same = repository.github_id == pulse.github_id
    return same and (pulse.complete or repository.latest_snapshot is None)


def _misfit(repository: Repository, pulse: Pulse) -> GitHubError:
    if repository.github_id != pulse.github_id:
        return ContradictionError(f"Asked for {repository.github_id}, GitHub answered with {pulse.github_id}.")
    return IncompleteError()


def _how_soon(error: OutOfBudgetError | RejectedError) -> tuple[bool, float]:
    """A refused question needs somebody to look at it; of budgets, the first to be full again."""
    if isinstance(error, RejectedError):
        return False, 0.0
    return True, error.resume_at.timestamp()
