"""Rows of the report as plain values for its template."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from integrations.github.claims import LEASE
from integrations.github.limits import EVERYTHING
from integrations.github.models import ErrorKind, SyncRun

_TONES = {SyncRun.Outcome.DONE: "primary", SyncRun.Outcome.RUNNING: "primary"}


@dataclass(frozen=True, slots=True)
class RunCard:
    run: SyncRun
    outcome: str
    is_fine: bool
    duration: str
    errors: list


def run_card(run, now):
    silent = run.outcome == SyncRun.Outcome.RUNNING and run.heartbeat_at < now - LEASE
    end = run.finished_at or (run.heartbeat_at if silent else now)
    return RunCard(
        run=run,
        outcome=_("No sign of life") if silent else run.get_outcome_display(),
        is_fine=run.outcome in _TONES and not silent,
        duration=duration(end - run.started_at),
        errors=[(error_label(kind), count) for kind, count in sorted(run.errors.items())],
    )


def duration(length):
    """`h:mm:ss`, the same in every language."""
    return str(timedelta(seconds=max(0, round(length.total_seconds()))))


def error_label(kind):
    """In words; a kind that is no longer known stands for itself."""
    return ErrorKind(kind).label if kind in ErrorKind.values else kind


@dataclass(frozen=True, slots=True)
class BudgetCard:
    resource: str
    credential: str
    limit: int | None
    remaining: int | None
    resets_at: object
    is_full_again: bool
    blocked_until: object
    updated_at: object


def budget_card(budget, now):
    return BudgetCard(
        resource=_("All together") if budget.resource == EVERYTHING else budget.resource,
        credential=budget.credential[:6],
        limit=budget.limit,
        remaining=budget.remaining,
        resets_at=budget.resets_at,
        is_full_again=budget.resets_at is not None and budget.resets_at <= now,
        blocked_until=budget.blocked_until if budget.blocked_until and budget.blocked_until > now else None,
        updated_at=budget.updated_at,
    )


@dataclass(frozen=True, slots=True)
class TroubleCard:
    pk: int
    name: str
    url: str
    status: str
    error: str
    message: str
    failures: int
    failed_at: object
    unreachable_since: object
    figures_from: object
    next_attempt: object
    is_being_asked: bool


def trouble_card(repository, now):
    """`next_attempt` is None when it is due already."""
    snapshot = repository.latest_snapshot
    return TroubleCard(
        pk=repository.pk,
        name=repository.full_name,
        url=repository.url,
        status=repository.get_status_display(),
        error=repository.get_error_kind_display() or ErrorKind.UNREACHABLE.label,
        message=repository.error_message,
        failures=repository.failures,
        failed_at=repository.error_at,
        unreachable_since=repository.unreachable_since,
        figures_from=snapshot.observed_at if snapshot else None,
        next_attempt=repository.due_at if repository.due_at > now else None,
        is_being_asked=repository.claimed_until is not None and repository.claimed_until >= now,
    )
