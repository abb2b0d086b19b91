"""Challenges on the pages of prefectures."""

import pytest

from challenges.sections import challenges_of_prefecture
from tests.factories import make_challenge, make_municipality_page, make_prefecture

pytestmark = pytest.mark.usefixtures("site")


def test_prefecture_shows_challenges_of_its_municipalities_by_stage():
    make_challenge("終わった", stage="finished")
    make_challenge("募集中", stage="open")
    make_challenge("よそ", municipality=make_municipality_page(make_prefecture("130001")))
    section = challenges_of_prefecture(make_prefecture())
    assert ([card.title for card in section.cards], section.more_url) == (["募集中", "終わった"], "")


def test_prefecture_with_many_challenges_links_to_all_of_them():
    for number in range(7):
        make_challenge(f"課題{number}", stage="open")
    section = challenges_of_prefecture(make_prefecture())
    assert [card.title for card in section.cards] == [f"課題{number}" for number in range(6)]
    assert section.more_url == "/challenges/?region=280003"


def test_prefecture_without_challenges_has_an_empty_section():
    assert challenges_of_prefecture(make_prefecture()).cards == []
