"""One filled site for all that looks at every page: it takes longer to make than to look at."""

import pytest
from django.core.cache import cache
from django.db import transaction

from hub.services import set_up_site
from tests.sweeps.filling import fill


def pytest_collection_modifyitems(items):
    """All in one process, so that the site is filled once with few rows and once with many."""
    for item in items:
        if "tests/sweeps/filled/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("filled"))


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
