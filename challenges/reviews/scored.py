"""All scores of one proposal, as a table of plain values: criteria down, reviewers across."""

from dataclasses import dataclass
from decimal import Decimal

from projects.joining.words import name_of

from .ranking import Given, ranking
from .results import two_places


@dataclass(frozen=True)
class Said:
    """What a reviewer says by one criterion; no points: left open."""

    by: str
    points: int | None
    note: str


@dataclass(frozen=True)
class Line:
    name: str
    weight: int
    said: list[Said]
    mean: Decimal | None

    @property
    def notes(self):
        return [each for each in self.said if each.note]


@dataclass(frozen=True)
class Scored:
    """`totals` are the weighted means of the reviewers, in their order; None where one has left something open."""

    reviewers: list[str]
    lines: list[Line]
    totals: list[Decimal | None]
    mean: Decimal | None
    spread: Decimal | None

    @property
    def has_notes(self):
        return any(line.notes for line in self.lines)


def scored(results, proposal) -> Scored | None:
    """None before the scores are open to all."""
    standing = results.standing
    if not standing.is_revealed:
        return None
    scores = results.scores_of(proposal)
    judges = [each for each in results.reviewers.values() if any(pk == each.pk for pk, _criterion in scores)]
    row = _counted(standing, proposal, scores)
    return Scored(
        reviewers=[name_of(each.user) for each in judges],
        lines=[
            Line(each.name, each.weight, _said(each, judges, scores), two_places(row.by_criterion[each.pk]))
            for each in standing.criteria
        ],
        totals=[two_places(row.totals.get(each.pk)) for each in judges],
        mean=two_places(row.mean),
        spread=two_places(row.spread),
    )


def _counted(standing, proposal, scores):
    weights = {each.pk: each.weight for each in standing.criteria}
    given = [Given(proposal.pk, reviewer, criterion, each.points) for (reviewer, criterion), each in scores.items()]
    return ranking([proposal.pk], weights, given)[0]


def _said(criterion, judges, scores):
    found = [(judge, scores.get((judge.pk, criterion.pk))) for judge in judges]
    return [
        Said(name_of(judge.user), score.points if score else None, score.note if score else "")
        for judge, score in found
    ]
