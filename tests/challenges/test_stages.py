"""The table of stages."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from challenges.stages import MOVES, READING_ORDER, USUAL_WAY, Stage, ahead, behind, check_move

ALL = [(before, after) for before in Stage for after in Stage]


@pytest.mark.parametrize(("before", "after"), [(before, after) for before in Stage for after in MOVES[before]])
def test_move_of_the_table_is_allowed(before, after):
    check_move(before=before, after=after)


@pytest.mark.parametrize(("before", "after"), [(b, a) for b, a in ALL if a != b and a not in MOVES[b]])
def test_move_that_is_not_in_the_table_is_refused(before, after):
    with pytest.raises(ValidationError) as refused:
        check_move(before=before, after=after)
    assert refused.value.code == "illegal_move"


@pytest.mark.parametrize("stage", Stage)
def test_staying_is_no_move(stage):
    check_move(before=stage, after=stage)


def test_refusal_says_what_would_be_possible():
    with override("en"), pytest.raises(ValidationError) as refused:
        check_move(before=Stage.PILOT, after=Stage.OPEN)
    with override("en"):
        assert refused.value.messages == [
            "A challenge cannot go from “pilot” to “open”. Possible now: finished、withdrawn."
        ]


def test_table_speaks_of_every_stage_once():
    assert set(MOVES) == set(Stage)
    assert sorted(READING_ORDER) == sorted(Stage)
    assert {after for moves in MOVES.values() for after in moves} <= set(Stage)


def test_finished_and_withdrawn_are_the_only_ends():
    assert {stage for stage in Stage if not MOVES[stage]} == {Stage.FINISHED, Stage.WITHDRAWN}


def test_every_other_stage_may_be_withdrawn():
    assert all(Stage.WITHDRAWN in moves for moves in MOVES.values() if moves)


def test_usual_way_follows_the_table_to_an_end():
    assert all(after in MOVES[before] for before, after in pairwise(USUAL_WAY))
    assert MOVES[USUAL_WAY[-1]] == ()


def test_only_what_no_way_avoids_lies_behind():
    assert behind(Stage.PREPARING) == ()
    assert behind(Stage.SCREENING) == (Stage.PREPARING, Stage.OPEN)
    assert behind(Stage.PILOT) == (Stage.PREPARING, Stage.OPEN, Stage.SELECTED)
    assert behind(Stage.WITHDRAWN) == (Stage.PREPARING,)


def test_what_usually_follows_ends_with_the_end():
    assert ahead(Stage.SELECTED) == (Stage.PILOT, Stage.FINISHED)
    assert ahead(Stage.FINISHED) == ahead(Stage.WITHDRAWN) == ()
