"""The directory of brigades below the map: by area, page by page, narrowed to an area or a prefecture."""

import re

import pytest

from tests.factories import make_brigade, make_municipality, make_prefecture, translate
from tests.projects.reading import links, texts

from .reading import body, headings, names

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def japan(site):
    make_prefecture()
    make_prefecture("130001")


def test_brigade_of_two_areas_stands_in_both_and_once_in_each(client, japan):
    tanba = make_municipality("282219", "丹波篠山市", "たんばささやまし")
    make_brigade("Code for Both", regions=[make_municipality(), tanba, make_prefecture("130001")])
    response = client.get("/regions/")
    assert headings(response) == ["関東 1", "近畿 1"]
    assert names(response) == ["Code for Both"] * 2
    assert texts(response, "result-count") == ["1 のブリゲード （2 都道府県）"]


def test_directory_narrowed_to_an_area_leaves_the_map_whole(client, japan):
    make_brigade("Code for Kobe", regions=[make_municipality()])
    make_brigade("Code for Tokyo", regions=[make_prefecture("130001")])
    response = client.get("/regions/?area=kinki")
    assert names(response) == ["Code for Kobe"]
    assert len(re.findall(r"class=\"tile tile--[123]\"", body(response))) == 2
    assert "/regions/" in links(response)


def test_directory_narrowed_to_a_prefecture_has_those_who_work_in_it(client, japan):
    make_brigade("Code for Kobe", regions=[make_municipality()])
    make_brigade("Code for Both", regions=[make_prefecture(), make_prefecture("130001")])
    make_brigade("Code for Tokyo", regions=[make_prefecture("130001")])
    response = client.get("/regions/?region=280003")
    assert names(response) == ["Code for Both", "Code for Kobe"]
    assert headings(response) == ["兵庫県 2"]
    assert "Brigades in Hyogo" in texts(client.get("/en/regions/?region=280003"), "h2")


def test_directory_of_a_prefecture_without_brigades_says_so(client, japan):
    make_brigade("Code for Kobe", regions=[make_municipality()])
    response = client.get("/regions/?region=130001")
    assert names(response) == []
    assert texts(response, "empty__title") == ["ブリゲードはまだ知られていません。"]


@pytest.mark.parametrize("query", ["?area=atlantis", "?region=990000", "?region=28", "?page=zero"])
def test_directory_narrowed_to_nothing_known_is_whole(client, japan, query):
    make_brigade("Code for Kobe", regions=[make_municipality()])
    assert names(client.get(f"/regions/{query}")) == ["Code for Kobe"]


def test_few_brigades_stand_on_one_page_without_ways_to_narrow(client, japan):
    make_brigade("Code for Kobe", regions=[make_municipality()])
    response = client.get("/regions/")
    assert texts(response, "pagination") == []
    assert [link for link in links(response) if "?" in link] == []


def test_english_directory_names_translated_brigades_in_english(client, japan):
    brigade = make_brigade("コード・フォー・コウベ", regions=[make_municipality(), make_prefecture("130001")])
    translate(brigade, "en", title="Code for Kobe")
    response = client.get("/en/regions/")
    assert names(response) == ["Code for Kobe"] * 2
    assert headings(response) == ["Kanto 1", "Kinki 1"]


def test_brigade_of_many_places_is_told_by_the_first_few(client, japan):
    towns = [make_municipality(f"2810{number:02}", f"町{number}") for number in range(10, 40)]
    make_brigade("Code for Hyogo", regions=towns)
    assert "兵庫県町10 / 兵庫県町11 / ほか 28 地域" in body(client.get("/regions/"))


def test_prefecture_of_few_brigades_leads_nowhere_else(client, japan):
    for _number in range(12):
        make_brigade(regions=[make_municipality()])
    response = client.get("/regions/hyogo/")
    assert len(texts(response, "card__title")) == 12
    assert [link for link in links(response) if "region=" in link] == []
