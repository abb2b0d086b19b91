"""What every test may ask for."""

import gc

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples
from wagtail.signal_handlers import disable_reference_index_auto_update

from hub.models import HomePage
from hub.services import set_up_site
from tests.migrated import begin_with_migrated_database

# The same examples in every run and no clock, so that a failure belongs to the change at hand. Look for new ones with
# `--hypothesis-profile=default`.
examples.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("same")


def pytest_collection_finish():
    """What is loaded by now stays: to look through all of it for garbage again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    begin_with_migrated_database(tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """An empty site stands in the database from the start: it takes longer to make than most tests take."""
    with django_db_blocker.unblock():
        set_up_site()
        # What a transactional test puts back when it has emptied the tables.
        connection._test_serialized_contents = connection.creation.serialize_db_to_string()


@pytest.fixture(scope="session", autouse=True)
def _no_index_of_references():
    """Which page uses which picture is Wagtail's own affair, and takes a third of the time of making a page."""
    with disable_reference_index_auto_update():
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def _first_language():
    """What a request before has chosen must not reach the next test."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def site(db):
    """The home page of an empty site, with its four sections in both languages."""
    return HomePage.objects.originals().get()
