"""The table of moves, and random lives of a request along it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from integrations.mail.models import Letter
from projects.joining.models import JoinRequest, Membership
from projects.joining.services import make_owner, move_request
from projects.joining.stages import ENDS, MOVES, Move, Side, Stage, moves_of, stage_after
from tests.factories import make_project

from .conftest import NOW, ask, person

ALL = [(move, stage, side) for move in Move for stage in Stage for side in Side]
ALLOWED = [each for each in ALL if each[2] is MOVES[each[0]].by and each[1] in MOVES[each[0]].leads]


def test_table_speaks_of_every_move():
    assert set(MOVES) == set(Move)


@pytest.mark.parametrize(("move", "stage", "side"), ALLOWED)
def test_move_of_the_table_leads_where_it_says(move, stage, side):
    assert stage_after(move, stage=stage, side=side, words="はい") == MOVES[move].leads[stage]


@pytest.mark.parametrize(("move", "stage", "side"), [each for each in ALL if each not in ALLOWED])
def test_move_that_is_not_in_the_table_is_refused(move, stage, side):
    with pytest.raises(ValidationError) as refused:
        stage_after(move, stage=stage, side=side, words="はい")
    assert refused.value.code == "illegal_move"


@pytest.mark.parametrize("stage", Stage)
def test_exactly_the_ends_have_no_moves(stage):
    assert (not moves_of(Side.OWNERS, stage) and not moves_of(Side.ASKER, stage)) == (stage in ENDS)


@pytest.mark.parametrize("move", [Move.WRITE, Move.ANSWER, Move.DECLINE])
def test_words_are_needed_where_the_other_side_would_wonder(move):
    with pytest.raises(ValidationError) as refused:
        stage_after(move, stage=Stage.ASKED, side=MOVES[move].by, words=" \n")
    assert refused.value.code == "no_words"


def test_refusal_says_what_would_be_possible():
    with override("en"), pytest.raises(ValidationError) as refused:
        stage_after(Move.ACCEPT, stage=Stage.ASKED, side=Side.ASKER)
    assert refused.value.messages == ["That is not your move. The request is “asked”; you can: write, withdraw."]


class LifeOfARequest(RuleBasedStateMachine):
    """Both sides do whatever comes to their minds; a model of the table says what must come of it."""

    @initialize()
    def begin(self):
        self.around = transaction.atomic()
        self.around.__enter__()
        self.project = make_project()
        self.people = {Side.OWNERS: person("Hana"), Side.ASKER: person("Taro")}
        make_owner(project=self.project, user=self.people[Side.OWNERS], now=NOW)
        self.request = ask(self.project, self.people[Side.ASKER])
        self.stage, self.moves = Stage.ASKED, 1

    def teardown(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @rule(move=st.sampled_from(Move), side=st.sampled_from(Side), words=st.sampled_from(["", "はい", "いいえ", "<b>"]))
    def somebody_moves(self, move, side, words):
        allowed = side is MOVES[move].by and self.stage in MOVES[move].leads
        allowed = allowed and bool(words or not MOVES[move].needs_words)
        try:
            move_request(request=self.request, move=move, by=self.people[side], words=words, now=NOW)
        except ValidationError:
            assert not allowed
        else:
            assert allowed
            self.stage = MOVES[move].leads[self.stage]

    @rule(words=st.text(min_size=1, max_size=5).filter(lambda text: "\0" not in text))
    def the_asker_asks_again(self, words):
        """While one is open, that is the one; a new one only after an end, and not right after a refusal."""
        asker = self.people[Side.ASKER]
        if self.stage in {Stage.ACCEPTED, Stage.DECLINED}:
            with pytest.raises(ValidationError):
                ask(self.project, asker, words)
            return
        again = ask(self.project, asker, words)
        assert (again == self.request) == (self.stage not in ENDS)
        self.request, self.stage = again, Stage(again.stage)

    @invariant()
    def rows_say_what_the_model_says(self):
        self.request.refresh_from_db()
        assert self.request.stage == self.stage
        assert (self.request.decided_at is not None) == (self.stage in ENDS)
        assert (self.request.waits_for_owner_since is not None) == (self.stage == Stage.ASKED)
        is_in = Membership.objects.filter(project=self.project, user=self.people[Side.ASKER]).exists()
        assert is_in == (self.stage == Stage.ACCEPTED)
        assert JoinRequest.objects.open().filter(project=self.project).count() == (self.stage not in ENDS)

    @invariant()
    def each_asking_is_one_mail_to_the_owner_and_each_decision_one_to_the_asker(self):
        askings = JoinRequest.objects.filter(project=self.project)
        assert Letter.objects.filter(key__startswith="join:", key__contains=":asked:").count() == askings.count()
        decided = askings.filter(stage__in=[Stage.ACCEPTED, Stage.DECLINED])
        assert Letter.objects.filter(key__startswith="join:", key__contains=":decided:").count() == decided.count()


def test_whatever_people_do_the_request_goes_along_the_table(site):
    run_state_machine_as_test(
        LifeOfARequest,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )
