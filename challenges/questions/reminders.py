"""Officers who leave a question unanswered are reminded."""

from datetime import datetime, timedelta

from django.db import transaction

from integrations.regular import regular

from . import letters
from .models import Question

REMIND_AFTER = (2, 5)
"""Days without an answer."""


@regular("remind_officers_of_questions", every=timedelta(hours=1))
def remind_officers(now: datetime) -> str:
    """Each question in its own transaction: what was cut off is done the next time, and nobody is told twice."""
    reminded = sum(_remind(pk, level, now) for level, pk in _due(now))
    return f"{reminded} reminded"


def _due(now):
    """The highest level that is due alone: after a pause nobody gets two reminders at once."""
    seen: set[int] = set()
    for level, days in reversed([*enumerate(REMIND_AFTER, 1)]):
        silent = Question.objects.silent_since(now - timedelta(days=days), reminders=level)
        for pk in silent.order_by("pk").values_list("pk", flat=True):
            if pk not in seen:
                seen.add(pk)
                yield level, pk


@transaction.atomic
def _remind(pk, level, now):
    days = REMIND_AFTER[level - 1]
    still = Question.objects.silent_since(now - timedelta(days=days), reminders=level)
    question = still.select_for_update(of=("self",)).filter(pk=pk).first()
    if question is None:
        return False
    question.reminders_sent = level
    question.save(update_fields=["reminders_sent"])
    letters.of_waiting(question, level=level, days=days)
    return True
