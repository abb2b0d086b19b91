"""Signing up and in with a real browser, which holds the site to its policy."""

import pytest
from django.contrib.auth import get_user_model

from tests.github_server.oauth import CLIENT_ID, CLIENT_SECRET, OAuthServer
from tests.oidc_server.server import OpenIDServer

from .looking import GOOD_OUTLINE, OUTLINE, TOO_WIDE, breaches_of_accessibility
from .steps import arrive, sign_in_with_github, sign_up_by_email

pytestmark = pytest.mark.usefixtures("site")
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def github(settings):
    with OAuthServer() as server:
        settings.GITHUB_API_URL = server.url
        settings.GITHUB_OAUTH_CLIENT_ID, settings.GITHUB_OAUTH_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        yield server


@pytest.fixture
def city(settings):
    with OpenIDServer() as server:
        settings.OIDC_PROVIDERS = [server.organization()]
        yield server


def expect_only(troubles, address):
    """The browser went to that other server, and nowhere else."""
    assert troubles
    assert all(trouble.startswith(f"asked another origin: {address}") for trouble in troubles), troubles
    troubles.clear()


@pytest.mark.parametrize("with_scripts", [True, False])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_new_person_signs_up_on_a_phone_and_comes_back(open_page, prefix, with_scripts):
    page = open_page(
        f"{prefix}/accounts/login/?next={prefix}/projects/", viewport=PHONE, java_script_enabled=with_scripts
    )
    sign_up_by_email(page, "hanako@tomoni.example", name="花子")
    assert page.url.endswith(f"{prefix}/projects/")
    assert page.locator(".masthead a[href$='/accounts/logout/']").count() == 1


@pytest.mark.parametrize("address", ["login/", "signup/", "password/reset/", "login/code/"])
def test_pages_of_signing_in_are_open_to_everybody(open_page, address):
    page = open_page(f"/en/accounts/{address}", viewport=PHONE)
    assert page.evaluate(OUTLINE) == GOOD_OUTLINE
    assert page.evaluate(TOO_WIDE) == []
    assert breaches_of_accessibility(page) == []


@pytest.mark.parametrize("with_scripts", [True, False])
@pytest.mark.parametrize("entrance", ["login", "signup"])
def test_new_person_comes_with_github_and_goes_on(open_page, github, troubles, entrance, with_scripts):
    page = open_page(f"/en/accounts/{entrance}/?next=/en/projects/", viewport=PHONE, java_script_enabled=with_scripts)
    page.locator("main form[action*='/accounts/github/login/'] button").click()
    arrive(page, "/en/projects/")
    expect_only(troubles, f"{github.url}/login/oauth/authorize")
    assert get_user_model().objects.get().email == "hanako@tomoni.example"


def test_person_signs_in_again_with_github(open_page, github, troubles):
    for _ in range(2):
        page = open_page("/accounts/login/?next=/projects/")
        sign_in_with_github(page)
        assert page.url.endswith("/projects/")
    expect_only(troubles, github.url)
    assert get_user_model().objects.count() == 1


def test_person_who_tells_github_no_can_take_another_way(open_page, github, troubles):
    github.refuses = True
    page = open_page("/en/accounts/login/")
    sign_in_with_github(page)
    page.get_by_role("heading", name="You said no").wait_for()
    assert breaches_of_accessibility(page) == []
    page.locator("main").get_by_role("link", name="Sign in").click()
    arrive(page, "/en/accounts/login/")
    expect_only(troubles, github.url)


@pytest.mark.parametrize("with_scripts", [True, False])
def test_person_of_an_organization_signs_in_with_its_server(open_page, city, troubles, with_scripts):
    page = open_page("/en/accounts/login/?next=/en/projects/", viewport=PHONE, java_script_enabled=with_scripts)
    page.get_by_role("button", name="With 例市").click()
    arrive(page, "/en/projects/")
    expect_only(troubles, f"{city.url}/authorize")
    assert get_user_model().objects.get().profile.name == "佐藤 太郎"
