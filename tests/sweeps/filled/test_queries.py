"""Every public page costs the same number of queries with 3 and with 30 rows in each list, from empty caches."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.sweeps.filling import PAGES, in_english

pytestmark = pytest.mark.django_db

BUDGET = 12
# Japanese, English. Two of each find out where the site's home pages are, which Wagtail then keeps in the cache.
COSTS = {
    "home": (12, 12),
    "projects": (9, 10),
    "projects, filtered": (10, 11),
    "projects, none": (6, 6),
    "project": (12, 12),
    "project with little": (12, 12),
    "project, updates": (7, 8),
    "challenges": (7, 8),
    "challenges, filtered": (8, 9),
    "municipality": (8, 9),
    "challenge": (11, 11),
    "challenge, finished": (12, 12),
    "outcomes": (6, 7),
    "outcomes, filtered": (6, 7),
    "funnel": (4, 4),
    "funnel, filtered": (7, 7),
    "regions": (7, 8),
    "prefecture": (12, 12),
    "prefecture, empty": (9, 9),
    "brigade": (10, 10),
    "events": (7, 9),
    "series": (7, 8),
    "event": (8, 9),
    "event, past": (10, 11),
    "search": (2, 2),
    "search with hits": (4, 4),
    "search without hits": (4, 4),
    "search, needs": (2, 2),
    "search, filtered": (2, 2),
    "search, words and filters": (4, 4),
    "search, nothing fits": (3, 3),
    "text": (6, 6),
}


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
    assert {kind: uncached_costs(path) for kind, path in PAGES.items()} == COSTS


def test_no_page_costs_more_than_the_budget():
    assert {kind for kind, costs in COSTS.items() if max(costs) > BUDGET} == set()


def test_kept_page_costs_at_most_one_query(filled):
    client = Client()
    addresses = [address for path in PAGES.values() for address in (path, in_english(path))]
    for address in addresses:
        client.get(address)
    assert [address for address in addresses if cost(client, address) > 1] == []
