"""The worker's own schedule of regular work: a task that has itself done again in `REGULAR_WORK_EVERY` minutes.

It is appointed anew before the work, so no error ends it. Should there ever be two, the second finds the first one's
successor waiting, and ends.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from .appointments import AS_GOOD_AS_NOW, appoint_once
from .engine import do_due
from .models import Round

ONE_ROW = {"pk": 1}


@task()
def scheduled_round() -> str:
    """One round of the schedule; return what came of it in a few words."""
    every, now = interval(), timezone.now()
    if every is None:
        return "the schedule is off"
    waits = now + AS_GOOD_AS_NOW
    if not appoint_once(Round, ONE_ROW, scheduled_round, now + every, unless_due=lambda due_at: due_at > waits):
        return "another one is waiting"
    return "; ".join(f"{done.name}: {done.outcome}" for done in do_due()) or "nothing was due"


def begin_schedule() -> bool:
    """Start it, or start it anew where it was lost or waits for too long; False where it runs, or is off."""
    every, now = interval(), timezone.now()
    if every is None:
        return False
    earliest, latest = now - every, now + every
    return appoint_once(Round, ONE_ROW, scheduled_round, now, unless_due=lambda due_at: earliest <= due_at <= latest)


def interval() -> timedelta | None:
    """None: cron does it."""
    minutes = settings.REGULAR_WORK_EVERY
    return timedelta(minutes=minutes) if minutes > 0 else None


def queue_can_wait() -> bool:
    """Whether the queue of `TASKS_URL` takes tasks for a later time."""
    return bool(scheduled_round.get_backend().supports_defer)
