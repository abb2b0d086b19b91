"""Tasks for a later time, of each kind at most one: whoever finds one waiting adds no second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django_tasks.base import Task

from .models import Appointment

# Queues may be a little early, and the task that is running now must not count as one that waits.
AS_GOOD_AS_NOW = timedelta(seconds=30)


def appoint(
    kind: Appointment.Kind, task: Task[..., Any], at: datetime, *, unless_due: Callable[[datetime], bool]
) -> bool:
    """Have the task run at that time, unless the one that was appointed last is due at a time that will do.

    False as well on a queue that cannot wait.
    """
    if not task.get_backend().supports_defer:
        return False
    with transaction.atomic():
        row, _made = Appointment.objects.select_for_update().get_or_create(kind=kind)
        if row.due_at is not None and unless_due(row.due_at):
            return False
        row.due_at = at
        row.save(update_fields=["due_at"])
        task.using(run_after=at).enqueue()
    return True
