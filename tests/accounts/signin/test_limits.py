"""Limits: who is held back, how the network address is found, and what the page says."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client, RequestFactory

from accounts.signin.client_address import client_address
from tests.factories import make_user
from tests.sending import send

from .round_trips import words

pytestmark = pytest.mark.usefixtures("site")
ADDRESS = "hanako@tomoni.example"
LOGIN = "/en/accounts/login/"


def request(forwarded=None, remote="10.0.0.1"):
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "1.2.3.4", "10.0.0.1"),
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 5.5.5.5", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "1.2.3.4:5678", "1.2.3.4"),
        (1, "[2001:db8::1]:5678", "2001:db8::1"),
        (1, "unknown", "0.0.0.0"),
        (1, "::ffff:1.2.3.4", "1.2.3.4"),
    ],
)
def test_network_address_is_what_the_trusted_proxies_saw(settings, proxies, forwarded, found):
    settings.TRUSTED_PROXY_COUNT = proxies
    assert client_address(request(forwarded)) == found


def test_server_that_listens_for_both_kinds_of_addresses_tells_people_apart():
    assert client_address(request(remote="::ffff:10.0.0.1")) == "10.0.0.1"


def test_request_through_a_socket_has_an_address_too():
    assert client_address(request(remote="")) == "0.0.0.0"


def test_who_guesses_passwords_is_held_back_and_the_address_stays_typed(client):
    make_user(ADDRESS)
    for _ in range(5):
        send(client, LOGIN, login=ADDRESS, password="wrong")
    page = send(client, LOGIN, login=ADDRESS, password="a-password-of-tests")
    assert "Too many attempts that failed." in words(page)
    assert BeautifulSoup(page.content, "html.parser").select_one("#id_login")["value"] == ADDRESS


def test_others_are_not_held_back(client):
    make_user(ADDRESS)
    make_user("taro@tomoni.example")
    for _ in range(5):
        send(client, LOGIN, login=ADDRESS, password="wrong")
    other = Client(REMOTE_ADDR="10.9.9.9")
    assert send(other, LOGIN, login="taro@tomoni.example", password="a-password-of-tests").status_code == 302


def test_page_says_when_and_gives_back_what_was_typed_but_no_password(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/5m/ip"}
    typed = {"email": '"><b>x@tomoni.example', "password1": "short", "name": "花子"}
    send(client, "/en/accounts/signup/?next=/en/projects/", **typed)
    page = send(client, "/en/accounts/signup/?next=/en/projects/", **typed)
    assert page.status_code == 429
    assert 240 < int(page["Retry-After"]) <= 300
    assert "Try again in 5 minutes." in words(page)
    form = BeautifulSoup(page.content, "html.parser").select_one("main form")
    fields = {field["name"]: field.get("value") for field in form.select("input")}
    assert (fields["email"], fields["name"]) == (typed["email"], "花子")
    assert "password1" not in fields
    assert fields["next"] == "/en/projects/"


def test_typed_text_is_in_the_form_again_once_the_wait_is_over(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/5m/ip"}
    typed = {"email": ADDRESS, "password1": "short", "name": "花子"}
    send(client, "/en/accounts/signup/", **typed)
    held_back = send(client, "/en/accounts/signup/", **typed)
    form = BeautifulSoup(held_back.content, "html.parser").select_one("main form")
    settings.ACCOUNT_RATE_LIMITS = {}
    page = client.post(form["action"], {field["name"]: field.get("value") for field in form.select("input")})
    soup = BeautifulSoup(page.content, "html.parser")
    assert (soup.select_one("#id_email")["value"], soup.select_one("#id_name")["value"]) == (ADDRESS, "花子")


def test_japanese_reader_reads_it_at_the_japanese_address(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    for _ in range(2):
        page = send(client, "/accounts/login/", login=ADDRESS, password="x")
    assert page.status_code == 429
    assert BeautifulSoup(page.content, "html.parser").html["lang"] == "ja"


def test_nobody_floods_somebody_elses_mailbox(client):
    make_user(ADDRESS)
    for _ in range(7):
        send(Client(), "/en/accounts/password/reset/", email=ADDRESS)
    assert len(mail.outbox) == 5
