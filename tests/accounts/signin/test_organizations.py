"""Signing in with the server of an organization (OpenID Connect), over real HTTP with a local one."""

import time

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user_model
from django.test import Client

from accounts.models import Profile
from tests.factories import make_user
from tests.oidc_server.server import ANOTHER_KEY, GONE, OpenIDServer
from tests.sending import send

from .mails import code_mailed_to, last_mail
from .round_trips import answered, asked, through, words

pytestmark = pytest.mark.usefixtures("site")

ADDRESS = "taro@city.example"
LOGIN = "/en/accounts/oidc/city/login/"
SECRET_OF_SOME_LENGTH = "a-secret-that-is-known-to-everybody"


@pytest.fixture
def city(settings):
    with OpenIDServer() as server:
        settings.OIDC_PROVIDERS = [server.organization()]
        yield server


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def refused(page):
    assert page.status_code == 401
    assert "例市 did not confirm your account" in words(page)
    return not get_user_model().objects.exists() and not SocialAccount.objects.exists()


def test_new_person_of_an_organization_signs_up(city, client):
    back = through(client, LOGIN, next="/en/projects/")
    assert (back.status_code, back["Location"]) == (302, "/en/projects/")
    user = get_user_model().objects.get()
    assert (user.email, user.profile.name) == (ADDRESS, "佐藤 太郎")
    assert signed_in_as(client) == str(user.pk)
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.extra_data) == ("city", "staff-7", {"name": "佐藤 太郎"})
    assert not SocialToken.objects.exists()


def test_person_signs_in_again_whatever_became_of_their_address(city, client):
    through(client, LOGIN)
    city.person = {**city.person, "email": "sato@city.example"}
    other_browser = Client()
    through(other_browser, LOGIN)
    assert signed_in_as(other_browser) == signed_in_as(client)
    assert get_user_model().objects.get().email == ADDRESS


@pytest.mark.parametrize("told", [ADDRESS, "Taro@City.example ", "\u202e\u200b"])
def test_name_that_nobody_should_see_is_not_taken(city, client, told):
    city.person = {**city.person, "name": told}
    through(client, LOGIN)
    profile = get_user_model().objects.get().profile
    assert (profile.name, profile.shown_name) == ("", profile.handle)


def test_server_is_asked_once_an_hour_where_things_are(city, client):
    through(client, LOGIN)
    through(Client(), LOGIN)
    assert city.asked.count("/.well-known/openid-configuration") == 1


def test_sign_in_page_names_each_organization(city, client, settings):
    settings.OIDC_PROVIDERS = [city.organization(), city.organization(id="school", name="例学園")]
    page = words(client.get("/en/accounts/login/?next=/en/projects/"))
    assert "With 例市" in page
    assert "With 例学園" in page


def test_two_organizations_may_have_people_of_the_same_number(city, client, settings):
    settings.OIDC_PROVIDERS = [city.organization(), city.organization(id="school", name="例学園")]
    through(client, LOGIN)
    city.person = {**city.person, "email": "taro@school.example"}
    through(Client(), "/en/accounts/oidc/school/login/")
    assert get_user_model().objects.count() == 2


@pytest.mark.parametrize("told", [False, "true", None, GONE], ids=["no", "as text", "unknown", "missing"])
def test_address_that_the_organization_did_not_confirm_is_not_taken(city, client, told):
    city.changed = {"email_verified": told}
    assert through(client, LOGIN)["Location"] == "/en/accounts/social/signup/"
    send(client, "/en/accounts/social/signup/", email="mine@tomoni.example")
    client.post("/en/accounts/confirm-email/", {"code": code_mailed_to("mine@tomoni.example")})
    assert get_user_model().objects.get().email == "mine@tomoni.example"
    assert get_user_model().objects.get().profile.name == "佐藤 太郎"


def test_organization_gets_into_no_account_that_it_did_not_make(city, client):
    make_user(ADDRESS)
    back = through(client, LOGIN)
    assert back["Location"] == "/en/accounts/signing-in/connect-first/"
    assert signed_in_as(client) is None


def test_trusted_organization_signs_in_who_has_its_address(city, client, settings):
    settings.OIDC_PROVIDERS = [city.organization(trust_email=True)]
    user = make_user(ADDRESS)
    through(client, LOGIN)
    assert signed_in_as(client) == str(user.pk)


