"""Questions as plain values for templates. None of them says who asked."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from challenges.reaching import parts_of_address
from pages.cards import Badge
from pages.cards import Stage as Stop

from .stages import Stage

TONES = {
    Stage.WAITING: "action",
    Stage.ANSWERED: "alive",
    Stage.DECLINED: "quiet",
    Stage.WITHDRAWN: "quiet",
}


@dataclass(frozen=True)
class Answered:
    """A question and its answer as everybody reads them. `change_url` is for whoever may correct the answer."""

    pk: int
    number: int
    question: str
    answer: str
    answered_at: datetime
    corrected_at: datetime | None
    change_url: str = ""

    @property
    def anchor(self):
        return f"q{self.number}"


@dataclass(frozen=True)
class Row:
    """A question in a list for those who answer, or for the person who asked."""

    title: str
    url: str
    badge: Badge
    since: datetime
    beginning: str


def answered(question, *, parts=None) -> Answered:
    """`parts` of the challenge's address are given where the reader may correct answers."""
    return Answered(
        pk=question.pk,
        number=question.number,
        question=question.wording,
        answer=question.answer,
        answered_at=question.decided_at,
        corrected_at=question.corrected_at,
        change_url=reverse("question", args=[*parts, question.pk]) if parts else "",
    )


def row(question, title="") -> Row:
    return Row(
        title=title,
        url=reverse("question", args=[*parts_of_address(question.challenge), question.pk]),
        badge=badge_of(question),
        since=question.asked_at,
        beginning=question.text,
    )


def badge_of(question) -> Badge:
    return Badge(str(question.get_stage_display()), TONES[question.stage])


def way_of(question) -> list[Stop]:
    """Where it stands, as stops on a timeline."""
    asked = Stop(pgettext("question", "asked"), question.asked_at, "done")
    if question.stage == Stage.WAITING:
        return [asked, Stop(_("The municipality answers"), None, "current"), Stop(_("Published"))]
    return [asked, Stop(str(question.get_stage_display()), question.decided_at, "current")]
