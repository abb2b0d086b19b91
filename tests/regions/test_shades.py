"""The shades of the map."""

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from regions.shades import Shades

counts = st.lists(st.integers(0, 60), max_size=47)


def test_shades_share_out_the_counts_that_occur():
    shades = Shades([1, 1, 1, 2, 3, 4, 5, 12, 0])
    assert [shades.level(count) for count in (0, 1, 2, 3, 4, 5, 12)] == [0, 1, 1, 2, 2, 3, 3]


def test_legend_says_what_each_shade_means():
    with override("en"):
        assert Shades([1, 2, 3, 4, 5, 12]).legend() == ["none", "1–2", "3–4", "5–12"]
        assert Shades([1, 1]).legend() == ["none", "1"]
        assert Shades([]).legend() == ["none"]


@given(counts)
def test_none_is_palest_and_more_is_never_paler(numbers):
    shades = Shades(numbers)
    levels = [shades.level(count) for count in sorted({0, *numbers})]
    assert levels[0] == 0
    assert levels == sorted(levels)
    assert all(1 <= level <= 3 for level in levels[1:])


@given(counts)
def test_legend_names_every_level_that_occurs(numbers):
    shades = Shades(numbers)
    assert len(shades.legend()) == len({0, *map(shades.level, numbers)})
