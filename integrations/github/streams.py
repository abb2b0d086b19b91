"""A run over every credential there is: each is a stream, and they share what is due through the claims."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connections

from .client import GitHubClient, connect
from .clock import Clock
from .credentials import credentials
from .errors import CredentialsRefusedError, GitHubError, OutOfBudgetError, RejectedError
from .limits import Allowance, Ledger
from .models import PeriodPulse, Repository, SyncRun
from .querysets import LIVING, RepositoryQuerySet
from .sync import Observer, Sync, run_sync

logger = logging.getLogger(__name__)

_PATIENCE = 5.0  # seconds that streams get to end by themselves when somebody stops the run


def connect_all(clock: Clock, *, max_points: int | None = None) -> list[GitHubClient]:
    """A client for each credential of the settings. Raises NotConfiguredError with the remedy."""
    allowance = None if max_points is None else Allowance(max_points)
    return [
        connect(credential, lambda identity: Ledger(identity, clock, allowance=allowance))
        for credential in credentials()
    ]


def run_streams(
    *, clients: Sequence[GitHubClient], clock: Clock, scope: RepositoryQuerySet, observer: Observer | None = None
) -> Ended:
    """Ask about everything in `scope` that is due, with all clients at once, and tell how it ended.

    A stream that cannot go on stops no other: what it leaves is taken up by those that can. `observer` is called in the
    stream's own thread after every piece that was stored.
    """
    streams = [Stream(client, clock, scope, observer) for client in clients]
    if len(streams) == 1:
        streams[0].work()
    else:
        _in_rounds(streams, clock, scope)
    return Ended(streams, is_left=_is_left(streams, clock, scope))


@dataclass(eq=False)
class Stream:
    """One credential at work: one thread, one connection to GitHub, one to the database."""

    client: GitHubClient
    clock: Clock
    scope: RepositoryQuerySet
    observer: Observer | None = None
    runs: list[SyncRun] = field(default_factory=list)
    error: Exception | None = None
    postponed: set[int] = field(default_factory=set)
    is_told_to_stop: bool = False

    def work(self) -> None:
        """Ask until nothing is due that nobody else has claimed, or until `error` stands in the way."""
        sync = Sync(self.client, self.clock, self.scope, self._observe)
        self.runs.append(sync.run)
        self.postponed, self.error = sync.postponed, None
        try:
            run_sync(sync)
        except (OutOfBudgetError, GitHubError) as error:
            self.error = error
        self._log(sync.run)

    def work_apart(self) -> None:
        """The same in a thread of its own. What nobody foresaw is kept in `error` for whoever waits for the thread."""
        try:
            self.work()
        except _StoppedError:
            pass
        except Exception as error:  # noqa: BLE001 - raised again where the thread is waited for
            self.error = error
        finally:
            connections.close_all()

    def _observe(self, run: SyncRun) -> None:
        if self.is_told_to_stop:
            raise _StoppedError
        if self.observer is not None:
            self.observer(run)

    def _log(self, run: SyncRun) -> None:
        labels = self.client.ledger.labels(
            outcome=str(run.outcome),
            repositories=run.checked,
            follow_ups=run.follow_ups,
            failed=run.failed,
            requests=run.requests,
            points=run.points,
            errors=run.errors,
            error_kind=self.error.kind.value if isinstance(self.error, GitHubError) else "",
            resume_at=run.resume_at.isoformat() if run.resume_at else None,
        )
        done = f"{run.checked} repositories, {run.failed} failed, {run.requests} requests, {run.points} points"
        logger.info("%s, %s: %s", self.client.name, run.outcome, done, extra=labels)


@dataclass(frozen=True)
class Ended:
    """How a run ended. `is_left`: something is due that no stream could ask about."""

    streams: Sequence[Stream]
    is_left: bool

    @property
    def runs(self) -> list[SyncRun]:
        return [run for stream in self.streams for run in stream.runs]

    @property
    def reason(self) -> Exception | None:
        """Why not everything was done; None if it was, whoever did it.

        Of several budgets the one that is full first. What only somebody's hand can change comes last.
        """
        errors = [stream.error for stream in self.streams if stream.error is not None]
        if not errors or (len(self.streams) > 1 and not self.is_left):
            return None
        return min(errors, key=_how_hopeful)

    @property
    def troubled(self) -> list[Stream]:
        """Streams that a fault has ended, not their budget."""
        return [stream for stream in self.streams if isinstance(stream.error, GitHubError)]


class _StoppedError(Exception):
    """Somebody pressed Ctrl-C."""


def _in_rounds(streams: Sequence[Stream], clock: Clock, scope: RepositoryQuerySet) -> None:
    """Those which came to the end go on as long as others stop before it and leave something."""
    able = list(streams)
    while able:
        _at_once(able)
        stopped = [stream for stream in able if stream.error is not None]
        able = [stream for stream in able if stream.error is None]
        if not stopped or not _is_left(stopped, clock, scope):
            return
        if able:
            _hand_over(stopped, clock)


def _at_once(streams: Sequence[Stream]) -> None:
    """Let each work in its thread, and wait for all. Raises what nobody foresaw."""
    threads = [threading.Thread(target=stream.work_apart, daemon=True) for stream in streams]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except KeyboardInterrupt:
        for stream in streams:
            stream.is_told_to_stop = True
        for thread in threads:
            thread.join(_PATIENCE)
        raise
    for stream in streams:
        if stream.error is not None and not isinstance(stream.error, OutOfBudgetError | GitHubError):
            raise stream.error


def _is_left(streams: Iterable[Stream], clock: Clock, scope: RepositoryQuerySet) -> bool:
    now = clock.now()
    free = scope.unclaimed(now)
    periods = PeriodPulse.objects.filter(due_at__lte=now, repository__in=free.filter(LIVING))
    return any(stream.postponed for stream in streams) or free.queued_until(now).exists() or periods.exists()


def _hand_over(stopped: Iterable[Stream], clock: Clock) -> None:
    """What waits for a budget of one stream is due for the others at once."""
    now = clock.now()
    for stream in stopped:
        Repository.objects.filter(pk__in=stream.postponed, due_at__gt=now).update(due_at=now)
        stream.postponed.clear()


def _how_hopeful(error: Exception) -> tuple[int, float]:
    if isinstance(error, OutOfBudgetError):
        return 0, error.resume_at.timestamp()
    if isinstance(error, RejectedError):
        return 1, 0.0
    return (3 if isinstance(error, CredentialsRefusedError) else 2), 0.0
