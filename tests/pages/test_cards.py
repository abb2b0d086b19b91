"""The values that templates draw."""

import pytest

from pages.cards import Badge, Card, Figure, Person, Tile


def test_badge_refuses_a_tone_that_no_style_draws():
    with pytest.raises(ValueError, match="tone is 'loud', not one of now, alive, action, quiet, warn"):
        Badge("募集中", "loud")


def test_figure_refuses_an_unknown_state():
    with pytest.raises(ValueError, match="state is 'stale'"):
        Figure("Stars", 3, state="stale")


@pytest.mark.parametrize(
    ("value", "state", "shown"),
    [
        (0, "known", "known"),
        (None, "known", "unknown"),
        (None, "partial", "unknown"),
        (31, "gone", "gone"),
        (None, "pending", "pending"),
    ],
)
def test_figure_without_a_value_is_unknown_and_nought_is_known(value, state, shown):
    assert Figure("Stars", value, state=state).shown_state == shown


def test_tile_refuses_a_shade_that_no_style_draws():
    with pytest.raises(ValueError, match="level is 4"):
        Tile("130001", "東京", "/regions/tokyo/", 13, 8, 9, level=4)


def test_card_pairs_each_note_with_an_icon_or_none():
    assert Card("題", "/x/", meta=("オンライン", ("place", "神戸市"))).meta_pairs == [
        ("", "オンライン"),
        ("place", "神戸市"),
    ]


@pytest.mark.parametrize(
    ("fields", "has_foot"),
    [({}, False), ({"footer": "3人"}, True), ({"spark": (1, None)}, True), ({"people": (Person("A"),)}, True)],
)
def test_card_has_a_foot_only_when_something_stands_in_it(fields, has_foot):
    assert Card("題", "/x/", **fields).has_foot == has_foot


def test_person_keeps_initial_and_colour_of_the_name():
    person = Person(" tomoni ")
    assert (person.initial, person.tone) == ("T", Person(" tomoni ").tone)
    assert Person("").initial == ""
