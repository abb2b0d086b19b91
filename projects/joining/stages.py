"""The life of a request to join: its stages, the moves between them and whose moves they are, in one table."""

from enum import Enum
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .models import JoinRequest

Stage = JoinRequest.Stage


class Side(Enum):
    ASKER = "asker"
    OWNERS = "owners"


class Move(models.TextChoices):
    WRITE = "write", _("write")
    ANSWER = "answer", _("answer")
    ACCEPT = "accept", _("accept")
    DECLINE = "decline", _("decline")
    WITHDRAW = "withdraw", _("withdraw")


class Rule(NamedTuple):
    """Whose move it is, and where it leads from each stage at which it is open."""

    by: Side
    leads: dict[str, str]
    needs_words: bool = False


def _from_both(stage):
    return dict.fromkeys((Stage.ASKED, Stage.ANSWERED), stage)


MOVES: dict[str, Rule] = {
    Move.WRITE: Rule(Side.ASKER, _from_both(Stage.ASKED), needs_words=True),
    Move.ACCEPT: Rule(Side.OWNERS, _from_both(Stage.ACCEPTED)),
    Move.ANSWER: Rule(Side.OWNERS, _from_both(Stage.ANSWERED), needs_words=True),
    Move.DECLINE: Rule(Side.OWNERS, _from_both(Stage.DECLINED), needs_words=True),
    Move.WITHDRAW: Rule(Side.ASKER, _from_both(Stage.WITHDRAWN)),
}
"""On a page the first one is the main one."""

ENDS = (Stage.ACCEPTED, Stage.DECLINED, Stage.WITHDRAWN)


def moves_of(side: Side, stage: str) -> list[Move]:
    """What this side can do while the request stands at `stage`."""
    return [Move(move) for move, rule in MOVES.items() if rule.by is side and stage in rule.leads]


def stage_after(move: str, *, stage: str, side: Side, words: str = "") -> Stage:
    """Where the move leads. Refuses, with what would be possible, a move that is not in the table."""
    rule = MOVES[move]
    if rule.by is not side or stage not in rule.leads:
        raise ValidationError(_refusal(side, stage), code="illegal_move")
    if rule.needs_words and not words.strip():
        raise ValidationError(_("Write a few words, so that the other side knows why."), code="no_words")
    return Stage(rule.leads[stage])


def _refusal(side, stage):
    stands = Stage(stage).label
    if stage in ENDS:
        return _("Nothing was changed: this request is “%(stage)s” already.") % {"stage": stands}
    possible = _(", ").join(str(move.label) for move in moves_of(side, stage))
    return _("That is not your move. The request is “%(stage)s”; you can: %(possible)s.") % {
        "stage": stands,
        "possible": possible,
    }
