"""Totals over several repositories, each with its date and what it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .models import Repository, Snapshot, Status
from .rest_only.carrying import ALL_STATES

COUNTED = (
    "stars",
    "forks",
    "issues_open",
    "issues_closed",
    "pulls_open",
    "pulls_merged",
    "pulls_closed",
)

State = Literal["known", "partial", "unknown", "gone", "pending"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A total. `value` is the sum over the `known` of `total` repositories, None when none is known.

    `observed_at` is the oldest of the parts, in UTC. `state` is "known" (all parts), "partial" (some), "unknown"
    (none), "gone" (none of the repositories is public any more: the last known sum, or None) or "pending" (none has
    been asked for yet).
    """

    value: int | None
    observed_at: datetime | None
    state: State
    known: int
    total: int


@dataclass(frozen=True, slots=True)
class Figures:
    stars: Figure
    forks: Figure
    issues_open: Figure
    issues_closed: Figure
    pulls_open: Figure
    pulls_merged: Figure
    pulls_closed: Figure


def figures_for(repositories: Sequence[Repository]) -> Figures:
    """Add up the latest figures; makes no query when they come from `with_latest_figures()`."""
    return Figures(**{name: _total(name, repositories) for name in COUNTED})


def _total(name: str, repositories: Sequence[Repository]) -> Figure:
    snapshots = [row.latest_snapshot for row in repositories if row.latest_snapshot is not None]
    parts = [snapshot for snapshot in snapshots if getattr(snapshot, name) is not None]
    return Figure(
        value=sum(getattr(part, name) for part in parts) if parts else None,
        observed_at=min((at for part in parts if (at := _observed_at(name, part))), default=None),
        state=state_of(repositories, known=len(parts)),
        known=len(parts),
        total=len(repositories),
    )


def _observed_at(name: str, snapshot: Snapshot) -> datetime | None:
    """Without a token some figures are those that one brought earlier."""
    earlier = snapshot.all_states_observed_at if name in ALL_STATES else None
    return earlier or snapshot.observed_at


def state_of(repositories: Sequence[Repository], *, known: int) -> State:
    if repositories and all(row.is_gone for row in repositories):
        return "gone"
    if repositories and all(row.status == Status.PENDING for row in repositories):
        return "pending"
    if known == 0:
        return "unknown"
    return "known" if known == len(repositories) else "partial"
