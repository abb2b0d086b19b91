"""What the task worker does in the background."""

from __future__ import annotations

import logging
from datetime import datetime

from django_tasks import task

from .client import connect
from .clock import Clock
from .credentials import credentials
from .errors import GitHubError, NotConfiguredError, OutOfBudgetError
from .limits import Ledger
from .models import Repository
from .sync import run_sync

logger = logging.getLogger(__name__)


@task()
def sync() -> str:
    """Ask GitHub about everything that is due; return what came of it in a few words.

    Out of budget, it puts itself back for the time when there is some again. Every other end leaves the rest queued
    for the next run.
    """
    clock = Clock()
    try:
        [credential] = credentials()
        client = connect(credential, lambda identity: Ledger(identity, clock))
        run = run_sync(client=client, clock=clock, scope=Repository.objects.all())
    except OutOfBudgetError as error:
        _go_on_at(error.resume_at)
        return f"out of budget until {error.resume_at.isoformat()}"
    except (GitHubError, NotConfiguredError) as error:
        logger.error("The GitHub sync stopped: %s", error)  # noqa: TRY400 - the message says it all
        return f"stopped: {error}"
    logger.info("GitHub sync: %s checked, %s failed, %s requests", run.checked, run.failed, run.requests)
    return f"{run.outcome}: {run.checked} checked, {run.failed} failed"


def _go_on_at(resume_at: datetime) -> None:
    """Backends that cannot wait leave it to the next scheduled run."""
    if sync.get_backend().supports_defer:
        sync.using(run_after=resume_at).enqueue()
