"""Tasks for a later time, of each kind at most one: whoever finds one waiting adds no second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django_tasks.base import Task

from integrations.regular.appointments import AS_GOOD_AS_NOW, appoint_once

from .models import Appointment

__all__ = ["AS_GOOD_AS_NOW", "appoint"]


def appoint(
    kind: Appointment.Kind, task: Task[..., Any], at: datetime, *, unless_due: Callable[[datetime], bool]
) -> bool:
    """Have the task run at that time, unless the one that was appointed last is due at a time that will do."""
    return appoint_once(Appointment, {"kind": kind}, task, at, unless_due=unless_due)
