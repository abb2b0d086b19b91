"""The table of moves, whatever the stage and the move."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from challenges.questions.stages import MOVES, Move, Side, Stage, moves_of, stage_after


@given(move=st.sampled_from(Move), stage=st.sampled_from(Stage))
def test_move_leads_where_the_table_says_or_is_refused(move, stage):
    if MOVES[move].at == stage:
        assert stage_after(move, stage=stage) == MOVES[move].leads
    else:
        with pytest.raises(ValidationError):
            stage_after(move, stage=stage)


@given(side=st.sampled_from(Side), stage=st.sampled_from(Stage))
def test_a_side_is_offered_what_it_may_do_and_nothing_else(side, stage):
    offered = moves_of(side, stage)
    assert all(MOVES[move].by is side and MOVES[move].at == stage for move in offered)
    assert stage in {Stage.WAITING, Stage.ANSWERED} or offered == []
