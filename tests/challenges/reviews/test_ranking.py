"""The arithmetic of the ranking, with weights and holes of all kinds."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from challenges.reviews.ranking import Given, ranking


@st.composite
def weights(draw):
    """Whole percents of 1 to 6 criteria that add up to 100."""
    cuts = draw(st.sets(st.integers(1, 99), max_size=5))
    ends = [0, *sorted(cuts), 100]
    return {f"c{place}": after - before for place, (before, after) in enumerate(pairwise(ends))}


@st.composite
def sheets(draw):
    found = draw(weights())
    proposals = [f"p{number}" for number in range(draw(st.integers(1, 6)))]
    reviewers = [f"r{number}" for number in range(draw(st.integers(0, 4)))]
    points = st.none() | st.integers(0, 5)
    given_scores = [
        Given(proposal, reviewer, criterion, draw(points))
        for proposal in proposals
        for reviewer in reviewers
        for criterion in found
        if draw(st.integers(0, 9))  # now and then there is no row at all
    ]
    return proposals, found, given_scores


def by_hand(proposal, found, scores):
    """The slow and obvious way."""
    totals = []
    for reviewer in {each.reviewer for each in scores if each.proposal == proposal}:
        mine = {
            each.criterion: each.points for each in scores if (each.proposal, each.reviewer) == (proposal, reviewer)
        }
        if all(mine.get(criterion) is not None for criterion in found):
            totals.append(sum(Fraction(found[criterion], 100) * mine[criterion] for criterion in found))
    return totals


@given(sheets())
def test_mean_spread_and_number_are_those_of_complete_sheets(case):
    proposals, found, scores = case
    ranked = {each.proposal: each for each in ranking(proposals, found, scores)}
    assert set(ranked) == set(proposals)
    for proposal in proposals:
        totals, row = by_hand(proposal, found, scores), ranked[proposal]
        assert row.number == len(totals)
        assert row.mean == (sum(totals) / len(totals) if totals else None)
        assert row.spread == (max(totals) - min(totals) if totals else None)


@given(sheets())
def test_ranks_follow_the_means_ties_share_one_and_the_unknown_have_none(case):
    rows = ranking(*case)
    known = [row for row in rows if row.mean is not None]
    assert rows[: len(known)] == known
    for row in known:
        assert row.rank == 1 + sum(other.mean > row.mean for other in known)
        assert row.is_tied == (sum(other.mean == row.mean for other in known) > 1)
        assert 0 <= row.mean <= 5
        assert 0 <= row.spread <= 5
    assert [(row.rank, row.spread, row.is_tied) for row in rows[len(known) :]] == [(None, None, False)] * (
        len(rows) - len(known)
    )


@given(sheets(), st.randoms())
def test_order_in_which_scores_came_changes_nothing(case, random):
    proposals, found, scores = case
    shuffled = list(scores)
    random.shuffle(shuffled)
    assert ranking(proposals, found, shuffled) == ranking(proposals, found, scores)


@given(weights(), st.integers(0, 5))
def test_same_points_everywhere_are_the_mean_whatever_the_weights(found, points):
    (row,) = ranking(["p"], found, [Given("p", "r", criterion, points) for criterion in found])
    assert row.mean == points


def test_score_left_open_is_not_a_nought():
    found = {"a": 50, "b": 50}
    scores = [Given("p", "r", "a", 4), Given("p", "r", "b", None), Given("p", "s", "a", 4), Given("p", "s", "b", 4)]
    (row,) = ranking(["p"], found, scores)
    assert (row.mean, row.number, row.by_criterion) == (4, 1, {"a": 4, "b": 4})


def test_nought_is_a_score():
    (row,) = ranking(["p"], {"a": 100}, [Given("p", "r", "a", 0)])
    assert (row.rank, row.mean, row.spread, row.number) == (1, 0, 0, 1)


def test_two_firsts_are_followed_by_the_third():
    found = {"a": 100}
    rows = ranking("pqs", found, [Given("p", "r", "a", 4), Given("q", "r", "a", 4), Given("s", "r", "a", 1)])
    assert [(row.proposal, row.rank, row.is_tied) for row in rows] == [("p", 1, True), ("q", 1, True), ("s", 3, False)]


def test_thirds_that_add_up_tie_exactly():
    found = {"a": 33, "b": 33, "c": 34}
    one = [
        Given("p", reviewer, criterion, points)
        for reviewer in "rst"
        for criterion, points in zip("abc", (1, 2, 3), strict=True)
    ]
    other = [Given("q", "r", criterion, points) for criterion, points in zip("abc", (1, 2, 3), strict=True)]
    rows = ranking("pq", found, [*one, *other])
    assert [row.rank for row in rows] == [1, 1]
