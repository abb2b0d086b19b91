"""The life of a question: its stages, the moves between them and whose moves they are, in one table."""

from enum import Enum
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy


class Stage(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("question", "waits for an answer")
    ANSWERED = "answered", pgettext_lazy("question", "answered")
    DECLINED = "declined", pgettext_lazy("question", "not answered")
    WITHDRAWN = "withdrawn", pgettext_lazy("question", "withdrawn")


class Side(Enum):
    ASKER = "asker"
    OFFICERS = "officers"


class Move(models.TextChoices):
    ANSWER = "answer", gettext_lazy("answer")
    CORRECT = "correct", gettext_lazy("correct the answer")
    DECLINE = "decline", gettext_lazy("decline")
    WITHDRAW = "withdraw", gettext_lazy("withdraw")


class Rule(NamedTuple):
    """Whose move it is, at which stage it is open and where it leads."""

    by: Side
    at: Stage
    leads: Stage


MOVES: dict[str, Rule] = {
    Move.ANSWER: Rule(Side.OFFICERS, Stage.WAITING, Stage.ANSWERED),
    Move.CORRECT: Rule(Side.OFFICERS, Stage.ANSWERED, Stage.ANSWERED),
    Move.DECLINE: Rule(Side.OFFICERS, Stage.WAITING, Stage.DECLINED),
    Move.WITHDRAW: Rule(Side.ASKER, Stage.WAITING, Stage.WITHDRAWN),
}


def moves_of(side: Side, stage: str) -> list[Move]:
    """What this side can do while the question stands at `stage`."""
    return [Move(move) for move, rule in MOVES.items() if rule.by is side and rule.at == stage]


def stage_after(move: str, *, stage: str) -> Stage:
    """Where the move leads. Refuses a move that is not in the table."""
    rule = MOVES[move]
    if rule.at != stage:
        raise ValidationError(
            _("Nothing was changed: this question is “%(stage)s” by now."),
            code="illegal_move",
            params={"stage": Stage(stage).label},
        )
    return rule.leads
