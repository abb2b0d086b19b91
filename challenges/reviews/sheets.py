"""A reviewer's sheets: where they stand with each proposal, and what is left to do."""

from dataclasses import dataclass
from enum import Enum

from django.db.models import Count
from django.utils.translation import pgettext_lazy

from pages.cards import Badge

from .models import Score


class State(Enum):
    """In the order in which they come up; the label and the tone of its badge."""

    UNDECLARED = pgettext_lazy("sheet", "to be declared"), "warn"
    CONFLICT = pgettext_lazy("sheet", "conflict of interest"), "quiet"
    OPEN = pgettext_lazy("sheet", "not scored yet"), "now"
    BEGUN = pgettext_lazy("sheet", "partly scored"), "action"
    COMPLETE = pgettext_lazy("sheet", "scored"), "alive"

    @property
    def badge(self) -> Badge:
        label, tone = self.value
        return Badge(str(label), tone)


LEFT_TO_SCORE = (State.OPEN, State.BEGUN)


@dataclass(frozen=True)
class Sheet:
    """`proposal` is its primary key; `given` of `most` scores have points."""

    proposal: int
    name: str
    state: State
    given: int
    most: int


def sheets_of(standing, reviewer) -> list[Sheet]:
    """One for each proposal, in the order in which they came."""
    given, most = _given_by(reviewer), len(standing.criteria)
    return [
        Sheet(pk, name, _state(standing, reviewer, pk, given.get(pk, 0), most), given.get(pk, 0), most)
        for pk, name in standing.proposals.items()
    ]


def _given_by(reviewer):
    rows = Score.objects.filter(reviewer=reviewer, points__isnull=False).values_list("proposal")
    return dict(rows.annotate(number=Count("pk")))


def _state(standing, reviewer, pk, given, most):
    shuts_out = standing.declarations.get((pk, reviewer.user_id))
    if shuts_out is None:
        return State.UNDECLARED
    if shuts_out:
        return State.CONFLICT
    if given == 0:
        return State.OPEN
    return State.COMPLETE if given >= most else State.BEGUN


@dataclass(frozen=True)
class Numbers:
    """How many proposals, and how many of them wait for what."""

    all: int
    undeclared: int
    left: int
    scored: int
    conflicts: int
    gaps: int

    @property
    def due(self):
        return self.left + self.scored


def numbers_of(sheets) -> Numbers:
    """`gaps` are single scores without points, of proposals that are to be scored."""
    states = [each.state for each in sheets]
    due = [each for each in sheets if each.state not in {State.UNDECLARED, State.CONFLICT}]
    return Numbers(
        all=len(sheets),
        undeclared=states.count(State.UNDECLARED),
        left=sum(state in LEFT_TO_SCORE for state in states),
        scored=states.count(State.COMPLETE),
        conflicts=states.count(State.CONFLICT),
        gaps=sum(each.most - each.given for each in due),
    )


def next_left(sheets, after) -> int | None:
    """The proposal to score after this one: the next that is left, from the beginning again after the last."""
    place = next((number for number, each in enumerate(sheets) if each.proposal == after), -1)
    turned = [*sheets[place + 1 :], *sheets[: max(place, 0)]]
    return next((each.proposal for each in turned if each.state in LEFT_TO_SCORE), None)
