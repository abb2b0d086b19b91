"""One claimed batch with the question for its names or its pulses, and what becomes of those it does not find."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from . import plan
from .absence import ContradictionError, confirm, is_settled
from .asking import Answered, Failed, ask_in_pieces
from .errors import GitHubError, IncompleteError, OutOfBudgetError
from .models import ErrorKind, Repository
from .records import Absence, Identity, Presence, Pulse

if TYPE_CHECKING:
    from .sync import Sync

Record = TypeVar("Record", Identity, Pulse)


class ForbiddenError(GitHubError):
    """GitHub knows it but will not show it to this token."""

    kind = ErrorKind.FORBIDDEN


class Batch(Generic[Record]):
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


_CONTRADICTION = ContradictionError("GraphQL did not find it, REST did.")
_FORBIDDEN = ForbiddenError("The token may not read this repository (single sign-on, or a fine-grained token).")
