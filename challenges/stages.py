"""The life of a challenge: its stages and the moves between them, in one table.

Whether an open challenge still takes proposals is a matter of the clock, not of a stage: see `ChallengePage.stage_at`.
Everything else about stages (the usual way, what must lie behind, what a reader sees first) is read from here."""

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


MOVES: dict[str, tuple[str, ...]] = {
    Stage.PREPARING: (Stage.OPEN, Stage.WITHDRAWN),
    Stage.OPEN: (Stage.CLOSED, Stage.SCREENING, Stage.WITHDRAWN),
    Stage.CLOSED: (Stage.OPEN, Stage.SCREENING, Stage.SELECTED, Stage.WITHDRAWN),
    Stage.SCREENING: (Stage.SELECTED, Stage.FINISHED, Stage.WITHDRAWN),
    Stage.SELECTED: (Stage.PILOT, Stage.FINISHED, Stage.WITHDRAWN),
    Stage.PILOT: (Stage.FINISHED, Stage.WITHDRAWN),
    Stage.FINISHED: (),
    Stage.WITHDRAWN: (),
}

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


def check_move(*, before: str, after: str) -> None:
    """Refuse, with what would be possible, a move that is not in the table. Staying is no move."""
    if before == after or after in MOVES[before]:
        return
    possible = "、".join(str(Stage(stage).label) for stage in MOVES[before]) or _("nothing: it has ended")
    raise ValidationError(
        _("A challenge cannot go from “%(before)s” to “%(after)s”. Possible now: %(possible)s."),
        code="illegal_move",
        params={"before": Stage(before).label, "after": Stage(after).label, "possible": possible},
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
        waiting += [each for each in MOVES[here] if each not in found]
    return stage in found
