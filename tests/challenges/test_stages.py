"""The table of stages."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from challenges.stages import (
    MOVES,
    READING_ORDER,
    USUAL_WAY,
    Hand,
    Stage,
    ahead,
    behind,
    check_move,
    moves_of,
    stages_after,
)

ALL = [(before, after) for before in Stage for after in Stage]


@pytest.mark.parametrize(("before", "after"), [(before, after) for before in Stage for after in stages_after(before)])
def test_move_of_the_table_is_allowed(before, after):
    check_move(before=before, after=after)


@pytest.mark.parametrize(("before", "after"), [(b, a) for b, a in ALL if a != b and a not in stages_after(b)])
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
    assert {move.to for moves in MOVES.values() for move in moves} <= set(Stage)


def test_finished_and_withdrawn_are_the_only_ends():
    assert {stage for stage in Stage if not MOVES[stage]} == {Stage.FINISHED, Stage.WITHDRAWN}


def test_every_other_stage_may_be_withdrawn():
    assert all(Stage.WITHDRAWN in stages_after(stage) for stage in Stage if MOVES[stage])


def test_usual_way_follows_the_table_to_an_end():
    assert all(after in stages_after(before) for before, after in pairwise(USUAL_WAY))
    assert MOVES[USUAL_WAY[-1]] == ()


def test_only_what_no_way_avoids_lies_behind():
    assert behind(Stage.PREPARING) == ()
    assert behind(Stage.SCREENING) == (Stage.PREPARING, Stage.OPEN)
    assert behind(Stage.PILOT) == (Stage.PREPARING, Stage.OPEN, Stage.SELECTED)
    assert behind(Stage.WITHDRAWN) == (Stage.PREPARING,)


def test_what_usually_follows_ends_with_the_end():
    assert ahead(Stage.SELECTED) == (Stage.PILOT, Stage.FINISHED)
    assert ahead(Stage.FINISHED) == ahead(Stage.WITHDRAWN) == ()


def test_clock_opens_and_closes_and_publication_opens():
    by = {hand: {(before, move.to) for before in Stage for move in moves_of([hand], before)} for hand in Hand}
    assert by[Hand.CLOCK] == {(Stage.PREPARING, Stage.OPEN), (Stage.OPEN, Stage.CLOSED)}
    assert by[Hand.WORKFLOW] == {(Stage.PREPARING, Stage.OPEN)}


def test_programme_office_alone_opens_again_what_officers_do_it_does_as_well():
    officer, office = (
        {(before, move.to) for before in Stage for move in moves_of([hand], before)}
        for hand in (Hand.OFFICER, Hand.OFFICE)
    )
    assert office - officer == {(Stage.CLOSED, Stage.OPEN)}
    assert officer - office == set()


def test_every_early_end_and_every_way_back_asks_for_words():
    silent = {(before, move.to) for before in Stage for move in moves_of([Hand.OFFICE], before) if not move.needs_words}
    assert silent == {
        (Stage.PREPARING, Stage.OPEN),
        (Stage.CLOSED, Stage.SCREENING),
        (Stage.CLOSED, Stage.SELECTED),
        (Stage.SCREENING, Stage.SELECTED),
        (Stage.SELECTED, Stage.PILOT),
        (Stage.PILOT, Stage.FINISHED),
    }


def test_move_of_another_hand_is_refused_with_whose_it_is():
    with override("en"), pytest.raises(ValidationError) as refused:
        check_move(before=Stage.CLOSED, after=Stage.OPEN, hands=[Hand.OFFICER])
    assert refused.value.code == "not_your_move"
    with override("en"):
        assert "only the programme office can make" in refused.value.messages[0]
