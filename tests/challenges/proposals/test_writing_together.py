"""Beginning drafts, and what becomes of sections that several people write at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from challenges.proposals.fields import TEXTS
from challenges.proposals.models import Proposal
from challenges.proposals.seen import as_field, from_field
from challenges.proposals.services import begin_proposal
from challenges.proposals.services.drafting import MOST_DRAFTS, merged
from challenges.proposals.stages import COUNTED, MOVES, Stage, check_move
from tests.factories import make_user

from .making import BEFORE, DEADLINE, make_open_challenge

WRITTEN = st.fixed_dictionaries({name: st.sampled_from(["", "一", "二", "三"]) for name in TEXTS})


@given(base=WRITTEN, there=WRITTEN, mine=WRITTEN)
def test_nothing_that_somebody_wrote_is_lost(base, there, mine):
    """Section by section: what only I changed is written, what only others changed stays, what both changed is told."""
    written, told = merged(there, mine, from_field(as_field(base)))
    for name in TEXTS:
        i_changed, they_changed = mine[name] != base[name], there[name] != base[name]
        if not i_changed or mine[name] == there[name]:
            assert name not in written
            assert name not in told
        elif not they_changed or not there[name]:
            assert written[name] == mine[name]
        else:
            assert told[name] == there[name]
            assert name not in written


@given(st.text(max_size=300))
def test_field_of_digests_takes_whatever_is_sent(value):
    assert set(from_field(value)) in (set(), set(TEXTS))


@pytest.mark.parametrize("before", Stage)
@pytest.mark.parametrize("after", Stage)
def test_moves_are_those_of_the_table(before, after):
    if after in MOVES[before]:
        check_move(before=before, after=after)
        return
    with pytest.raises(ValidationError):
        check_move(before=before, after=after)


def test_nothing_enters_the_competition_but_through_submitting():
    into = {
        before for before, afters in MOVES.items() for after in afters if after in COUNTED and before not in COUNTED
    }
    assert into == {Stage.DRAFT}
    assert [each for each in MOVES[Stage.DRAFT] if each in COUNTED] == [Stage.SUBMITTED]


@pytest.mark.django_db
def test_one_person_begins_so_many_for_a_challenge(site):
    challenge, lead = make_open_challenge(), make_user("lead@tomoni.example")
    for _time in range(MOST_DRAFTS):
        begin_proposal(challenge=challenge, by=lead, now=BEFORE)
    with pytest.raises(ValidationError, match=str(MOST_DRAFTS)):
        begin_proposal(challenge=challenge, by=lead, now=BEFORE)
    assert Proposal.objects.count() == MOST_DRAFTS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "now"),
    [({}, DEADLINE), ({"opens_at": BEFORE + timedelta(seconds=1)}, BEFORE), ({"stage": "preparing"}, BEFORE)],
)
def test_nothing_is_begun_before_it_opens_or_after_it_closes(site, fields, now):
    challenge, lead = make_open_challenge(**fields), make_user("lead@tomoni.example")
    with pytest.raises(ValidationError):
        begin_proposal(challenge=challenge, by=lead, now=now)
