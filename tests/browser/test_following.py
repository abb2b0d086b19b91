"""A person follows a project from its page, says how soon to be told, and stops again; all on a phone."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from accounts.notices.models import Follow
from accounts.notices.services import paces_of
from tests.factories import make_project, make_user

from .conftest import PHONE
from .looking import GOOD_OUTLINE, OUTLINE, TOO_WIDE, breaches_of_accessibility

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
WAYS = {"viewport": PHONE, "has_touch": True}


@pytest.fixture
def project(site):
    return make_project("給食の地図", slug="lunch")


@pytest.fixture
def hanako(project):
    return make_user("hanako@tomoni.example")


def tap(page, selector):
    with page.expect_navigation():
        page.locator(selector).first.tap()


def look_over(page, scripts):
    if scripts:
        assert page.evaluate(OUTLINE) == GOOD_OUTLINE
        assert page.evaluate(TOO_WIDE) == []
        assert breaches_of_accessibility(page) == []


@SCRIPTS
@pytest.mark.parametrize("home", ["/", "/en/"])
def test_person_follows_chooses_how_soon_and_stops(open_page, sign_in, project, hanako, home, scripts):
    page = open_page(java_script_enabled=scripts, **WAYS)
    sign_in(page, hanako)
    page.goto(f"{home}projects/lunch/")
    tap(page, "main form[action$='/accounts/follow/'] button")
    expect(page.locator("main form[action$='/accounts/unfollow/'] button")).to_be_visible()
    assert page.url.endswith(f"{home}projects/lunch/")
    assert Follow.objects.get().target == str(project.translation_key)

    page.goto(f"{home}accounts/following/")
    expect(page.locator(".follows")).to_contain_text("給食の地図")
    look_over(page, scripts)
    tap(page, "main a[href$='/accounts/notices/choices/']")
    look_over(page, scripts)
    page.locator("select[name=project_update]").select_option("never")
    page.locator("select[name=project_need]").select_option("at_once")
    tap(page, "main form:has(select) button[type=submit]")
    expect(page.locator(".notice--success")).to_be_visible()
    expect(page.locator("select[name=project_update]")).to_have_value("never")
    assert {name: paces_of(hanako)[name] for name in ("project_update", "project_need")} == {
        "project_update": "never",
        "project_need": "at_once",
    }

    page.goto(f"{home}accounts/following/")
    tap(page, ".follows form button")
    assert not Follow.objects.exists()
    look_over(page, scripts)
    tap(page, "main .notice form button")
    expect(page.locator("main")).to_contain_text("給食の地図")
    assert Follow.objects.get().user == hanako


@SCRIPTS
def test_visitor_is_asked_to_sign_in_and_follows_then(open_page, project, hanako, scripts):
    page = open_page("/projects/lunch/", java_script_enabled=scripts, **WAYS)
    tap(page, "main a[href*='/accounts/follow/?kind=project']")
    page.locator("input[name=login]").fill(hanako.email)
    page.locator("input[name=password]").fill("a-password-of-tests")
    tap(page, "main form:has(input[name=password]) button[type=submit]")
    expect(page.locator("h1")).to_contain_text("給食の地図")
    look_over(page, scripts)
    assert not Follow.objects.exists()
    tap(page, "main form[action$='/accounts/follow/'] button")
    assert page.url.endswith("/projects/lunch/")
    expect(page.locator("main form[action$='/accounts/unfollow/'] button")).to_be_visible()
    assert Follow.objects.get().user == hanako


def test_person_saves_a_search_after_narrowing_it_in_place(open_page, sign_in, hanako):
    """What is saved is what stands there now, not what the page was opened with."""
    page = open_page(**WAYS)
    sign_in(page, hanako)
    page.goto("/search/?q=給食")
    page.locator(".finding__tabs a[href*='kind=project']").tap()
    page.wait_for_url("**kind=project")
    tap(page, ".finding__keep form button")
    assert parse_qs(Follow.objects.get().target) == {"q": ["給食"], "kind": ["project"]}
    assert page.url.endswith("/search/?q=%E7%B5%A6%E9%A3%9F&kind=project")
    expect(page.locator(".finding__keep form[action$='/accounts/unfollow/']")).to_be_visible()
