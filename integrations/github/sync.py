"""The loop: claim a batch, ask GitHub, store what it said, next. One GraphQL request at a time."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from . import gone, plan, store
from .absence import ContradictionError, confirm, is_settled
from .asking import Answered, Failed, ask_in_pieces
from .claims import Claim, take_over_from_the_dead, this_worker
from .client import GitHubClient
from .clock import Clock
from .errors import GitHubError, IncompleteError, OutOfBudgetError
from .models import ErrorKind, Repository, SyncRun
from .querysets import RepositoryQuerySet
from .records import Absence, Identity, Presence, Pulse

logger = logging.getLogger(__name__)

Record = TypeVar("Record", Identity, Pulse)
Observer = Callable[[SyncRun], None]


class ForbiddenError(GitHubError):
    """GitHub knows it but will not show it to this token."""

    kind = ErrorKind.FORBIDDEN


def run_sync(
    *, client: GitHubClient, clock: Clock, scope: RepositoryQuerySet, observer: Observer | None = None
) -> SyncRun:
    """Ask about everything in `scope` that is due, and return the run's record.

    Raises OutOfBudgetError (what is left stays queued), CredentialsRefusedError, RejectedError or
    GitHubUnreachableError; the record then says so too. `observer` is called after every piece that was stored.
    """
    take_over_from_the_dead(clock)
    sync = Sync(client, clock, scope, observer)
    outcome = SyncRun.Outcome.STOPPED
    try:
        sync.work()
        outcome = SyncRun.Outcome.SOME_FAILED if sync.failing else SyncRun.Outcome.DONE
    except OutOfBudgetError as error:
        outcome, sync.run.resume_at = SyncRun.Outcome.OUT_OF_BUDGET, error.resume_at
        raise
    finally:
        sync.claim.release()
        sync.finish(outcome)
    return sync.run


class Sync:
    """One run over one scope with one credential."""

    def __init__(
        self, client: GitHubClient, clock: Clock, scope: RepositoryQuerySet, observer: Observer | None
    ) -> None:
        self.client, self.clock, self.scope, self.observer = client, clock, scope, observer
        self.claim = Claim(clock)
        self.failing: set[int] = set()
        self.checked: set[int] = set()
        self.errors: Counter[str] = Counter()
        self.postponed: OutOfBudgetError | None = None
        now = clock.now()
        self.run = SyncRun.objects.create(
            started_at=now, heartbeat_at=now, worker=this_worker(), token=self.claim.token
        )

    def work(self) -> None:
        """Names first, because only ids can be asked for their pulse; then everything that has an id."""
        names = plan.BatchSize(plan.RESOLVE_BATCH)
        while batch := self.claim.take(self.scope.unresolved(), names.current):
            _Batch(self, batch, key=_name, ask=self.client.resolve, size=names, keep=self.keep_identities).work()
        pulses = plan.BatchSize(plan.PULSE_BATCH)
        while batch := self.claim.take(self.scope.resolved(), pulses.current):
            _Batch(self, batch, key=_node_id, ask=self.client.pulse, size=pulses, keep=self._keep_pulses).work()
        if self.postponed is not None:
            raise self.postponed

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
        self.postponed = OutOfBudgetError(str(error), resume_at=until)

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

    def _keep_pulses(self, found: Sequence[tuple[Repository, Pulse]]) -> None:
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
        run.checked, run.failed, run.errors = len(self.checked), len(self.failing), dict(self.errors)
        run.requests, run.points = self.client.ledger.requests, self.client.ledger.points
        run.save()


class _Batch(Generic[Record]):
    """One claimed batch with one kind of question."""

    def __init__(
        self,
        sync: Sync,
        repositories: list[Repository],
        *,
        key: Callable[[Repository], str],
        ask: Callable[[list[str]], Mapping[str, Record | Absence]],
        size: plan.BatchSize,
        keep: Callable[[Sequence[tuple[Repository, Record]]], None],
    ) -> None:
        self.sync = sync
        self.rows = {key(repository): repository for repository in repositories}
        self.ask: Callable[[list[str]], Mapping[str, Record | Absence]] = ask
        self.size = size
        self.keep: Callable[[Sequence[tuple[Repository, Record]]], None] = keep

    def work(self) -> None:
        pieces = ask_in_pieces(
            list(self.rows),
            self.ask,
            size=self.size,
            clock=self.sync.clock,
            before_each=self.sync.before_each,
        )
        for piece in pieces:
            if isinstance(piece, Failed):
                self.sync.learned([self.rows[key] for key in piece.keys], error=piece.error)
            else:
                self._take_in(piece)
            self.sync.tell()

    def _take_in(self, piece: Answered[Record | Absence]) -> None:
        found: list[tuple[Repository, Record]] = []
        absent: dict[Absence, list[Repository]] = {absence: [] for absence in Absence}
        for key in piece.keys:
            record, row = piece.records[key], self.rows[key]
            if isinstance(record, Absence):
                absent[record].append(row)
            else:
                found.append((row, record))
        self.keep(found)
        for repository in absent[Absence.BLOCKED]:
            self.sync.gone(repository, Presence.BLOCKED)
        self.sync.learned(absent[Absence.LIMITED], error=IncompleteError("GitHub could not answer within its limits."))
        self._look_for(self._news(absent[Absence.FORBIDDEN]), fault=_FORBIDDEN, everything_missing=False)
        missing = self._news(absent[Absence.NOT_FOUND])
        self._look_for(missing, fault=_CONTRADICTION, everything_missing=not found and len(missing) > 1)

    def _news(self, missing: list[Repository]) -> list[Repository]:
        """Those of which REST has not said lately that they are gone; the others are as they were."""
        now = self.sync.clock.now()
        settled = [repository for repository in missing if is_settled(repository, now)]
        self.sync.still_gone(settled)
        return [repository for repository in missing if repository not in settled]

    def _look_for(self, missing: list[Repository], *, fault: GitHubError, everything_missing: bool) -> None:
        sync = self.sync
        answers = confirm(
            missing,
            fault=fault,
            everything_missing=everything_missing,
            client=sync.client,
            clock=sync.clock,
            before_each=sync.before_each,
        )
        left = list(missing)
        try:
            for repository, answer in answers:
                if isinstance(answer, Presence):
                    sync.gone(repository, answer)
                elif isinstance(answer, Identity):
                    sync.keep_identities([(repository, answer)])
                else:
                    sync.learned([repository], error=answer)
                left.remove(repository)
        except OutOfBudgetError as error:
            sync.postpone(left, error)


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


_CONTRADICTION = ContradictionError("GraphQL did not find it, REST did.")
_FORBIDDEN = ForbiddenError("The token may not read this repository (single sign-on, or a fine-grained token).")
