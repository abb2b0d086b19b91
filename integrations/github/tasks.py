"""What the task worker does in the background."""

from __future__ import annotations

import logging
from datetime import datetime

from django_tasks import task

from .appointments import AS_GOOD_AS_NOW, appoint
from .clock import Clock
from .errors import NotConfiguredError, OutOfBudgetError
from .models import Appointment, Repository, SyncRun
from .streams import Ended, connect_all, run_streams

logger = logging.getLogger(__name__)


@task()
def sync() -> str:
    """Ask GitHub about everything that is due; return what came of it in a few words.

    Out of budget, it puts itself back for the time when there is some again. Every other end leaves the rest queued
    for the next run.
    """
    clock = Clock()
    try:
        clients = connect_all(clock)
    except NotConfiguredError as error:
        logger.error("The GitHub sync stopped: %s", error)  # noqa: TRY400 - the message says it all
        return f"stopped: {error}"
    ended = run_streams(clients=clients, clock=clock, scope=Repository.objects.all())
    for stream in ended.troubled:
        logger.error("%s: %s", stream.client.name, stream.error, extra=stream.client.ledger.labels())
    return _in_words(ended)


def _in_words(ended: Ended) -> str:
    if isinstance(ended.reason, OutOfBudgetError):
        _go_on_at(ended.reason.resume_at)
        return f"out of budget until {ended.reason.resume_at.isoformat()}"
    if ended.reason is not None:
        return f"stopped: {ended.reason}"
    failed = sum(run.failed for run in ended.runs)
    outcome = SyncRun.Outcome.SOME_FAILED if failed or ended.troubled else SyncRun.Outcome.DONE
    return f"{outcome.value}: {sum(run.checked for run in ended.runs)} checked, {failed} failed"


def _go_on_at(resume_at: datetime) -> None:
    """Once, however many runs find the budget spent. Backends that cannot wait leave it to the next scheduled run."""
    waits = Clock().now() + AS_GOOD_AS_NOW
    appoint(Appointment.Kind.RESUME, sync, resume_at, unless_due=lambda due_at: due_at > waits)
