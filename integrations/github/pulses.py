"""What went on in repositories, for pages: the last days, or one period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from .counting import COUNTS
from .models import FollowUp, PeriodPulse, RecentActivity, Repository


@dataclass(frozen=True, slots=True)
class RecentTotals:
    """Sums over the `known` of `total` repositories; None where none is known. `authors` counts each once, in however
    many of the repositories. Commits are those of default branches, without merges. `observed_at` is the oldest time
    as of which one of them is known."""

    authors: int | None
    commits: int | None
    issues_opened: int | None
    issues_closed: int | None
    pulls_opened: int | None
    pulls_merged: int | None
    pulls_closed: int | None
    observed_at: datetime | None
    known: int
    total: int


@dataclass(frozen=True, slots=True)
class PeriodTotals(RecentTotals):
    """`authors` is None, too, where people wrote in several repositories: who wrote in two of them is not kept."""


def recent_totals(repositories: Collection[Repository], *, days: int = 30, today: date) -> RecentTotals:
    """The last `days` days, `today` (a day in the site's time zone) included.

    One query, or none when the repositories come from `with_all_that_is_known()`.
    """
    first = today - timedelta(days=days - 1)
    known = [row for row in _followed(repositories) if row.since <= first <= _day(_as_of(row))]
    window = [counts for row in known for day, counts in row.days.items() if first.isoformat() <= day <= str(today)]
    authors = {author for counts in window for author in counts.get("authors", ())}
    return RecentTotals(
        authors=len(authors) if known else None,
        **{name: sum(counts.get(name, 0) for counts in window) if known else None for name in COUNTS},
        observed_at=min(map(_as_of, known), default=None),
        known=len(known),
        total=len(repositories),
    )


def period_totals(repositories: Collection[Repository], since: datetime, until: datetime) -> PeriodTotals:
    """From `since` until just before `until`: of this very period, as it was asked for. At most one query."""
    keys = [repository.pk for repository in repositories if repository.pk]
    there = PeriodPulse.objects.filter(repository__in=keys, since=since, until=until, observed_at__isnull=False)
    known = list(there) if keys else []
    return PeriodTotals(
        authors=_authors(known),
        **{name: sum(getattr(row, name) for row in known) if known else None for name in COUNTS},
        observed_at=min((row.observed_at for row in known if row.observed_at), default=None),
        known=len(known),
        total=len(repositories),
    )


def _followed(repositories: Collection[Repository]) -> Iterable[Any]:
    """With the time of the last whole pulse where it showed that nothing has moved since the days were counted."""
    keys = [repository.pk for repository in repositories if not hasattr(repository, "recent_is_settled")]
    return [*_brought_along(repositories), *_asked_for([key for key in keys if key])]


def _brought_along(repositories: Collection[Repository]) -> Iterator[Any]:
    for repository in repositories:
        row: Any = getattr(repository, "recent_activity", None) if hasattr(repository, "recent_is_settled") else None
        if row is not None:
            snapshot = repository.latest_snapshot
            row.is_settled = getattr(repository, "recent_is_settled", False)
            row.pulsed_at = snapshot and (snapshot.all_states_observed_at or snapshot.observed_at)
            yield row


def _asked_for(keys: Sequence[int]) -> Iterable[Any]:
    if not keys:
        return []
    settled = FollowUp.objects.filter(
        repository=OuterRef("repository"), kind=FollowUp.Kind.RECENT, due_at=None, answered=F("wanted")
    )
    snapshot = "repository__latest_snapshot__"
    pulsed_at = Coalesce(f"{snapshot}all_states_observed_at", f"{snapshot}observed_at")
    return RecentActivity.objects.filter(repository__in=keys).annotate(is_settled=Exists(settled), pulsed_at=pulsed_at)


def _as_of(row: Any) -> datetime:
    seen: datetime = row.observed_at
    return max(seen, row.pulsed_at) if row.is_settled and row.pulsed_at else seen


def _day(moment: datetime) -> date:
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def _authors(known: Sequence[PeriodPulse]) -> int | None:
    """Who wrote in several repositories would count twice: a sum is true where only one has any."""
    counts = [row.authors for row in known if row.authors]
    return None if not known or len(counts) > 1 else sum(counts)
