"""Setting criteria, as an officer sees it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from freezegun import freeze_time

from challenges.reviews.models import Criterion
from challenges.reviews.services import set_criteria
from tests.sending import send, values_of

from .conftest import AT
from .making import DAY, NOW, closed_challenge

pytestmark = pytest.mark.django_db
URL = f"{AT}criteria/"


@pytest.fixture
def open_challenge(kobe):
    return closed_challenge(kobe, closes_at=NOW + DAY)


def two(**more):
    """Everything else is emptied."""
    empty = {
        f"{name}_{place}": ""
        for name in ("name_ja", "name_en", "meaning_ja", "meaning_en", "weight")
        for place in range(1, 11)
    }
    return {**empty, "name_ja_1": "効果", "weight_1": "60", "name_ja_2": "費用", "weight_2": "40", **more}


def words_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def stored():
    return list(Criterion.objects.values_list("position", "name_ja", "weight"))


def test_proposed_criteria_are_in_the_form_until_others_are_set(open_challenge, officer, browse):
    page = browse(officer).get(URL)
    values = values_of(BeautifulSoup(page.content, "html.parser").select_one("main form"))
    assert (values["name_ja_1"], values["weight_2"], values["name_ja_6"]) == (["課題理解"], ["30"], [""])
    assert "まだ設定されていません" in words_of(page)
    assert stored() == []


def test_criteria_are_saved_and_shown_on_the_public_page(open_challenge, officer, browse):
    answer = send(browse(officer), URL, **two(meaning_ja_1="目標に近づくか"))
    assert answer["Location"] == URL
    assert stored() == [(1, "効果", 60), (2, "費用", 40)]
    public = words_of(browse(None).get(open_challenge.address()))
    assert "効果 60 % 目標に近づくか" in public
    assert "課題理解" not in public


def test_public_page_announces_what_counts_if_nothing_is_set(open_challenge, browse):
    assert "課題理解 20 %" in words_of(browse(None).get(open_challenge.address()))


def test_gap_between_criteria_closes(open_challenge, officer, browse):
    send(browse(officer), URL, **two(name_ja_2="", weight_2="", name_ja_9="費用", weight_9="40"))
    assert stored() == [(1, "効果", 60), (2, "費用", 40)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"weight_2": "39"}, "合計は99%"),
        ({"weight_2": "0"}, "1 以上"),
        ({"weight_2": "4０.5"}, "整数"),
        ({"name_ja_2": ""}, "名前を付けるか"),
        ({"weight_2": ""}, "整数のパーセント"),
        ({"name_ja_2": "効果"}, "同じ名前"),
    ],
    ids=["sum", "nought", "fraction", "no-name", "no-weight", "twice"],
)
def test_criteria_that_do_not_fit_are_told_and_nothing_typed_is_lost(open_challenge, officer, browse, typed, said):
    page = send(browse(officer), URL, **two(meaning_ja_1="長い説明", **typed))
    assert page.status_code == 200
    assert said in words_of(page)
    assert "長い説明" in page.content.decode()
    assert stored() == []


def test_criteria_are_frozen_once_it_has_closed(open_challenge, officer, browse):
    set_criteria(challenge=open_challenge, rows=[{"name_ja": "効果", "weight": 100}], by=officer, now=NOW)
    with freeze_time(open_challenge.closes_at):
        page = browse(officer).get(URL)
    assert "変更できません" in words_of(page)
    assert BeautifulSoup(page.content, "html.parser").select("main form") == []


def test_form_that_was_open_when_it_closed_is_refused_in_words_and_keeps_its_text(open_challenge, officer, browse):
    client = browse(officer)
    with freeze_time(open_challenge.closes_at - timedelta(minutes=1)) as clock:
        values = values_of(BeautifulSoup(client.get(URL).content, "html.parser").select_one("main form"))
        clock.move_to(open_challenge.closes_at)
        page = client.post(URL, {**values, **two(meaning_ja_1="長い説明")})
    assert "変更できません" in words_of(page)
    assert "長い説明" in page.content.decode()
    assert stored() == []


def test_begin_again_offers_the_proposed_ones_and_changes_nothing(open_challenge, officer, browse):
    set_criteria(challenge=open_challenge, rows=[{"name_ja": "別", "weight": 100}], by=officer, now=NOW)
    page = browse(officer).get(f"{URL}?presets=1")
    assert "課題理解" in page.content.decode()
    assert stored() == [(1, "別", 100)]
