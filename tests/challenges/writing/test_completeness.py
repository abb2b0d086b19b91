"""How complete a challenge is: each part that is told takes its line from the list, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.models import ChallengePage
from challenges.stages import Stage
from challenges.writing.completeness import PARTS, asked_for_before_submitting, standing_of
from pages.models import Topic

BLANKS = st.sampled_from(["", " ", "\n", "　"])
WORDS = st.text(min_size=1, max_size=20).filter(lambda text: text.strip())
TELLING = {
    **{
        name: {name: "書いた。"}
        for name in ("problem", "affected", "tried", "goal", "goal_measure", "support", "conditions", "after_pilot")
    },
    "contact": {"contact": "広報課"},
    "affected_number": {"affected_number": 3800, "affected_counted": "児童"},
    "budget_kind": {"budget_kind": "none"},
    "is_open_source": {"is_open_source": False},
    "closes_at": {"closes_at": object()},
}
"""What tells each part."""


def told(names, **fields):
    page = ChallengePage(title="見本")
    for name in names - {"topics"}:
        for field, value in TELLING[name].items():
            setattr(page, field, value)
    page.topics.set([Topic(pk=1)] if "topics" in names else [])
    for field, value in fields.items():
        setattr(page, field, value)
    return page


NAMES = [part.field for part in PARTS]


@given(st.sets(st.sampled_from(NAMES)))
def test_missing_are_those_that_nobody_has_told(names):
    standing = standing_of(told(names))
    assert [part.field for part in standing.missing] == [name for name in NAMES if name not in names]
    assert (standing.told, standing.total) == (len(names), len(NAMES))
    assert {part.field for part in standing.required} <= {part.field for part in standing.missing}


@given(st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_telling_one_more_part_takes_it_alone_off_the_list(names, one):
    before, after = standing_of(told(names - {one})), standing_of(told(names | {one}))
    assert [part.field for part in before.missing if part not in after.missing] == [one]


@given(BLANKS, WORDS)
def test_blanks_tell_nothing(blank, words):
    assert "problem" in {part.field for part in standing_of(told(set(), problem=blank)).missing}
    assert "problem" not in {part.field for part in standing_of(told(set(), problem=words)).missing}


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"budget_kind": "up_to"}, False),
        ({"budget_kind": "up_to", "budget_yen": 500_000}, True),
        ({"budget_kind": "fixed", "budget_yen": 1}, True),
        ({"budget_kind": "undecided"}, True),
        ({"budget": "50万円まで"}, True),
        ({"budget_yen": 500_000}, False),
    ],
)
def test_amount_is_told_with_its_kind(fields, is_told):
    assert ("budget_kind" not in {part.field for part in standing_of(told(set(), **fields)).missing}) is is_told


def test_number_needs_what_was_counted():
    assert "affected_number" in {part.field for part in standing_of(told(set(), affected_number=9)).missing}


@pytest.mark.parametrize("stage", Stage.values)
def test_only_those_who_can_still_get_proposals_are_asked_for_the_rest(site, stage):
    page = told(set(), stage=stage, locale=site.locale)
    assert bool(asked_for_before_submitting(page)) is (stage in {"preparing", "open"})
