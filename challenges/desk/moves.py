"""The moves that somebody can make with a challenge now, as buttons."""

from typing import NamedTuple

from django.core.exceptions import ValidationError

from challenges.conditions import check_conditions
from challenges.permissions import hands_of
from challenges.stages import moves_of

from .steps import move_url
from .words import ENDINGS, Said, said_of


class Button(NamedTuple):
    """`first` says what must be done before, where something must; then there is no button to press."""

    said: Said
    url: str
    is_ending: bool
    first: str


def open_moves(challenge, user, now) -> list[Button]:
    """None for a draft: it is published first."""
    if not challenge.live:
        return []
    before = challenge.stage_at(now)
    stages = dict.fromkeys(move.to for move in moves_of(hands_of(user), before))
    return [
        Button(said_of(before, to), move_url(challenge, to), to in ENDINGS, _first(challenge, before, to))
        for to in stages
    ]


def _first(challenge, before, to):
    try:
        check_conditions(challenge, before=before, after=to)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""
