"""The life of a challenge: its stages, the moves between them and whose moves they are, in one table.

Whether an open challenge still takes proposals is a matter of the clock, not of a stage: see `ChallengePage.stage_at`.
Everything else about stages (the usual way, what must lie behind, what a reader sees first) is read from here."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    PREPARING = "preparing", pgettext_lazy("stage", "in preparation")
    OPEN = "open", pgettext_lazy("stage", "open")
    CLOSED = "closed", pgettext_lazy("stage", "closed")
    SCREENING = "screening", pgettext_lazy("stage", "screening")
    SELECTED = "selected", pgettext_lazy("stage", "partner chosen")
    PILOT = "pilot", pgettext_lazy("stage", "pilot")
    FINISHED = "finished", pgettext_lazy("stage", "finished")
    WITHDRAWN = "withdrawn", pgettext_lazy("stage", "withdrawn")


class Hand(models.TextChoices):
    """Who makes a move."""

    OFFICER = "officer", pgettext_lazy("hand", "an officer")
    OFFICE = "office", pgettext_lazy("hand", "the programme office")
    CLOCK = "clock", pgettext_lazy("hand", "the clock")
    WORKFLOW = "workflow", pgettext_lazy("hand", "the publication")


class Move(NamedTuple):
    """Where it leads and whose move it is. It may ask for words that say why, and for a new moment of closing."""

    to: Stage
    by: tuple[Hand, ...]
    needs_words: bool = False
    needs_deadline: bool = False


PEOPLE = (Hand.OFFICER, Hand.OFFICE)

MOVES: dict[str, tuple[Move, ...]] = {
    Stage.PREPARING: (
        Move(Stage.OPEN, by=(*PEOPLE, Hand.CLOCK, Hand.WORKFLOW)),
        Move(Stage.WITHDRAWN, by=PEOPLE, needs_words=True),
    ),
    Stage.OPEN: (
        Move(Stage.CLOSED, by=(Hand.CLOCK,)),
        Move(Stage.CLOSED, by=PEOPLE, needs_words=True),
        Move(Stage.SCREENING, by=PEOPLE, needs_words=True),
        Move(Stage.WITHDRAWN, by=PEOPLE, needs_words=True),
    ),
    Stage.CLOSED: (
        Move(Stage.SCREENING, by=PEOPLE),
        Move(Stage.SELECTED, by=PEOPLE),
        Move(Stage.OPEN, by=(Hand.OFFICE,), needs_words=True, needs_deadline=True),
        Move(Stage.WITHDRAWN, by=PEOPLE, needs_words=True),
    ),
    Stage.SCREENING: (
        Move(Stage.SELECTED, by=PEOPLE),
        Move(Stage.FINISHED, by=PEOPLE, needs_words=True),
        Move(Stage.WITHDRAWN, by=PEOPLE, needs_words=True),
    ),
    Stage.SELECTED: (
        Move(Stage.PILOT, by=PEOPLE),
        Move(Stage.FINISHED, by=PEOPLE, needs_words=True),
        Move(Stage.WITHDRAWN, by=PEOPLE, needs_words=True),
    ),
    Stage.PILOT: (
        Move(Stage.FINISHED, by=PEOPLE),
        Move(Stage.WITHDRAWN, by=PEOPLE, needs_words=True),
    ),
    Stage.FINISHED: (),
    Stage.WITHDRAWN: (),
}
"""The whole table. What else must hold before a stage is entered, rooms say in `conditions.py`: an outcome before a
pilot is finished, for one. At the desk the first move of a stage is the main one."""

USUAL_WAY = (
    Stage.PREPARING,
    Stage.OPEN,
    Stage.CLOSED,
    Stage.SCREENING,
    Stage.SELECTED,
    Stage.PILOT,
    Stage.FINISHED,
)

READING_ORDER = (
    Stage.OPEN,
    Stage.PREPARING,
    Stage.PILOT,
    Stage.SELECTED,
    Stage.SCREENING,
    Stage.FINISHED,
    Stage.CLOSED,
    Stage.WITHDRAWN,
)
"""In lists: what one can still answer, what comes next, what is being tried, what came of it, then the rest."""


def stages_after(stage: str) -> tuple[Stage, ...]:
    """Where moves lead from `stage`, whoever makes them."""
    return tuple(dict.fromkeys(move.to for move in MOVES[stage]))


def moves_of(hands: Iterable[Hand], stage: str) -> tuple[Move, ...]:
    """What these hands can do at `stage`."""
    return tuple(move for move in MOVES[stage] if not {*hands}.isdisjoint(move.by))


def check_move(*, before: str, after: str, hands: Iterable[Hand] = tuple(Hand)) -> Move | None:
    """The move from `before` to `after`, None for staying. Refuses, with what would be possible, one that is not in the
    table or is not for these hands."""
    if before == after:
        return None
    possible = moves_of(hands, before)
    found = next((move for move in possible if move.to == after), None)
    if found is None:
        raise _refusal(before, after, possible)
    return found


def _refusal(before, after, possible):
    if after in stages_after(before):
        owners = {str(hand.label) for move in MOVES[before] if move.to == after for hand in move.by}
        said = _("From “%(before)s” to “%(after)s” is a move that only %(who)s can make.")
        params = {"before": Stage(before).label, "after": Stage(after).label, "who": "、".join(sorted(owners))}
        return ValidationError(said, code="not_your_move", params=params)
    names = "、".join(str(stage.label) for stage in dict.fromkeys(move.to for move in possible))
    return ValidationError(
        _("A challenge cannot go from “%(before)s” to “%(after)s”. Possible now: %(possible)s."),
        code="illegal_move",
        params={
            "before": Stage(before).label,
            "after": Stage(after).label,
            "possible": names or _("nothing: it has ended"),
        },
    )


def behind(stage: str) -> tuple[Stage, ...]:
    """The stages that a challenge at `stage` must have passed, whichever moves it took."""
    return tuple(each for each in USUAL_WAY if each != stage and not _reachable(stage, without=each))


def ahead(stage: str) -> tuple[Stage, ...]:
    """The stages that usually follow; none for a challenge that has ended."""
    return USUAL_WAY[USUAL_WAY.index(stage) + 1 :] if stage in USUAL_WAY else ()


def _reachable(stage, *, without):
    """Whether moves lead from the first stage to `stage` that avoid `without`."""
    found, waiting = {without}, [] if without == Stage.PREPARING else [Stage.PREPARING]
    while waiting:
        here = waiting.pop()
        found.add(here)
        waiting += [each for each in stages_after(here) if each not in found]
    return stage in found
