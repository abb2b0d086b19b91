"""What one kind of follow-up question consists of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from integrations.github.asking import ask_for_more
from integrations.github.client import GitHubClient
from integrations.github.errors import GitHubError, IncompleteError
from integrations.github.models import ErrorKind, FollowUp, Repository, Snapshot
from integrations.github.records import Absence, Unfinished

Answer = TypeVar("Answer")
Reading = TypeVar("Reading")
Page = TypeVar("Page")

_READINGS = 3


class MovingError(IncompleteError):
    """A list of several pages changed each time that it was read."""

    kind = ErrorKind.INCOMPLETE

    def __init__(self) -> None:
        super().__init__("The list changed while it was read.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One repository with its question."""

    repository: Repository
    follow_up: FollowUp

    @property
    def snapshot(self) -> Snapshot:
        found = self.repository.latest_snapshot
        assert found is not None  # noqa: S101 - a follow-up is wanted by a pulse, which leaves a snapshot
        return found


class Step(ABC, Generic[Answer]):
    """`claimed` repositories are taken at once, `batch` of them asked about together, never more than `most`."""

    kind: FollowUp.Kind
    claimed = 0
    batch: int
    most: int
    snapshot_fields: tuple[str, ...] = ()  # what `keep` may change of the snapshot

    def __init__(self, client: GitHubClient, before_each: Callable[[], None]) -> None:
        self.client = client
        self.before_each = before_each  # call it before every request but the first of an `ask`

    def more(self, ask: Callable[[], Page]) -> Page:
        """A further page of a long list."""
        return ask_for_more(ask, clock=self.client.ledger.clock, before_each=self.before_each)

    @abstractmethod
    def ask(
        self, asked: Mapping[str, Asked], now: datetime
    ) -> Mapping[str, Answer | Absence | Unfinished | GitHubError]:
        """The answers by node id."""

    @abstractmethod
    def keep(self, asked: Asked, answer: Answer, at: datetime) -> None:
        """Write the rows and set the snapshot's fields; what is left of the transaction is the loop's."""

    def next_due(self, asked: Asked, at: datetime) -> datetime | None:
        """When to ask again although nothing moved. Called before the question counts as answered."""
        return None


def agreed(read: Callable[[], tuple[Reading, bool]]) -> Reading | MovingError:
    """A list of several pages may change between two of them: take it if it is clean, or the same twice running."""
    previous: Reading | None = None
    for _attempt in range(_READINGS):
        reading, clean = read()
        if clean or reading == previous:
            return reading
        previous = reading
    return MovingError()
