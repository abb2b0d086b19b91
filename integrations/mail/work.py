"""Regular work about mail: what nobody else woke the worker for, and what need not be kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from integrations.regular import regular

from .delivery import deliver_due
from .services import erase_ended

KEPT = timedelta(days=30)


@regular("mail", every=timedelta(minutes=1))
def send_what_waits(now: datetime) -> str:
    """Retries that are due, and what was posted while the task queue was down."""
    return str(deliver_due())


@regular("mail_erased", every=timedelta(days=1))
def erase_old_letters(now: datetime) -> str:
    return f"{erase_ended(before=now - KEPT, now=now)} erased"
