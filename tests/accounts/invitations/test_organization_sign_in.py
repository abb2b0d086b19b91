"""Officers who sign in at their municipality (OpenID Connect): the way from the mail into the admin."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model

from tests.accounts.signin.round_trips import through
from tests.factories import make_user
from tests.oidc_server.server import OpenIDServer

from .conftest import ADDRESS, browser

pytestmark = pytest.mark.usefixtures("site")
LOGIN = "/accounts/oidc/city/login/"
NEEDED = "二段階認証が必要です"


@pytest.fixture
def city(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    with OpenIDServer() as server:
        settings.OIDC_PROVIDERS = [server.organization()]
        yield server


@pytest.fixture
def asks_for_two(city, settings):
    """The municipality's server asks for a second factor itself, and the operator says so."""
    settings.OIDC_PROVIDERS = [city.organization(second_factor=True)]


def accepted(client, path):
    """The page of the invitation as the person saw it, after coming from the municipality's server; it is accepted."""
    assert through(client, LOGIN, next=path)["Location"] == path
    page = client.get(path).content.decode()
    assert client.post(path)["Location"] == "/admin/"
    return page


def test_officer_comes_from_the_municipality_and_goes_straight_into_the_admin(asks_for_two, invited, kobe):
    _invitation, path = invited()
    client = browser()
    page = accepted(client, path)
    assert NEEDED not in page
    assert client.get("/admin/").status_code == 200
    assert client.get(f"/admin/pages/{kobe.pk}/edit/").status_code == 200


def test_server_that_may_ask_for_a_password_alone_is_no_second_factor(city, invited):
    _invitation, path = invited()
    client = browser()
    assert NEEDED in accepted(client, path)
    assert client.get("/admin/")["Location"] == "/accounts/second-factor/"


def test_only_signing_in_there_counts_not_that_one_could(asks_for_two, invited):
    _invitation, path = invited()
    accepted(browser(), path)
    officer = get_user_model().objects.get(email=ADDRESS)
    assert browser(officer).get("/admin/")["Location"] == "/accounts/second-factor/"


def test_account_that_is_no_longer_connected_counts_no_more(asks_for_two, invited):
    _invitation, path = invited()
    client = browser()
    accepted(client, path)
    SocialAccount.objects.all().delete()
    assert client.get("/admin/")["Location"] == "/accounts/second-factor/"


def test_administrators_of_the_site_show_their_own_second_factor(asks_for_two, city, settings):
    settings.OIDC_PROVIDERS = [city.organization(second_factor=True, trust_email=True)]
    make_user(ADDRESS, is_superuser=True)
    client = browser()
    through(client, LOGIN)
    assert client.get("/admin/")["Location"] == "/accounts/second-factor/"
