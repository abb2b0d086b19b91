"""Somebody connects their GitHub account and chooses to have no name; the browser holds the site to its policy."""

import pytest

from integrations.github.models import Contributor, ContributorChoice
from tests.factories import make_user
from tests.github_server.oauth import CLIENT_ID, CLIENT_SECRET, OAuthServer

from .looking import GOOD_OUTLINE, OUTLINE, TOO_WIDE, breaches_of_accessibility


@pytest.fixture
def github(settings):
    with OAuthServer() as server:
        settings.GITHUB_API_URL = server.url
        settings.GITHUB_OAUTH_CLIENT_ID, settings.GITHUB_OAUTH_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        yield server


def test_person_connects_github_and_has_no_name_from_then_on(site, github, open_page, sign_in, troubles):
    Contributor.objects.create(github_id=1, login="hanako", kind="human")
    page = open_page("/en/")
    sign_in(page, make_user("hanako@tomoni.example"))
    page.goto("/en/accounts/")
    page.get_by_role("link", name="GitHub and what is shown").click()
    page.get_by_role("button", name="Connect with GitHub").click()
    page.get_by_role("heading", name="hanako").wait_for()
    assert all(trouble.startswith(f"asked another origin: {github.url}/login") for trouble in troubles), troubles
    troubles.clear()
    page.get_by_label("Show me without a name").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. Pages show it from now on.").wait_for()
    assert ContributorChoice.objects.get().choice == "anonymised"
    assert Contributor.objects.get().login == ""
    assert page.evaluate(OUTLINE) == GOOD_OUTLINE
    assert page.evaluate(TOO_WIDE) == []
    assert breaches_of_accessibility(page) == []
