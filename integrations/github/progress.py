"""How far a run has come, over all its streams, and how long it will still take."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from .client import GitHubClient
from .clock import Clock
from .followups import STEPS
from .models import FollowUp, SyncRun
from .querysets import LIVING, RepositoryQuerySet

_COUNT_AGAIN_AFTER = 2.0  # seconds


class Progress:
    """An observer of all streams. Its lock also keeps their lines apart."""

    def __init__(self, scope: RepositoryQuerySet, clients: Sequence[GitHubClient], clock: Clock) -> None:
        self.scope, self.clients, self.clock = scope, clients, clock
        self.lock = threading.Lock()
        self.total = scope.due(clock.now()).count()
        self._runs: dict[int, SyncRun] = {}
        self._started = self._counted = clock.monotonic()
        self._left = self._count_left()

    def learn(self, run: SyncRun) -> None:
        self._runs[run.pk] = run
        if self.clock.monotonic() - self._counted > _COUNT_AGAIN_AFTER:
            self._left, self._counted = self._count_left(), self.clock.monotonic()

    @property
    def runs(self) -> list[SyncRun]:
        return list(self._runs.values())

    @property
    def checked(self) -> int:
        return sum(run.checked for run in self.runs)

    @property
    def seconds_left(self) -> float | None:
        """At the pace so far; None before there is one."""
        done = self.checked + sum(run.follow_ups for run in self.runs)
        return self._left * (self.clock.monotonic() - self._started) / done if done else None

    @property
    def points_left(self) -> int | None:
        known = [left for client in self.clients if (left := client.ledger.left("graphql")) is not None]
        return sum(known) if known else None

    def spent(self) -> str:
        parts = [counts(self.runs)]
        if self.points_left is not None:
            parts.append(f"{self.points_left} points left")
        if self.seconds_left is not None:
            parts.append(f"about {_duration(self.seconds_left)} to go")
        return ", ".join(parts)

    def line(self) -> str:
        return f"{self.checked}/{max(self.total, self.checked)} repositories, {self.spent()}"

    def _count_left(self) -> int:
        """Questions: those that are due, and those which a repository that was never seen will bring."""
        now = self.clock.now()
        due = self.scope.filter(due_at__lte=now)
        waiting = FollowUp.objects.filter(repository__in=self.scope.filter(LIVING), due_at__lte=now)
        return due.count() + waiting.count() + len(STEPS) * due.filter(latest_snapshot=None).count()


def counts(runs: Iterable[SyncRun]) -> str:
    total = {name: sum(getattr(run, name) for run in runs) for name in ("follow_ups", "requests", "points")}
    return f"{total['follow_ups']} follow-ups, {total['requests']} requests, {total['points']} points"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{rest} s"
