"""A person tells of themselves on a phone, without scripts: shown, hidden again, matched, and gone for good."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from integrations.mail.models import Letter
from tests.factories import make_municipality, make_project, make_topic, make_user

from .conftest import PHONE
from .looking import GOOD_OUTLINE, OUTLINE, TOO_WIDE, breaches_of_accessibility
from .steps import NOT_FOUND

PASSWORD = "a-password-of-tests"


@pytest.fixture
def town(site):
    make_municipality()
    make_topic()
    return make_project(
        "給食の地図",
        topics=[make_topic()],
        needs=[{"role": "design", "text": "地図の記号を描いてください", "place": "online"}],
    )


def password(page):
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()


def is_sound(page):
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(OUTLINE) == GOOD_OUTLINE


@pytest.mark.parametrize("home", ["/", "/en/"])
def test_person_tells_is_seen_is_hidden_is_matched_and_leaves(open_page, sign_in, town, troubles, home):
    user = make_user("hana@tomoni.example")
    page = open_page("/", viewport=PHONE, java_script_enabled=False)
    stranger = open_page("/", viewport=PHONE, java_script_enabled=False)
    sign_in(page, user)

    page.goto(f"{home}accounts/")
    page.locator('main a[href$="/accounts/profile/"]').first.click()
    page.locator("input[name=name]").fill("山田 花")
    page.locator("input[name=handle]").fill("hana")
    page.locator('input[name=roles][value="design"]').check()
    page.locator("input[name=skills_more]").first.fill("図解")
    page.locator("input[name=regions_more]").first.fill("こうべし")
    page.locator("input[name=is_public]").check()
    page.locator('input[name=public_parts][value="skills"]').check()
    page.locator("form.profile button[type=submit]").click()
    expect(page.locator('input[name=skills][value="図解"]')).to_be_checked()
    expect(page.locator("input[name=regions]")).to_be_checked()

    stranger.goto(f"{home}people/hana/")
    expect(stranger.locator("h1")).to_have_text("山田 花")
    expect(stranger.locator("main")).to_contain_text("図解")
    expect(stranger.locator("main")).not_to_contain_text("神戸")

    page.locator("input[name=is_public]").uncheck()
    page.locator("form.profile button[type=submit]").click()
    assert stranger.goto(f"{home}people/hana/?again").status == 404
    troubles[:] = [each for each in troubles if each != NOT_FOUND]

    page.goto(f"{home}accounts/matches/")
    match = page.locator(".match")
    expect(match).to_contain_text("地図の記号を描いてください")
    assert match.locator(".match__reasons li").count() == 1
    match.locator("button").click()
    expect(page.locator(".match")).to_have_count(0)
    page.locator('a[href$="/matches/hidden/"]').click()
    page.locator(".match button").click()
    page.goto(f"{home}accounts/")
    expect(page.locator(".match .card__title")).to_have_text("給食の地図")

    page.locator('a[href$="/accounts/delete/"]').click()
    password(page)
    page.locator("main input[name=email]").fill("hana@tomoni.example")
    page.locator("main .button--danger").click()
    page.wait_for_url("**/accounts/deleted/")
    assert not get_user_model().objects.filter(pk=user.pk).exists()
    assert Letter.objects.filter(to="hana@tomoni.example").count() == 1
    page.goto(f"{home}accounts/")
    assert "/accounts/login/" in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/accounts/", "/en/accounts/profile/", "/accounts/matches/", "/en/people/hana/"])
def test_pages_are_sound_on_a_phone(open_page, sign_in, town, scheme, address):
    user = make_user("hana@tomoni.example")
    user.profile.handle, user.profile.roles, user.profile.public_parts = "hana", ["design"], ["skills"]
    user.profile.save()
    page = open_page("/", viewport=PHONE, color_scheme=scheme)
    sign_in(page, user)
    page.goto(address)
    is_sound(page)
    assert breaches_of_accessibility(page) == []
