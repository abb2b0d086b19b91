"""The worker's own schedule: a task that asks GitHub and has itself done again in `GITHUB_SYNC_EVERY` minutes.

It is appointed anew before the work, so no error ends it. Should there ever be two, the second finds the first one's
successor waiting, and ends.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django_tasks import task

from .appointments import AS_GOOD_AS_NOW, appoint
from .clock import Clock
from .models import Appointment
from .tasks import sync


@task()
def scheduled_sync() -> str:
    """One round of the schedule; return what came of it in a few words."""
    every, now = interval(), Clock().now()
    if every is None:
        return "the schedule is off"
    waits = now + AS_GOOD_AS_NOW
    if not appoint(Appointment.Kind.SCHEDULE, scheduled_sync, now + every, unless_due=lambda due_at: due_at > waits):
        return "another one is waiting"
    return sync.call()


def begin_schedule(*, clock: Clock | None = None) -> bool:
    """Start it, or start it anew where it was lost or waits for too long; False where it runs, or is off."""
    every, now = interval(), (clock or Clock()).now()
    if every is None:
        return False
    earliest, latest = now - every, now + every
    return appoint(
        Appointment.Kind.SCHEDULE, scheduled_sync, now, unless_due=lambda due_at: earliest <= due_at <= latest
    )


def interval() -> timedelta | None:
    """None: there is no schedule."""
    minutes = settings.GITHUB_SYNC_EVERY
    return timedelta(minutes=minutes) if minutes > 0 else None


def queue_can_wait() -> bool:
    """Whether the queue of `TASKS_URL` takes tasks for a later time."""
    return bool(scheduled_sync.get_backend().supports_defer)
