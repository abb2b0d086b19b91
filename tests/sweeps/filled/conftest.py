"""One filled site for all that looks at every page: it takes longer to make than to look at."""

import pytest
from django.core.cache import cache
from django.db import transaction

from hub.services import set_up_site
from tests.sweeps.filling import fill


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """All in one process and in order, so that the site is filled once with few rows and once with many."""
    places = [place for place, item in enumerate(items) if "tests/sweeps/filled/" in str(item.path)]
    for place, item in zip(places, sorted((items[each] for each in places), key=_rows), strict=True):
        items[place] = item
        item.add_marker(pytest.mark.xdist_group("filled"))


def _rows(item):
    return item.callspec.params.get("rows", 0) if hasattr(item, "callspec") else 0


@pytest.fixture(scope="package", params=[3, 30], ids=["few", "many"])
def rows(request):
    return request.param


@pytest.fixture(scope="package")
def filled(rows, django_db_setup, django_db_blocker):
    """The site with `rows` of everything, and nothing of it afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        fill(set_up_site(), rows)
        yield rows
        transaction.set_rollback(True)
