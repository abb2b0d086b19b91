"""A thousand brigades cost and weigh what eighty do, and every one of them is found."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from regions.models import BrigadePage, Region
from tests.bench.filling import Filling
from tests.projects.reading import links, texts

from .reading import body, headings, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("many")]

LARGEST = 60_000
MANY = 1_000


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker):
    """Brigades all over Japan, ten of them in Kobe, and nothing of them afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        Filling()._add_brigades(range(MANY))
        yield
        transaction.set_rollback(True)


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address, headers={"cookie": "sessionid=none"})
    return len(captured)


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


def test_map_and_counts_are_those_of_all_brigades_on_every_page(client):
    first, last = client.get("/regions/"), client.get("/regions/?page=9")
    tiles = [re.findall(r'class="tile tile--.*?</a>', body(response)) for response in (first, last)]
    assert tiles[0] == tiles[1]
    assert sum(int(number) for tile in tiles[0] for number in re.findall(r"<b>(\d+)</b>", tile)) == MANY
    assert texts(first, "result-count") == texts(last, "result-count")
    assert texts(first, "result-count")[0].startswith("1,000 のブリゲード")


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


@pytest.mark.parametrize(("address", "queries"), [("/regions/", 5), ("/regions/?area=kanto&page=2", 5)])
def test_directory_of_many_costs_what_one_of_few_does(client, address, queries):
    assert cost(client, address) == queries


def test_prefecture_shows_the_first_brigades_and_leads_to_the_rest(client):
    response = client.get("/regions/hyogo/")
    assert len(texts(response, "card__title")) == 12
    assert "/regions/?region=280003#brigades-title" in links(response)
