"""Every public page costs the same number of queries with 3 and with 30 rows in each list, from empty caches."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .filling import PAGES, in_english

pytestmark = pytest.mark.django_db

BUDGET = 12
# Japanese, English. Two of each find out where the site's home pages are, which Wagtail then keeps in the cache.
COSTS = {
    "home": (12, 12),
    "projects": (10, 12),
    "projects, filtered": (11, 13),
    "projects, none": (6, 7),
    "project": (10, 12),
    "project with little": (10, 11),
    "challenges": (7, 9),
    "municipality": (8, 10),
    "challenge": (11, 13),
    "regions": (7, 8),
    "prefecture": (12, 15),
    "prefecture, empty": (8, 9),
    "brigade": (11, 13),
    "events": (7, 10),
    "series": (7, 9),
    "event": (8, 10),
    "search": (1, 1),
    "search without hits": (3, 3),
    "text": (6, 6),
}
# One for the rows of each kind that is among the first hits, and two for the covers of each.
SEARCH_COSTS = {3: (14, 14), 30: (5, 5)}
KNOWN_OVER_BUDGET = {"brigade", "challenge", "prefecture", "projects, filtered"}


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries)


def uncached_costs(path):
    return tuple(_uncached_cost(address) for address in (path, in_english(path)))


def _uncached_cost(address):
    """After one look that finds out about content types, of which a process asks once in its life."""
    client = Client(headers={"cookie": f"{settings.SESSION_COOKIE_NAME}=none"})  # asks past the kept pages
    client.get(address)
    cache.clear()
    return cost(client, address)


def test_page_costs_the_same_for_few_and_for_many_rows(filled):
    assert {kind: uncached_costs(PAGES[kind]) for kind in PAGES if kind != "search with hits"} == COSTS


def test_search_costs_at_most_what_its_kinds_of_hits_do(filled):
    assert uncached_costs(PAGES["search with hits"]) == SEARCH_COSTS[filled]


def test_pages_over_the_budget_are_the_known_ones():
    assert {kind for kind, costs in COSTS.items() if max(costs) > BUDGET} == KNOWN_OVER_BUDGET


def test_kept_page_costs_at_most_one_query(filled):
    client = Client()
    addresses = [address for path in PAGES.values() for address in (path, in_english(path))]
    for address in addresses:
        client.get(address)
    assert [address for address in addresses if cost(client, address) > 1] == []
