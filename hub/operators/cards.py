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
class Fault:
    """One question without an answer; `question` is empty where it is about the repository itself."""

    question: str
    error: str
    message: str
    failures: int
    at: object
    due_at: object


@dataclass(frozen=True, slots=True)
class TroubleCard:
    pk: int
    name: str
    url: str
    status: str
    faults: list
    failures: int
    unreachable_since: object
    figures_from: object
    next_attempt: object
    is_being_asked: bool


def trouble_card(repository, now):
    """`next_attempt` is None when all that failed is due already."""
    snapshot = repository.latest_snapshot
    faults = _faults(repository)
    return TroubleCard(
        pk=repository.pk,
        name=repository.full_name,
        url=repository.url,
        status=repository.get_status_display(),
        faults=faults,
        failures=max(fault.failures for fault in faults),
        unreachable_since=repository.unreachable_since,
        figures_from=snapshot.observed_at if snapshot else None,
        next_attempt=min((fault.due_at for fault in faults if fault.due_at and fault.due_at > now), default=None),
        is_being_asked=repository.claimed_until is not None and repository.claimed_until >= now,
    )


def _faults(repository):
    faults = [_fault(each, each.get_kind_display()) for each in repository.unanswered]
    if repository.error_kind or not faults:
        faults.insert(0, _fault(repository, ""))
    return faults


def _fault(row, question):
    """Of a repository or a follow-up question, which keep their errors alike."""
    return Fault(
        question=question,
        error=error_label(row.error_kind or ErrorKind.UNREACHABLE),
        message=row.error_message,
        failures=row.failures,
        at=row.error_at,
        due_at=row.due_at,
    )
