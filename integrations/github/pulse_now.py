"""The pulse of a period at a person's word: asked for now, whether it is due or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from .absence import ContradictionError, confirm
from .asking import Failed, ask_for_more, ask_in_pieces
from .client import GitHubClient
from .clock import Clock
from .counting import FIGURES
from .errors import GitHubError, OutOfBudgetError, RejectedError
from .followups.asking import or_error
from .followups.periods import BATCH, MOST, keep_now
from .followups.whole_period import read_period
from .models import PeriodPulse, Repository
from .plan import BatchSize
from .records import Absence, Happened, Period

Outcome = tuple[Repository, PeriodPulse | GitHubError]


def pulse_now(
    *, clients: Sequence[GitHubClient], clock: Clock, repositories: Sequence[Repository], period: Period
) -> Iterator[Outcome]:
    """Yield what came of each repository, which must have been seen before; what came in has been stored.

    One credential after the other is asked with. Raises OutOfBudgetError when the budget of the last one is spent.
    """
    left = {repository.node_id: repository for repository in repositories}
    spent: list[OutOfBudgetError] = []
    for client in clients:
        try:
            for node_id, outcome in _outcomes(client, clock, left, period):
                yield left.pop(node_id), outcome
        except OutOfBudgetError as error:
            spent.append(error)
    if left and spent:
        raise min(spent, key=lambda error: error.resume_at)


def printed(repository: Repository, pulse: PeriodPulse) -> dict[str, Any]:
    """Times in UTC; `until` is the first moment that does not count any more."""
    row: dict[str, Any] = {"github_id": repository.github_id, "full_name": repository.full_name}
    row |= {name: getattr(pulse, name) for name in FIGURES}
    return row | {name: _plain(getattr(pulse, name)) for name in ("since", "until", "observed_at")}


def _outcomes(
    client: GitHubClient, clock: Clock, repositories: Mapping[str, Repository], period: Period
) -> Iterator[tuple[str, PeriodPulse | GitHubError]]:
    pieces = ask_in_pieces(
        list(repositories),
        lambda keys: read_period(client, keys, period, _nothing),
        size=BatchSize(BATCH, MOST),
        clock=clock,
        before_each=_nothing,
    )
    for piece in pieces:
        for node_id in piece.keys:
            found = piece.error if isinstance(piece, Failed) else or_error(piece.records[node_id])
            if not isinstance(piece, Failed) and piece.records[node_id] is Absence.NOT_FOUND:
                found = _looked_up(client, clock, repositories[node_id], period)
            if not isinstance(found, GitHubError):
                found = keep_now(repositories[node_id], found, period, clock.now())
            yield node_id, found


def _looked_up(client: GitHubClient, clock: Clock, repository: Repository, period: Period) -> Happened | GitHubError:
    """An answer that finds nothing may be at fault: REST decides, and where it is there it is asked about once more."""
    [(_repository, found)] = confirm(
        [repository], fault=_CONTRADICTION, everything_missing=False, client=client, clock=clock, before_each=_nothing
    )
    if not isinstance(found, GitHubError):
        return RejectedError("It is not to be had on GitHub any more. Nothing was changed.")
    if found is not _CONTRADICTION:
        return found
    answer = ask_for_more(
        lambda: read_period(client, [repository.node_id], period, _nothing), clock=clock, before_each=_nothing
    )[repository.node_id]
    return answer if isinstance(answer, Happened | GitHubError) else _CONTRADICTION


_CONTRADICTION = ContradictionError("GraphQL does not find it, REST does. Run this again later.")


def _plain(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _nothing() -> None:
    """No claim is to be renewed: what is stored is stored once, whoever else asks."""
