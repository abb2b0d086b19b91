"""One filled site for all sweeps: it takes longer to make than to look at."""

import pytest
from django.core.cache import cache
from django.db import transaction

from hub.services import set_up_site

from .filling import fill


@pytest.fixture(scope="module", params=[3, 30], ids=["few", "many"])
def rows(request):
    return request.param


@pytest.fixture(scope="module")
def filled(rows, django_db_setup, django_db_blocker):
    """The site with `rows` of everything, and nothing of it afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        fill(set_up_site(), rows)
        yield rows
        transaction.set_rollback(True)
