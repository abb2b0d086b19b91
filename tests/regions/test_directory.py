"""The directory of brigades below the map: by area, page by page, narrowed to an area or a prefecture."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.models import BrigadePage, Region
from tests.bench.filling import Filling
from tests.factories import make_brigade, make_municipality, make_prefecture, translate
from tests.projects.reading import links, texts

pytestmark = pytest.mark.usefixtures("site")

LARGEST = 60_000
MANY = 1_000


@pytest.fixture
def japan(site):
    make_prefecture()
    make_prefecture("130001")


@pytest.fixture
def many(site):
    """Brigades all over Japan, ten of them in Kobe."""
    Filling()._add_brigades(range(MANY))


def body(response):
    return response.content.decode()


def names(response):
    """Of the brigades that the directory lists, each as often as it is there."""
    return re.findall(r'<li><a href="/(?:en/)?regions/[^/]+/"(?: lang="ja")?>([^<]+)</a>', body(response))


def headings(response):
    return [heading for heading in texts(response, "h3") if heading]


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address, headers={"cookie": "sessionid=none"})
    return len(captured)


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


@pytest.mark.usefixtures("many")
def test_thousand_brigades_are_there_page_by_page_and_each_page_is_light(client):
    seen, page, address = [], 0, "/regions/"
    while address:
        response, page = client.get(address), page + 1
        assert len(response.content) <= LARGEST
        seen += names(response)
        address = next(iter(re.findall(r'rel="next" href="([^"]+)"', body(response))), "")
        address = address and f"/regions/{address.replace('&amp;', '&')}"
    assert sorted(seen) == sorted(BrigadePage.objects.originals().values_list("title", flat=True))
    assert page == 9


@pytest.mark.usefixtures("many")
def test_map_and_counts_are_those_of_all_brigades_on_every_page(client):
    first, last = client.get("/regions/"), client.get("/regions/?page=9")
    tiles = [re.findall(r'class="tile tile--.*?</a>', body(response)) for response in (first, last)]
    assert tiles[0] == tiles[1]
    assert sum(int(number) for tile in tiles[0] for number in re.findall(r"<b>(\d+)</b>", tile)) == MANY
    assert texts(first, "result-count") == texts(last, "result-count")
    assert texts(first, "result-count")[0].startswith("1,000 のブリゲード")


@pytest.mark.usefixtures("many")
def test_many_brigades_can_be_narrowed_to_an_area_and_then_to_a_prefecture(client):
    kinki = client.get("/regions/?area=kinki")
    assert "/regions/?area=kinki#brigades-title" in links(client.get("/regions/"))
    assert "/regions/?region=280003#brigades-title" in links(kinki)
    assert "/regions/?region=130001#brigades-title" not in links(kinki)
    hyogo = Region.objects.get(code="280003")
    here = BrigadePage.objects.originals().in_region(hyogo).values_list("title", flat=True)
    response = client.get("/regions/?region=280003")
    assert sorted(names(response)) == sorted(here)
    assert headings(response) == [f"兵庫県 {len(here)}"]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(("address", "queries"), [("/regions/", 5), ("/regions/?area=kanto&page=2", 5)])
def test_directory_of_many_costs_what_one_of_few_does(client, address, queries):
    assert cost(client, address) == queries


@pytest.mark.usefixtures("many")
def test_prefecture_shows_the_first_brigades_and_leads_to_the_rest(client):
    response = client.get("/regions/hyogo/")
    assert len(texts(response, "card__title")) == 12
    assert "/regions/?region=280003#brigades-title" in links(response)


def test_prefecture_of_few_brigades_leads_nowhere_else(client, japan):
    for _number in range(12):
        make_brigade(regions=[make_municipality()])
    response = client.get("/regions/hyogo/")
    assert len(texts(response, "card__title")) == 12
    assert [link for link in links(response) if "region=" in link] == []
