"""Answers as news, for those who prepare a proposal or have asked something themselves."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.notices.kinds import NoticeKind, Pace, register
from accounts.notices.services import Words, notify
from accounts.notices.standing import hidden_of
from challenges.audiences import audience, audiences
from challenges.reaching import parts_of_address
from challenges.words import title_of
from pages.addresses import without_language

from .models import Question

KIND = "challenge_answer"
register(
    NoticeKind(
        KIND,
        gettext_lazy("Answers about challenges"),
        gettext_lazy("A question about a challenge is answered, and you have asked one, too, or work on a proposal."),
        Pace.DAILY,
    )
)


@audience(because=gettext_lazy("You have asked about this challenge."))
def askers(challenge):
    return get_user_model().objects.filter(questions_asked__challenge=challenge).distinct()


def tell_of_answer(question, *, happened_at):
    """Nobody is told twice. Of the answer itself the asker has a letter; of a correction they are told here."""
    own = {question.asker_id} if question.corrected_at is None else set()
    for each in audiences():
        people = [user for user in each.of(question.challenge) if user.pk not in own]
        notify(
            users=people,
            kind=KIND,
            key=_key(question),
            words=_words(question, each.because),
            url=_place(question),
            happened_at=happened_at,
        )


def _key(question):
    corrected = int(question.corrected_at.timestamp()) if question.corrected_at else 0
    return f"answer:{question.pk}:{corrected}"


def _words(question, because):
    def said():
        about = {"number": question.number, "title": title_of(question.challenge)}
        is_news = question.corrected_at is None
        title = _("Q%(number)s is answered: %(title)s") if is_news else _("Q%(number)s is corrected: %(title)s")
        return Words(title % about, question.wording, str(because))

    return said


def _place(question):
    address = without_language(reverse("questions", args=parts_of_address(question.challenge)))
    return f"{address}#q{question.number}"


@hidden_of(KIND)
def hidden_answers(keys):
    """Those whose questions moderators have hidden since, or whose challenge was taken off."""
    asked = {key: int(key.split(":")[1]) for key in keys if key.startswith("answer:")}
    there = set(
        Question.objects.public().filter(pk__in=asked.values(), challenge__live=True).values_list("pk", flat=True)
    )
    return {key for key, pk in asked.items() if pk not in there}
