"""What the task worker does about a delivery."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from integrations.github.clock import Clock
from integrations.github.tasks import sync

from .services import forget_old_deliveries, make_due


@task()
def work_off(github_id: int, is_urgent: bool) -> str:
    """Make the repository due; what may be hidden from readers is asked about at once. Harmless when done twice."""
    clock = Clock()
    busy_until = make_due(github_id=github_id, clock=clock)
    forget_old_deliveries(clock=clock)
    if busy_until is not None and work_off.get_backend().supports_defer:
        work_off.using(run_after=busy_until).enqueue(github_id, is_urgent)
        return f"being asked about; again at {busy_until.isoformat()}"
    if is_urgent:
        transaction.on_commit(sync.enqueue)  # not while a backend that runs tasks at once holds the transaction
    return "due"
