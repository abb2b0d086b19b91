"""The mails about questions. Each goes out once: its key says what it is about. None says who asked."""

from django.urls import reverse

from accounts.notices.services import write_to
from challenges.officers import whom_to_tell
from challenges.reaching import parts_of_address
from challenges.words import title_of

from .deadline import questions_end_at


def of_question(question):
    """To the officers, at once."""
    context = {"text": question.text, "ends_at": questions_end_at(question.challenge)}
    _send(whom_to_tell(question.challenge), question, "asked", **context)


def of_waiting(question, *, level, days):
    """To the officers; one for each level."""
    context = {"text": question.text, "days": days}
    _send(whom_to_tell(question.challenge), question, "reminder", key=f"reminder:{level}", **context)


def of_answer(question):
    """To the asker, who reads both as they are published."""
    context = {
        "number": question.number,
        "wording": question.wording,
        "answer": question.answer,
        "is_reworded": question.is_reworded,
        "text": question.text,
    }
    _send([question.asker], question, "answered", **context)


def of_declining(question):
    _send([question.asker], question, "declined", text=question.text, reason=question.reason)


def _send(people, question, template, *, key="", **context):
    for person in people:
        if person is not None and person.is_active:
            write_to(
                user=person,
                key=f"question:{question.pk}:{key or template}",
                template=f"questions/{template}",
                context={**_about(question), **context},
            )


def _about(question):
    """Templates call functions: each reader has an own language."""
    parts = parts_of_address(question.challenge)
    return {
        "challenge": lambda: title_of(question.challenge),
        "path": lambda: reverse("question", args=[*parts, question.pk]),
        "all_path": lambda: reverse("questions", args=parts),
    }