def test_who_is_signed_in_connects_their_account_there(city, client):
    user = make_user(ADDRESS)
    Profile.objects.update(mail_language="en")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert through(client, LOGIN)["Location"] == "/en/accounts/signing-in/"
    assert "You can sign in with 例市." in words(client.get("/en/accounts/signing-in/"))
    other_browser = Client()
    through(other_browser, LOGIN)
    assert signed_in_as(other_browser) == str(user.pk)
    client.post("/en/accounts/signing-in/disconnect/", {"provider": "city", "uid": "staff-7"})
    assert not SocialAccount.objects.exists()
    assert "An account elsewhere was disconnected." in last_mail(ADDRESS).body


def test_only_way_in_is_not_given_up(city, client):
    through(client, LOGIN)
    page = client.post("/en/accounts/signing-in/disconnect/", {"provider": "city", "uid": "staff-7"}, follow=True)
    assert "it is your only way to sign in" in words(page)
    assert SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "of-somebody-else"},
        {"nonce": GONE},
        {"nonce": 7},
        {"aud": "another-site"},
        {"aud": GONE},
        {"iss": "https://another.example"},
        {"exp": int(time.time()) - 3600},
        {"exp": "never"},
        {"nbf": int(time.time()) + 3600},
        {"sub": ""},
        {"sub": "x" * 192},
        {"sub": GONE},
        {"sub": GONE, "email": GONE},
    ],
    ids="".join,
)
def test_token_that_was_not_made_for_this_is_refused(city, client, changed):
    city.changed = changed
    assert refused(through(client, LOGIN))


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [(ANOTHER_KEY, "RS256"), (SECRET_OF_SOME_LENGTH, "HS256"), (None, "none")],
    ids=["another key", "the client's secret", "no key"],
)
def test_token_that_the_server_did_not_sign_is_refused(city, client, key, algorithm):
    city.signed_with, city.algorithm = key, algorithm
    assert refused(through(client, LOGIN))


def test_address_beside_the_token_is_taken_where_the_token_has_none(city, client):
    city.changed = {"email": GONE, "email_verified": GONE}
    city.userinfo = {"sub": "staff-7", "email": "beside@city.example", "email_verified": True}
    through(client, LOGIN)
    assert get_user_model().objects.get().email == "beside@city.example"


@pytest.mark.parametrize("userinfo", [{"sub": "staff-8", "email": ADDRESS, "email_verified": True}, {}, [], "x"])
def test_what_is_told_of_somebody_else_is_refused(city, client, userinfo):
    city.changed = {"email": GONE}
    city.userinfo = userinfo
    assert refused(through(client, LOGIN))


@pytest.mark.parametrize("broken", ["/token", "/keys"])
def test_server_that_is_down_on_the_way_back_is_told(city, client, broken):
    city.broken = broken
    assert refused(through(client, LOGIN))


@pytest.mark.parametrize("described", [{}, [], "x", {"issuer": "x"}])
def test_server_that_does_not_say_where_to_go_is_told(city, client, described):
    city.described = described
    assert refused(client.post(LOGIN))


def test_server_that_is_down_on_the_way_there_is_told(city, client):
    city.broken = "/.well-known/openid-configuration"
    assert refused(client.post(LOGIN))
    city.broken = ""
    assert client.post(LOGIN).status_code == 200


def test_saying_no_changes_nothing(city, client):
    city.refuses = True
    assert "Nothing was changed." in words(client.get(through(client, LOGIN)["Location"]))


def test_answer_does_not_work_twice_and_in_no_other_browser(city, client):
    path = answered(asked(client, LOGIN))
    assert Client().get(path).status_code == 401
    assert client.get(path).status_code == 302
    client.logout()
    assert client.get(path).status_code == 401


def test_only_a_button_leads_to_an_organization(city, client):
    assert client.get(LOGIN).status_code == 405
    assert Client(enforce_csrf_checks=True).post(LOGIN).status_code == 403


def test_organization_that_is_not_set_up_is_not_found(city, client):
    assert client.post("/en/accounts/oidc/village/login/").status_code == 404
    assert client.get("/accounts/oidc/village/callback/?code=x&state=y").status_code == 404


@pytest.mark.parametrize("nonsense", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(city, client, nonsense):
    assert through(client, LOGIN, next=nonsense)["Location"] == "/en/"
