"""The ranking as plain values for templates and files."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from challenges.proposals.cards import badge_of
from challenges.proposals.words import moment_there
from challenges.reaching import parts_of_address
from pages.cards import Badge
from projects.joining.words import name_of

from .results import two_places


@dataclass(frozen=True)
class RankedRow:
    """What is unknown is None. `by_criterion` follows the order of the criteria."""

    rank: int | None
    is_tied: bool
    name: str
    badge: Badge
    submitted: str
    mean: Decimal | None
    spread: Decimal | None
    number: int
    by_criterion: list[Decimal | None]
    url: str
    scores_url: str


@dataclass(frozen=True)
class Sheet:
    """What one reviewer said of a proposal: (criterion, points, note) of each."""

    name: str
    total: Decimal | None
    marks: list[tuple]


def ranked_rows(results, ranked) -> list[RankedRow]:
    parts = parts_of_address(results.standing.challenge)
    return [_row(results, each, parts) for each in ranked]


def _row(results, ranked, parts):
    proposal = results.proposals[ranked.proposal]
    return RankedRow(
        rank=ranked.rank,
        is_tied=ranked.is_tied,
        name=str(proposal),
        badge=badge_of(proposal),
        submitted=moment_there(proposal.submitted_at),
        mean=two_places(ranked.mean),
        spread=two_places(ranked.spread),
        number=ranked.number,
        by_criterion=[two_places(ranked.by_criterion[each.pk]) for each in results.standing.criteria],
        url=reverse("proposal", args=[*parts, proposal.key]),
        scores_url=reverse("review_scores", args=[*parts, proposal.key]),
    )


def sheets_of(results, proposal) -> list[Sheet]:
    """Of every reviewer whose scores of this proposal count."""
    scores = results.scores_of(proposal)
    ranked = next((each for each in results.ranked if each.proposal == proposal.pk), None)
    totals = ranked.totals if ranked else {}
    return [
        Sheet(name_of(reviewer.user), two_places(totals.get(pk)), _marks(results.standing.criteria, pk, scores))
        for pk, reviewer in results.reviewers.items()
        if any(pk == scored_by for scored_by, _criterion in scores)
    ]


def _marks(criteria, reviewer, scores):
    found = [(each, scores.get((reviewer, each.pk))) for each in criteria]
    return [(criterion, score.points if score else None, score.note if score else "") for criterion, score in found]
