"""Q5 for exact periods, as the floors above wish for them: due when the period is over, and once more days later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from integrations.github.asking import Answered, Failed, ask_in_pieces
from integrations.github.counting import FIGURES, figures_of
from integrations.github.errors import GitHubError
from integrations.github.models import PeriodPulse, Repository
from integrations.github.plan import BatchSize
from integrations.github.querysets import LIVING
from integrations.github.records import Happened, Period
from integrations.github.rows import announce, still_held
from integrations.github.wishes import want_periods

from .asking import fail, or_error
from .whole_period import read_period

if TYPE_CHECKING:
    from integrations.github.sync import Sync

BATCH, MOST = 8, 24
LATE_PUSHES = timedelta(days=3)
_WRITTEN = (*FIGURES, "observed_at", "due_at", "failures", "error_kind", "error_message", "error_at")


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """One repository with its row."""

    repository: Repository
    pulse: PeriodPulse


class Periods:
    """Every period that is due in the scope of a run, the latest first."""

    def __init__(self, sync: Sync) -> None:
        self.sync = sync
        self.size = BatchSize(BATCH, MOST)

    def work(self) -> None:
        want_periods(self.sync.clock.now())
        while (period := self._next()) is not None:
            asked = self._take(period)
            pieces = ask_in_pieces(
                list(asked),
                lambda keys, period=period: read_period(  # type: ignore[misc]
                    self.sync.client, keys, period, self.sync.before_each
                ),
                size=self.size,
                clock=self.sync.clock,
                before_each=self.sync.before_each,
            )
            for piece in pieces:
                self._store(_sorted(piece, asked), period)
            self.sync.tell()

    def _next(self) -> Period | None:
        """The period of the row whose turn it is: all repositories of a question are asked about the same one."""
        now = self.sync.clock.now()
        free = self.sync.scope.unclaimed(now).filter(LIVING)
        row = PeriodPulse.objects.filter(due_at__lte=now, repository__in=free).order_by("-until", "-since").first()
        return None if row is None else Period(row.since, row.until)

    def _take(self, period: Period) -> dict[str, AskedPeriod]:
        """Claim some of those that are due; nothing of what another run took or answered at the last moment."""
        sync, now = self.sync, self.sync.clock.now()
        due = PeriodPulse.objects.filter(since=period.since, until=period.until, due_at__lte=now)
        candidates = sync.scope.unclaimed(now).filter(LIVING, pk__in=due.values("repository")).order_by("id")
        rows = {row.pk: row for row in sync.claim.take_living(candidates, self.size.current)}
        asked = {
            rows[pulse.repository_id].node_id: AskedPeriod(rows[pulse.repository_id], pulse)
            for pulse in due.filter(repository__in=rows)
        }
        idle = rows.keys() - {one.repository.pk for one in asked.values()}
        sync.claim.give_back(list(idle))
        return asked

    def _store(self, found: Sequence[tuple[AskedPeriod, Any]], period: Period) -> None:
        at = self.sync.clock.now()
        with transaction.atomic():
            held = still_held(self.sync.claim, [asked.repository.pk for asked, _answer in found])
            ours = [(asked, answer) for asked, answer in found if asked.repository.pk in held]
            for asked, answer in ours:
                if isinstance(answer, GitHubError):
                    fail(asked.pulse, answer, at)
                else:
                    _keep(asked.pulse, answer, at)
            PeriodPulse.objects.bulk_update([asked.pulse for asked, _answer in ours], _WRITTEN)
            self.sync.claim.give_back([asked.repository.pk for asked, _answer in ours])
            announce(asked.repository.pk for asked, answer in ours if not isinstance(answer, GitHubError))
        self.sync.followed_up(f"pulse {period.since:%Y-%m-%d %H:%M} {period.until:%Y-%m-%d %H:%M}", ours)


def keep_now(repository: Repository, happened: Happened, period: Period, at: datetime) -> PeriodPulse:
    """Store what a person asked for. A row that is queued stays so until its own time."""
    with transaction.atomic():
        pulse, _made = PeriodPulse.objects.get_or_create(repository=repository, since=period.since, until=period.until)
        _keep(pulse, happened, at)
        pulse.save(update_fields=_WRITTEN)
        announce([repository.pk])
    return pulse


def _keep(pulse: PeriodPulse, happened: Happened, at: datetime) -> None:
    for name, value in figures_of(happened, Period(pulse.since, pulse.until)).items():
        setattr(pulse, name, value)
    pulse.due_at = pulse.due_at and _next_due(pulse, at)
    pulse.observed_at, pulse.failures = at, 0
    pulse.error_kind = pulse.error_message = ""
    pulse.error_at = None


def _next_due(pulse: PeriodPulse, at: datetime) -> datetime | None:
    """Once more: commits are pushed late, and issues closed on the last day are counted then at the latest."""
    if at < pulse.until:
        return pulse.until
    sure = pulse.until + LATE_PUSHES
    return sure if at < sure else None


def _sorted(piece: Answered[Any] | Failed, asked: Mapping[str, AskedPeriod]) -> list[tuple[AskedPeriod, Any]]:
    if isinstance(piece, Failed):
        return [(asked[key], piece.error) for key in piece.keys]
    return [(asked[key], or_error(piece.records[key])) for key in piece.keys]
