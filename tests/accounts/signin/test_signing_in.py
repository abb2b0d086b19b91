"""Signing in by mail, changing address and password, and where one comes back to."""

import re
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from accounts.models import Profile
from tests.factories import make_user
from tests.sending import send

from .mails import WIDE, code_mailed_to, last_mail
from .round_trips import words

pytestmark = pytest.mark.usefixtures("site")
ADDRESS = "hanako@tomoni.example"
PASSWORD = "a-password-of-tests"
NEW_PASSWORD = "another-quiet-river"
NONSENSE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:///evil.example",
    "https://testserver@evil.example/",
    " //evil.example",
    "\x00//evil.example",
]


@pytest.fixture
def person():
    return make_user(ADDRESS)


@pytest.fixture
def at_home(person, client):
    sign_in(client)
    return client


def sign_in(client, where="/en/accounts/login/", password=PASSWORD):
    return send(client, where, login=ADDRESS, password=password)


def show_password_again(client, wanted):
    return send(client, f"/en/accounts/reauthenticate/?next={wanted}", password=PASSWORD)


def test_whoever_was_on_the_way_is_told_why_to_sign_in_and_where_it_leads(client):
    said = "To go on, sign in or make an account. You come back to where you were."
    assert said in words(client.get("/en/projects/new/", follow=True))
    assert said not in words(client.get("/en/accounts/login/"))


@pytest.mark.parametrize(("prefix", "home"), [("", "/"), ("/en", "/en/")])
def test_signing_in_leads_home_in_the_readers_language(person, client, prefix, home):
    assert sign_in(client, f"{prefix}/accounts/login/")["Location"] == home


def test_signing_in_leads_back_with_the_query(person, client):
    back = sign_in(client, "/en/accounts/login/?next=/en/search/%3Fq%3D%E7%B5%A6%E9%A3%9F%26kind%3Dneed")
    assert unquote(back["Location"]) == "/en/search/?q=給食&kind=need"


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nobody_is_sent_to_another_site(person, client, nonsense):
    page = send(client, "/en/accounts/login/", login=ADDRESS, password=PASSWORD, next=nonsense)
    assert page["Location"] == "/en/"


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_who_is_signed_in_already_is_sent_to_no_other_site_either(at_home, nonsense):
    assert at_home.get("/en/accounts/login/", {"next": nonsense})["Location"] == "/en/"
    assert at_home.get("/en/accounts/signup/", {"next": nonsense})["Location"] == "/en/"


def test_links_between_the_pages_keep_where_one_wanted_to_go(client):
    for address in ("login/", "signup/", "login/code/"):
        page = client.get(f"/en/accounts/{address}?next=/en/projects/")
        links = [link["href"] for link in BeautifulSoup(page.content, "html.parser").select("main a[href]")]
        others = [link for link in links if re.search(r"/(login|signup|code)/", link)]
        assert others
        assert all("next=%2Fen%2Fprojects%2F" in link for link in others), others


def test_code_by_mail_signs_in_without_a_password(person, client):
    answer = send(client, "/en/accounts/login/code/?next=/en/projects/", email=ADDRESS)
    done = send(client, answer["Location"], code=code_mailed_to(ADDRESS))
    assert done["Location"] == "/en/projects/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_code_by_mail_may_be_typed_in_wide_digits(person, client):
    answer = send(client, "/en/accounts/login/code/?next=/en/projects/", email=ADDRESS)
    done = send(client, answer["Location"], code=code_mailed_to(ADDRESS).translate(WIDE).replace("-", "ー"))
    assert done["Location"] == "/en/projects/"


def test_code_by_mail_for_an_address_without_account_looks_the_same(client):
    answer = send(client, "/en/accounts/login/code/", email=ADDRESS)
    assert "We have sent a mail with a code" in words(client.get(answer["Location"]))
    assert "no account with this address" in last_mail(ADDRESS).subject


