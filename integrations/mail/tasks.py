"""What the task worker does about mail."""

from __future__ import annotations

from django_tasks import task

from .delivery import deliver_due


@task()
def deliver() -> str:
    """Send everything that is due; return what came of it in a few words."""
    return str(deliver_due())
