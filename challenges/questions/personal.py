"""What is kept of a person about questions, and what happens to it with their account."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import before_deletion, keeps

from .models import Question
from .services import withdraw_everything


@keeps(
    "challenge_questions",
    what=_("Questions that you asked about challenges, and those of others that you answered or declined"),
    why=_("So that you are told of the answer and can withdraw a question. Nobody is shown who asked."),
    stays=_("Questions and answers that are published stay, and nothing in them leads to you."),
    fields=("questions.Question.asker", "questions.Question.decided_by"),
)
def questions_of(user):
    asked = Question.objects.filter(asker=user).select_related("challenge").order_by("pk")
    decided = Question.objects.filter(decided_by=user).select_related("challenge").order_by("pk")
    return {"asked": [_asked(each) for each in asked], "answered_by_you": [_decided(each) for each in decided]}


@before_deletion
def withdraw_before_deletion(user):
    withdraw_everything(asker=user)


def _asked(question):
    return {
        "challenge": question.challenge.title,
        "stage": question.stage,
        "asked_at": question.asked_at,
        "text": question.text,
        "published_as": question.wording,
        "answer": question.answer,
        "reason": question.reason,
    }


def _decided(question):
    """What the asker wrote is theirs."""
    return {
        "challenge": question.challenge.title,
        "stage": question.stage,
        "decided_at": question.decided_at,
        "answer": question.answer,
        "reason": question.reason,
    }
