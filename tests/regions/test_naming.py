"""Which region is meant by what somebody typed."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from regions.naming import regions_named
from tests.factories import make_municipality, make_prefecture


@pytest.fixture(autouse=True)
def regions(db):
    make_prefecture()
    make_municipality()
    make_municipality("281018", "神戸市東灘区", "こうべしひがしなだく")
    make_municipality("132063", "府中市", "ふちゅうし", parent="130001")
    make_municipality("342084", "府中市", "ふちゅうし")


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("神戸市", ["281000"]),
        ("こうべし", ["281000"]),
        ("兵庫県神戸市", ["281000"]),
        ("兵庫", ["280003"]),
        ("ひょうご", ["280003"]),
        ("hyogo", ["280003"]),
        ("Tokyo, Hyogo", ["130001", "280003"]),
        ("神戸市, Hyogo", ["281000"]),
        ("神戸市 , 兵庫県", ["281000", "280003"]),
        ("281000", ["281000"]),
        ("神戸市東", ["281018"]),
        ("東京都府中市", ["132063"]),
        ("府中市, Tokyo", ["132063"]),
    ],
)
def test_region_is_found_by_any_of_its_names(typed, codes):
    with translation.override("en"):
        assert [region.code for region in regions_named([typed])] == codes


def test_several_of_one_name_are_told_apart_by_the_person():
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        regions_named(["府中市"])
    assert refused.value.messages == [
        "There are several regions called “府中市”. Which one: 府中市, Tokyo; 府中市, Hyogo?"
    ]


def test_every_wrong_name_is_said():
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        regions_named(["神戸市", "どこか", "そこ"])
    assert [text[:5] for text in refused.value.messages] == ["“どこか”", "“そこ” "]


def test_a_region_named_twice_is_one():
    assert [region.code for region in regions_named(["神戸市", "兵庫県神戸市"])] == ["281000"]