def test_mail_is_in_the_language_of_the_profile(person, client):
    person.profile.mail_language = "en"
    person.profile.save()
    send(client, "/accounts/login/code/", email=ADDRESS)
    assert "Type this code" in last_mail(ADDRESS).body


def test_forgotten_password_is_chosen_anew_by_a_link_that_works_once(person, client):
    send(client, "/en/accounts/password/reset/", email=ADDRESS)
    link = re.search(r"http://testserver(\S+)", last_mail(ADDRESS).body).group(1)
    form_at = client.get(link)["Location"]
    done = send(client, form_at, password1=NEW_PASSWORD)
    assert done.status_code == 302
    assert sign_in(Client(), password=NEW_PASSWORD).status_code == 302
    assert "This link was used already" in words(Client().get(link, follow=True))


def test_forgotten_password_of_nobody_looks_the_same(person, client):
    known = send(client, "/en/accounts/password/reset/", email=ADDRESS)
    unknown = send(Client(), "/en/accounts/password/reset/", email="nobody@tomoni.example")
    assert known["Location"] == unknown["Location"]
    letter = last_mail("nobody@tomoni.example")
    assert "no account with this address" in letter.subject
    assert "Somebody asked for a new password" in letter.body
    assert "wanted to sign in" not in letter.body


def test_new_address_counts_once_its_code_was_typed_and_the_old_one_is_told(at_home, person):
    show_password_again(at_home, "/en/accounts/email/")
    answer = send(at_home, "/en/accounts/email/", email="new@tomoni.example", action_add="")
    assert get_user_model().objects.get().email == ADDRESS
    assert answer["Location"].startswith("/en/accounts/")
    send(at_home, "/en/accounts/confirm-email/", code=code_mailed_to("new@tomoni.example"))
    assert get_user_model().objects.get().email == "new@tomoni.example"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("new@tomoni.example", True)]
    assert "new@tomoni.example" in last_mail(ADDRESS).body


def test_old_code_for_a_new_address_is_told_and_the_old_address_stays(at_home, settings):
    show_password_again(at_home, "/en/accounts/email/")
    send(at_home, "/en/accounts/email/", email="new@tomoni.example", action_add="")
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = -1
    code = code_mailed_to("new@tomoni.example")
    page = at_home.post("/en/accounts/confirm-email/", {"code": code}, follow=True)
    assert "The code was too old. Type the new address once more, and you get a new one." in words(page)
    assert get_user_model().objects.get().email == ADDRESS


def test_new_address_needs_the_password_once_more(at_home):
    answer = send(at_home, "/en/accounts/email/", email="new@tomoni.example", action_add="")
    assert answer["Location"].startswith("/en/accounts/reauthenticate/")
    assert mail.outbox == []


def test_password_is_changed_and_told(at_home, person):
    Profile.objects.update(mail_language="en")
    send(at_home, "/en/accounts/password/change/", oldpassword=PASSWORD, password1=NEW_PASSWORD)
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)
    assert "Your password was changed." in last_mail(ADDRESS).subject
    assert at_home.get("/en/accounts/").status_code == 200


def test_wrong_old_password_changes_nothing(at_home, person):
    page = send(at_home, "/en/accounts/password/change/", oldpassword="x", password1=NEW_PASSWORD)
    assert "This is not your password until now." in words(page)


def test_closed_account_does_not_get_in(person, client):
    person.is_active = False
    person.save()
    answer = sign_in(client)
    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 302}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address", ["", "signing-in/", "email/", "password/change/", "second-factor/", "reauthenticate/"]
)
def test_pages_of_an_account_open_and_are_kept_by_no_cache(at_home, prefix, address):
    page = at_home.get(f"{prefix}/accounts/{address}")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    soup = BeautifulSoup(page.content, "html.parser")
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert len(soup.select("h1")) == 1
    assert soup.select("script:not([src]):not([type='application/json']), [style], [onclick]") == []


def test_signing_out_leads_home(at_home):
    assert at_home.post("/en/accounts/logout/")["Location"] == "/en/"
    assert "_auth_user_id" not in at_home.session
