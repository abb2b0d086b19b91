"""The arithmetic of a ranking: exact fractions, no database. What nobody knows is None, never 0."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from .presets import ALL

Key = Hashable


class Given(NamedTuple):
    """One score that was handed in; `points` is None where the reviewer left it open."""

    proposal: Key
    reviewer: Key
    criterion: Key
    points: int | None


@dataclass(frozen=True)
class Ranked:
    """A proposal's place. `mean` is that of `totals`, the weighted mean of each reviewer who scored every criterion;
    `spread` lies between the lowest and the highest of them. `by_criterion` is the plain mean of all points given."""

    proposal: Key
    totals: Mapping[Key, Fraction]
    by_criterion: Mapping[Key, Fraction | None]
    rank: int | None = None
    is_tied: bool = False

    @property
    def number(self) -> int:
        """Of reviewers whose scores count."""
        return len(self.totals)

    @property
    def mean(self) -> Fraction | None:
        return _mean(self.totals.values())

    @property
    def spread(self) -> Fraction | None:
        return max(self.totals.values()) - min(self.totals.values()) if self.totals else None


def ranking(proposals: Iterable[Key], weights: Mapping[Key, int], given: Iterable[Given]) -> list[Ranked]:
    """The best first; equal means share a rank, and the next rank counts them all (1, 1, 3). Proposals whose mean is
    unknown come last and have no rank. `weights` are percents of all criteria; within a rank the order is that of
    `proposals`."""
    sheets = _sheets(given)
    counted = [_counted(proposal, weights, sheets.get(proposal, {})) for proposal in proposals]
    known = [each for each in counted if each.mean is not None]
    unknown = [each for each in counted if each.mean is None]
    return [*_with_ranks(sorted(known, key=lambda each: each.mean, reverse=True)), *unknown]


def _sheets(given):
    """{proposal: {reviewer: {criterion: points}}}"""
    found: dict = defaultdict(lambda: defaultdict(dict))
    for each in given:
        found[each.proposal][each.reviewer][each.criterion] = each.points
    return found


def _counted(proposal, weights, sheets):
    totals = {reviewer: _total(weights, sheet) for reviewer, sheet in sheets.items()}
    return Ranked(
        proposal=proposal,
        totals={reviewer: total for reviewer, total in totals.items() if total is not None},
        by_criterion={
            criterion: _mean(points for sheet in sheets.values() if (points := sheet.get(criterion)) is not None)
            for criterion in weights
        },
    )


def _total(weights, sheet):
    """Of one reviewer; None where a criterion was left open: what is missing has no weight that one could guess."""
    if not weights or any(sheet.get(criterion) is None for criterion in weights):
        return None
    return Fraction(sum(weight * sheet[criterion] for criterion, weight in weights.items()), ALL)


def _with_ranks(ordered):
    times = Counter(each.mean for each in ordered)
    first = {}
    for place, each in enumerate(ordered, 1):
        first.setdefault(each.mean, place)
    return [
        Ranked(each.proposal, each.totals, each.by_criterion, first[each.mean], times[each.mean] > 1)
        for each in ordered
    ]


def _mean(values):
    found = list(values)
    return Fraction(sum(found), len(found)) if found else None
