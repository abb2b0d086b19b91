"""What the floors above want to know beyond what every repository is asked for. They put their wishes into these two
registers, under their own name, when the program starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from .models import PeriodPulse, Repository

_AT_ONCE = 500
_Key = tuple[int, datetime, datetime]


class WishedPeriod(NamedTuple):
    """`since` <= time < `until`."""

    repository_id: int
    since: datetime
    until: datetime


# The keys (one column) of repositories that somebody looks at: their last 30 days are followed.
IN_USE: dict[str, Callable[[], QuerySet[Any]]] = {}
# Periods that somebody wants the pulse of; called with the time of the run.
PERIODS: dict[str, Callable[[datetime], Iterable[WishedPeriod]]] = {}


def in_use(repository_ids: Iterable[int]) -> set[int]:
    """Those of these repositories that anybody looks at. One query."""
    if not IN_USE:
        return set()
    wanted = Q(pk__in=[])
    for keys in IN_USE.values():
        wanted |= Q(pk__in=keys())
    ids = list(repository_ids)
    return set(Repository.objects.filter(wanted, pk__in=ids).values_list("pk", flat=True))


def want_periods(now: datetime) -> int:
    """Queue every wished period that is not queued or known; return how many. Each is due when it is over."""
    wished = sorted({wish for periods in PERIODS.values() for wish in periods(now) if wish.since < wish.until})
    return sum(_want(wished[start : start + _AT_ONCE]) for start in range(0, len(wished), _AT_ONCE))


def _want(wished: list[WishedPeriod]) -> int:
    there = PeriodPulse.objects.filter(repository__in={wish.repository_id for wish in wished})
    known: dict[_Key, PeriodPulse] = {(row.repository_id, row.since, row.until): row for row in there}
    missing = [
        PeriodPulse(repository_id=wish.repository_id, since=wish.since, until=wish.until, due_at=wish.until)
        for wish in wished
        if wish not in known
    ]
    PeriodPulse.objects.bulk_create(missing, ignore_conflicts=True)
    for row in (known[wish] for wish in wished if wish in known):
        if row.due_at is None and row.observed_at is not None and row.observed_at < row.until:
            PeriodPulse.objects.filter(pk=row.pk, due_at=None).update(due_at=row.until)
    return len(missing)
