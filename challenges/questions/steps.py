"""What waits for officers on their desk: questions without an answer."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.reaching import parts_of_address
from challenges.todo import Todo, todo

from .models import Question

LONG = timedelta(days=2)
"""A question that has waited so long cannot wait any more: who writes a proposal needs the answer."""


class Waiting(NamedTuple):
    count: int
    since: datetime


def waiting_by_challenge(challenges, now) -> dict[int, Waiting]:
    waiting = Question.objects.waiting().filter(challenge__in=challenges).order_by().values_list("challenge")
    found = waiting.annotate(Count("pk"), Min("asked_at"))
    return {challenge: Waiting(count, since) for challenge, count, since in found}


@todo(order=20, gather=waiting_by_challenge)
def answer_questions(challenge, now, waiting):
    if waiting is None:
        return None
    url = reverse("questions", args=parts_of_address(challenge))
    return Todo(_("Answer the questions"), url, count=waiting.count, urgent=now - waiting.since >= LONG)
