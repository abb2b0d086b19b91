"""Which prefectures lie side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.choices import prefectures
from regions.neighbours import neighbours_of

CODES = [each.code for each in prefectures()]


def names(code):
    by_code = {each.code: each.slug for each in prefectures()}
    return {by_code[each] for each in neighbours_of(code)}


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_neighbours_are_neighbours_of_one_another(one, other):
    assert (one in neighbours_of(other)) == (other in neighbours_of(one))


@given(st.sampled_from(CODES))
def test_everybody_has_neighbours_and_nobody_is_the_own(code):
    assert neighbours_of(code)
    assert code not in neighbours_of(code)


def test_all_of_japan_hangs_together():
    reached, waiting = set(), [CODES[0]]
    while waiting:
        code = waiting.pop()
        if code not in reached:
            reached.add(code)
            waiting += neighbours_of(code)
    assert reached == set(CODES)


@pytest.mark.parametrize(
    ("code", "beside"),
    [
        ("010006", {"aomori"}),
        ("470007", {"kagoshima"}),
        ("130001", {"saitama", "chiba", "kanagawa", "yamanashi"}),
        ("280003", {"osaka", "kyoto", "tottori", "okayama", "tokushima"}),
        ("200000", {"gunma", "saitama", "yamanashi", "shizuoka", "aichi", "gifu", "toyama", "niigata"}),
        ("370002", {"tokushima", "ehime", "okayama"}),
    ],
)
def test_some_that_everybody_knows(code, beside):
    assert names(code) == beside


def test_municipality_has_the_neighbours_of_its_prefecture():
    assert neighbours_of("281000") == neighbours_of("280003")


@pytest.mark.parametrize("code", ["", "99", "990000", "x"])
def test_unknown_code_has_none(code):
    assert neighbours_of(code) == ()
