"""Passkeys and authenticator apps in a real browser; Chromium plays the device that keeps the passkeys."""

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator

from tests.accounts.signin.authenticator import code_of
from tests.factories import make_user

from .looking import GOOD_OUTLINE, OUTLINE, TOO_WIDE, breaches_of_accessibility
from .steps import arrive

pytestmark = pytest.mark.usefixtures("site")
PHONE = {"width": 390, "height": 844}
ADDRESS = "hanako@tomoni.example"
PASSWORD = "a-password-of-tests"
FACTORS = "/en/accounts/second-factor/"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(page, **options):
    """A device that keeps passkeys; its owner always touches it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **options}})
    return devtools


def sign_in_with_password(page, next_url="/en/projects/"):
    page.goto(f"/en/accounts/login/?next={next_url}")
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def show_password_again(page):
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on", exact=True).click()


def sign_out(page):
    page.goto("/en/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    arrive(page, "/en/")


def add_passkey(page):
    page.goto(FACTORS)
    page.get_by_role("link", name="Add a passkey").click()
    show_password_again(page)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()


def test_person_adds_a_passkey_and_signs_in_with_it_alone(open_page):
    make_user(ADDRESS)
    page = open_page("/en/", viewport=PHONE)
    with_device(page)
    sign_in_with_password(page)
    arrive(page, "/en/projects/")
    add_passkey(page)
    assert page.locator(".codes code").count() == 10
    sign_out(page)
    page.goto("/en/accounts/login/?next=/en/projects/")
    page.get_by_role("button", name="With a passkey").click()
    arrive(page, "/en/projects/")
    assert page.locator(".masthead a[href$='/accounts/logout/']").count() == 1


def test_password_is_not_enough_any_more_but_passkey_or_recovery_code_is(open_page):
    make_user(ADDRESS)
    page = open_page("/en/", viewport=PHONE)
    with_device(page)
    sign_in_with_password(page)
    arrive(page, "/en/projects/")
    add_passkey(page)
    recovery_code = page.locator(".codes code").first.inner_text()
    sign_out(page)
    sign_in_with_password(page)
    page.get_by_role("heading", name="The second factor").wait_for()
    assert breaches_of_accessibility(page) == []
    page.get_by_role("button", name="With a passkey").click()
    arrive(page, "/en/projects/")
    sign_out(page)
    sign_in_with_password(page)
    page.get_by_label("Code of your app, or a recovery code").fill(recovery_code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    arrive(page, "/en/projects/")


def test_device_that_refuses_is_told_and_other_ways_stay_open(open_page):
    make_user(ADDRESS)
    page = open_page("/en/accounts/login/", viewport=PHONE)
    with_device(page, isUserVerified=False)
    page.get_by_role("button", name="With a passkey").click()
    page.get_by_text("The passkey was not used. Try again, or take another way.").wait_for()
    assert page.get_by_role("link", name="With a code by mail").is_visible()


def test_device_that_has_a_passkey_makes_no_second_one(open_page):
    make_user(ADDRESS)
    page = open_page("/en/", viewport=PHONE)
    with_device(page)
    sign_in_with_password(page)
    arrive(page, "/en/projects/")
    add_passkey(page)
    page.goto(f"{FACTORS}webauthn/add/")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("This device has a passkey for your account already.").wait_for()
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_app_is_set_up_by_its_secret_and_asked_for(open_page):
    make_user(ADDRESS)
    page = open_page("/en/", viewport=PHONE)
    sign_in_with_password(page)
    arrive(page, "/en/projects/")
    page.goto(FACTORS)
    page.get_by_role("link", name="Set up an app").click()
    show_password_again(page)
    secret = page.locator(".secret").inner_text()
    assert page.locator(".qr svg").bounding_box()["width"] > 150
    assert page.evaluate(OUTLINE) == GOOD_OUTLINE
    assert page.evaluate(TOO_WIDE) == []
    assert breaches_of_accessibility(page) == []
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    sign_out(page)
    sign_in_with_password(page)
    page.get_by_label("Code of your app, or a recovery code").fill(code_of(secret, ahead=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    arrive(page, "/en/projects/")


def test_admin_sets_up_a_passkey_and_goes_on_to_the_admin(open_page, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    user = make_user(ADDRESS, is_superuser=True)
    user.profile.mail_language = "en"
    user.profile.save()
    page = open_page("/en/")
    with_device(page)
    sign_in_with_password(page, "/admin/pages/")
    page.get_by_text("Who looks after pages needs a second factor.").wait_for()
    page.get_by_role("link", name="Add a passkey").click()
    show_password_again(page)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="Go on to editing").click()
    page.wait_for_url(lambda url: urlsplit(url).path.startswith("/admin/pages/"))


@pytest.mark.parametrize("address", ["", "webauthn/", "webauthn/add/"])
def test_pages_of_second_factors_are_open_to_everybody(open_page, address):
    make_user(ADDRESS)
    page = open_page("/en/", viewport=PHONE)
    sign_in_with_password(page)
    arrive(page, "/en/projects/")
    page.goto(f"{FACTORS}{address}")
    assert page.evaluate(OUTLINE) == GOOD_OUTLINE
    assert page.evaluate(TOO_WIDE) == []
    assert breaches_of_accessibility(page) == []
