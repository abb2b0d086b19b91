"""Signing in and up with GitHub, over real HTTP with a local GitHub."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from accounts.models import Profile
from tests.factories import make_user
from tests.github_server.oauth import CLIENT_ID, CLIENT_SECRET, OAuthServer
from tests.sending import send

from .mails import code_mailed_to, last_mail
from .round_trips import answered, asked, through, words

pytestmark = pytest.mark.usefixtures("site")

ADDRESS = "hanako@tomoni.example"
LOGIN = "/en/accounts/github/login/"
HOME = "/en/"


@pytest.fixture
def github(settings):
    with OAuthServer() as server:
        settings.GITHUB_API_URL = server.url
        settings.GITHUB_OAUTH_CLIENT_ID, settings.GITHUB_OAUTH_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        yield server


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def test_new_person_signs_up_with_the_address_that_github_confirmed(github, client):
    back = through(client, LOGIN, next="/en/projects/")
    assert (back.status_code, back["Location"]) == (302, "/en/projects/")
    user = get_user_model().objects.get()
    assert (user.email, user.profile.name, user.has_usable_password()) == (ADDRESS, "hanako", False)
    assert signed_in_as(client) == str(user.pk)
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [(ADDRESS, True, True)]
    assert github.scopes == ["user:email"]
    assert SocialAccount.objects.get().extra_data == {"login": "hanako"}
    assert not SocialToken.objects.exists()
    assert mail.outbox == []


def test_person_signs_in_again_and_the_new_handle_is_learned(github, client):
    through(client, LOGIN)
    github.person = {"id": 1, "login": "hanako-new"}
    github.emails = []
    other_browser = Client()
    assert through(other_browser, LOGIN)["Location"] == HOME
    assert signed_in_as(other_browser) == signed_in_as(client)
    assert SocialAccount.objects.get().extra_data == {"login": "hanako-new"}


def test_japanese_reader_comes_back_to_japanese_pages(github, client):
    assert through(client, "/accounts/github/login/")["Location"] == "/"
    assert get_user_model().objects.get().profile.mail_language == "ja"


def test_account_with_the_same_address_confirmed_on_both_sides_is_theirs(github, client):
    user = make_user(ADDRESS)
    through(client, LOGIN)
    assert signed_in_as(client) == str(user.pk)
    assert SocialAccount.objects.get().user == user
    assert len([each for each in mail.outbox if each.to == [ADDRESS]]) == 1
    assert user.check_password("a-password-of-tests")


def test_account_whose_address_was_never_confirmed_here_is_not_taken(github, client):
    make_user(ADDRESS).emailaddress_set.update(verified=False)
    back = through(client, LOGIN)
    assert back["Location"] == "/en/accounts/signing-in/connect-first/"
    assert "You have an account here already" in words(client.get(back["Location"]))
    assert signed_in_as(client) is None
    assert not SocialAccount.objects.exists()


def test_second_address_at_github_finds_the_account_too(github, client):
    user = make_user("hanako@work.example")
    github.emails.append({"email": "Hanako@work.example", "primary": False, "verified": True})
    through(client, LOGIN)
    assert signed_in_as(client) == str(user.pk)


@pytest.mark.parametrize(
    "emails",
    [
        [],
        [{"email": ADDRESS, "primary": True, "verified": False}],
        [{"email": "1+hanako@users.noreply.github.com", "primary": True, "verified": True}],
    ],
)
def test_without_a_confirmed_address_one_is_asked_for_and_confirmed_by_a_code(github, client, emails):
    github.emails = emails
    assert through(client, LOGIN, next="/en/projects/")["Location"] == "/en/accounts/social/signup/"
    page = client.get("/en/accounts/social/signup/")
    assert "told us no e-mail address" in words(page)
    answer = send(client, "/en/accounts/social/signup/", email="new@tomoni.example")
    assert answer["Location"].startswith("/en/accounts/confirm-email/")
    assert signed_in_as(client) is None
    done = client.post("/en/accounts/confirm-email/", {"code": code_mailed_to("new@tomoni.example")})
    assert done["Location"] == "/en/projects/"
    assert get_user_model().objects.get().profile.name == "hanako"
    assert SocialAccount.objects.get().uid == "1"


def test_typing_the_address_of_somebody_else_gives_nothing(github, client):
    user = make_user("taro@tomoni.example")
    Profile.objects.update(mail_language="en")
    github.emails = []
    through(client, LOGIN)
    send(client, "/en/accounts/social/signup/", email="taro@tomoni.example")
    assert "you have an account already" in last_mail("taro@tomoni.example").subject
    assert not SocialAccount.objects.exists()
    assert list(get_user_model().objects.all()) == [user]


def test_only_the_main_address_is_kept_of_who_signs_up(github, client):
    github.emails.insert(0, {"email": "other@tomoni.example", "primary": False, "verified": True})
    through(client, LOGIN)
    assert EmailAddress.objects.get().email == ADDRESS


def test_saying_no_changes_nothing(github, client):
    github.refuses = True
    back = through(client, LOGIN)
    assert "Nothing was changed." in words(client.get(back["Location"]))
    assert not get_user_model().objects.exists()


def test_answer_with_another_state_is_refused(github, client):
    path = answered(asked(client, LOGIN))
    assert client.get(path.replace("state=", "state=x")).status_code == 401
    assert not get_user_model().objects.exists()


def test_answer_that_another_browser_asked_for_is_refused(github, client):
    path = answered(asked(client, LOGIN))
    assert Client().get(path).status_code == 401
    assert not get_user_model().objects.exists()


def test_answer_does_not_work_twice(github, client):
    path = answered(asked(client, LOGIN))
    assert client.get(path).status_code == 302
    client.logout()
    assert client.get(path).status_code == 401
    assert signed_in_as(client) is None


@pytest.mark.parametrize("broken", ["/login/oauth/access_token", "/user", "/user/emails"])
def test_github_that_is_down_is_told_and_changes_nothing(github, client, broken):
    github.broken = broken
    page = through(client, LOGIN)
    assert page.status_code == 401
    assert "GitHub did not confirm your account" in words(page)
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("emails", [{"message": "no"}, "x", [1], [{"email": None}], [{}], None])
def test_answer_about_addresses_that_cannot_be_read_changes_nothing(github, client, emails):
    github.emails = emails
    assert through(client, LOGIN).status_code in {302, 401}
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///evil.example", " "],
)
def test_nobody_is_sent_to_another_site(github, client, nonsense):
    assert through(client, LOGIN, next=nonsense)["Location"] == HOME


def test_only_way_in_is_not_given_up(github, client):
    through(client, LOGIN)
    page = client.post("/en/accounts/github/disconnect/", {"github_id": 1}, follow=True)
    assert "it is your only way to sign in" in words(page)
    assert SocialAccount.objects.count() == 1


def test_with_a_password_github_can_be_given_up(github, client):
    through(client, LOGIN)
    send(client, "/en/accounts/password/set/", password1="a-long-and-quiet-river")
    client.post("/en/accounts/github/disconnect/", {"github_id": 1})
    assert not SocialAccount.objects.exists()


def test_site_without_an_oauth_app_offers_no_github(client):
    assert "GitHub" not in words(client.get("/en/accounts/login/"))
    assert client.post(LOGIN).status_code == 404
