"""Writes of questions: asking, answering, correcting, declining, withdrawing; and hiding, for moderators.

Raise ValidationError, and change nothing, where the table of stages or the clock says no. Whether `by` answers for the
municipality is the caller's question."""

from django.db import transaction
from django.db.models import Max

from challenges.models import ChallengePage

from . import letters
from .deadline import check_takes_questions
from .models import Question
from .notices import tell_of_answer
from .stages import Move, stage_after


@transaction.atomic
def ask_question(*, challenge, asker, text, now) -> Question:
    """`now` is when the question arrived, not when its turn came."""
    challenge = _locked_challenge(challenge.pk)
    check_takes_questions(challenge, now)
    question = Question.objects.create(challenge=challenge, asker=asker, text=text, asked_at=now)
    letters.of_question(question)
    return question


@transaction.atomic
def answer_question(*, question, wording, answer, by, now) -> Question:
    """Publish both. The asker gets one mail; whoever else prepares an answer to the challenge gets a notice."""
    question = _moved(question, Move.ANSWER)
    question.number = _next_number(question.challenge)
    _decide(question, by=by, now=now, wording=wording, answer=answer)
    letters.of_answer(question)
    tell_of_answer(question, happened_at=now)
    return question


@transaction.atomic
def correct_answer(*, question, wording, answer, by, now) -> Question:
    """What says the same stays as it is, and nobody is told."""
    question = _moved(question, Move.CORRECT)
    if (question.wording, question.answer) == (wording, answer):
        return question
    question.wording, question.answer, question.corrected_at, question.decided_by = wording, answer, now, by
    question.save(update_fields=["wording", "answer", "corrected_at", "decided_by"])
    tell_of_answer(question, happened_at=now)
    return question


@transaction.atomic
def decline_question(*, question, reason, by, now) -> Question:
    """It stays unpublished; the asker reads the reason."""
    question = _moved(question, Move.DECLINE)
    _decide(question, by=by, now=now, reason=reason)
    letters.of_declining(question)
    return question


@transaction.atomic
def withdraw_question(*, question) -> Question:
    question = _moved(question, Move.WITHDRAW)
    question.save(update_fields=["stage"])
    return question


@transaction.atomic
def withdraw_everything(*, asker) -> None:
    """Before an account is deleted: nobody would read the answer."""
    for question in Question.objects.waiting().filter(asker=asker).order_by("pk"):
        withdraw_question(question=question)


def hide_question(*, question, now) -> None:
    """Visitors see neither question nor answer; the number stays taken."""
    if question.hidden_at is None:
        question.hidden_at = now
        question.save(update_fields=["hidden_at"])


def show_question(*, question) -> None:
    question.hidden_at = None
    question.save(update_fields=["hidden_at"])


def _locked_challenge(pk):
    """So that one moment decides who was in time, and no number is given twice."""
    return ChallengePage.objects.select_for_update(of=("self",)).select_related("locale", "round").get(pk=pk)


def _moved(question, move):
    """The row as it is by now, at the stage to which the move leads; not saved yet."""
    challenge = _locked_challenge(question.challenge_id)
    question = Question.objects.select_related("asker__profile").get(pk=question.pk)
    question.challenge = challenge
    question.stage = stage_after(move, stage=question.stage)
    return question


def _next_number(challenge):
    return (challenge.questions.aggregate(last=Max("number"))["last"] or 0) + 1


def _decide(question, *, by, now, **said):
    for name, value in said.items():
        setattr(question, name, value)
    question.decided_at, question.decided_by = now, by
    question.save(update_fields=["stage", "number", "decided_at", "decided_by", *said])
