"""The loop over one kind of follow-up question: claim, ask, store, next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from integrations.github.asking import Answered, Failed, ask_in_pieces
from integrations.github.errors import GitHubError, IncompleteError
from integrations.github.models import FollowUp, PeriodPulse, Snapshot
from integrations.github.plan import BatchSize, due_after_failure
from integrations.github.records import Absence
from integrations.github.rows import announce, still_held

from .step import Asked, Step

if TYPE_CHECKING:
    from integrations.github.sync import Sync

_WRITTEN = ("answered", "due_at", "answered_at", "etag", "failures", "error_kind", "error_message", "error_at")


class FollowUps:
    """Everything of one kind that is due in the scope of a run."""

    def __init__(self, sync: Sync, step: type[Step[Any]]) -> None:
        self.sync = sync
        self.step = step(sync.client, sync.before_each)
        self.size = BatchSize(self.step.batch, self.step.most)

    def work(self) -> None:
        while asked := self._take():
            pieces = ask_in_pieces(
                list(asked),
                lambda keys, asked=asked: self._ask({key: asked[key] for key in keys}),  # type: ignore[misc]
                size=self.size,
                clock=self.sync.clock,
                before_each=self.sync.before_each,
            )
            for piece in pieces:
                self._store(self._sorted(piece, asked))
            self.sync.tell()

    def _take(self) -> dict[str, Asked]:
        """Claim the next ones; of those that another run answered at the last moment nothing is asked."""
        sync, kind, now = self.sync, self.step.kind, self.sync.clock.now()
        while True:
            most = max(self.step.claimed, self.size.current)
            rows = {row.pk: row for row in sync.claim.take_to_follow_up(sync.scope, kind, most)}
            if not rows:
                return {}
            due = FollowUp.objects.filter(repository__in=rows, kind=kind, due_at__lte=now)
            asked = {rows[row.repository_id].node_id: Asked(rows[row.repository_id], row) for row in due}
            if asked:
                return asked
            sync.claim.release()

    def _ask(self, asked: Mapping[str, Asked]) -> Mapping[str, Any]:
        return self.step.ask(asked, self.sync.clock.now())

    def _sorted(self, piece: Answered[Any] | Failed, asked: Mapping[str, Asked]) -> list[tuple[Asked, Any]]:
        if isinstance(piece, Failed):
            return [(asked[key], piece.error) for key in piece.keys]
        return [(asked[key], or_error(piece.records[key])) for key in piece.keys]

    def _store(self, found: Sequence[tuple[Asked, Any]]) -> None:
        at = self.sync.clock.now()
        with transaction.atomic():
            held = still_held(self.sync.claim, [asked.repository.pk for asked, _answer in found])
            ours = [(asked, answer) for asked, answer in found if asked.repository.pk in held]
            for asked, answer in ours:
                self._keep(asked, answer, at)
            self._write([asked for asked, _answer in ours])
            announce(asked.repository.pk for asked, answer in ours if not isinstance(answer, GitHubError))
        self.sync.followed_up(self.step.kind, ours)

    def _keep(self, asked: Asked, answer: Any, at: datetime) -> None:
        if isinstance(answer, GitHubError):
            fail(asked.follow_up, answer, at)
            return
        self.step.keep(asked, answer, at)
        follow_up = asked.follow_up
        follow_up.due_at = self.step.next_due(asked, at)
        follow_up.answered, follow_up.answered_at, follow_up.failures = follow_up.wanted, at, 0
        follow_up.error_kind = follow_up.error_message = ""
        follow_up.error_at = None

    def _write(self, ours: Sequence[Asked]) -> None:
        FollowUp.objects.bulk_update([asked.follow_up for asked in ours], _WRITTEN)
        if self.step.snapshot_fields:
            Snapshot.objects.bulk_update([asked.snapshot for asked in ours], self.step.snapshot_fields)
        self.sync.claim.give_back([asked.repository.pk for asked in ours])


def or_error(answer: Any) -> Any:
    """A repository that is not to be had is for the next pulse to judge; here it is an answer that did not come."""
    return IncompleteError(f"GitHub's answer: {answer.value}.") if isinstance(answer, Absence) else answer


def fail(row: FollowUp | PeriodPulse, error: GitHubError, at: datetime) -> None:
    row.failures += 1
    row.due_at = due_after_failure(row.failures, at)
    row.error_kind, row.error_message, row.error_at = error.kind, str(error)[:500], at
