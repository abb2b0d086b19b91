"""Owners who stay silent are reminded; after two weeks the moderators and the person who asked are told."""

from datetime import datetime, timedelta

from django.db import transaction

from integrations.regular import regular

from . import letters
from .models import JoinRequest
from .services.locks import lock

REMIND_AFTER = (3, 7, 14)
"""Days without an answer; the last is the one after which others are told."""


@regular("remind_owners_of_requests", every=timedelta(hours=1))
def remind_owners(now: datetime) -> str:
    """Each request in its own transaction: what was cut off is done the next time, and nobody is told twice."""
    reminded = sum(_remind(request, level, now) for level, request in _due(now))
    return f"{reminded} reminded"


def _due(now):
    """The highest level that is due alone: after a week without regular work nobody gets two reminders at once."""
    seen = set()
    for level, days in reversed([*enumerate(REMIND_AFTER, 1)]):
        silent = JoinRequest.objects.silent_since(now - timedelta(days=days), reminders=level)
        for request in silent.select_related("project").order_by("pk").iterator():
            if request.pk not in seen:
                seen.add(request.pk)
                yield level, request


@transaction.atomic
def _remind(request, level, now):
    project = lock(request.project)
    days = REMIND_AFTER[level - 1]
    still = JoinRequest.objects.silent_since(now - timedelta(days=days), reminders=level)
    request = still.select_related("user__profile").filter(pk=request.pk).first()
    if request is None:
        return False
    request.project, request.reminders_sent = project, level
    request.save(update_fields=["reminders_sent"])
    letters.of_waiting(request, level=level, days=days)
    if level == len(REMIND_AFTER):
        letters.of_silence(request, days=days)
    return True
