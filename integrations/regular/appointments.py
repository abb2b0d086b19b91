"""Tasks for a later time, one for each row: whoever finds one waiting adds no second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks.base import Task

# Queues may be a little early, and the task that is running now must not count as one that waits.
AS_GOOD_AS_NOW = timedelta(seconds=30)


def appoint_once(
    model: Any,
    which: dict[str, Any],
    task: Task[..., Any],
    at: datetime,
    *,
    unless_due: Callable[[datetime], bool],
) -> bool:
    """Have the task run at that time, unless the one that was appointed last is due at a time that will do.

    The row of `model` that `which` names keeps the time as `due_at`. False as well on a queue that cannot wait.
    """
    if not task.get_backend().supports_defer:
        return False
    with transaction.atomic():
        row, _made = model.objects.select_for_update().get_or_create(**which)
        if row.due_at is not None and unless_due(row.due_at):
            return False
        row.due_at = at
        row.save(update_fields=["due_at"])
        task.using(run_after=at).enqueue()
    return True


def enqueue_on_commit(task: Task[..., Any], *arguments: Any) -> None:
    """Hand the task to the worker once what it is about is there to be read."""
    transaction.on_commit(partial(task.enqueue, *arguments), robust=True)
