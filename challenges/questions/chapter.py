"""What a challenge's page says of questions: the newest answers, and how to ask."""

from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.chapters import Chapter, actions, chapter
from challenges.reaching import parts_of_address
from pages.cards import Action

from .cards import answered
from .deadline import questions_end_at, takes_questions
from .permissions import may_answer

SHOWN = 3


@chapter(order=20)
def questions_chapter(challenge, request, now):
    """Nothing where none is answered and none can be asked. Costs a visitor one query."""
    asks = takes_questions(challenge, now)
    found = list(challenge.questions.public().newest_first()[: SHOWN + 1])
    waiting = _waiting_for(request.user, challenge)
    if not (asks or found or waiting):
        return None
    parts = parts_of_address(challenge)
    context = {
        "cards": [answered(each) for each in found[:SHOWN]],
        "all_url": reverse("questions", args=parts) if found or waiting else "",
        "has_more": len(found) > SHOWN,
        "waiting": waiting,
        "ask_url": reverse("question_ask", args=parts) if asks else "",
        "ends_at": questions_end_at(challenge) if asks else None,
    }
    return Chapter("questions", _("Questions and answers"), "questions/chapter.html", context)


@actions(order=40)
def ask_action(challenge, request, now):
    if takes_questions(challenge, now) and not may_answer(request.user, challenge):
        yield Action(_("Ask a question"), reverse("question_ask", args=parts_of_address(challenge)))


def _waiting_for(user, challenge):
    """How many wait for this reader's answer; others are not told."""
    return challenge.questions.waiting().count() if may_answer(user, challenge) else 0
