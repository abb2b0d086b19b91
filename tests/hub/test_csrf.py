"""A form whose token does not fit: nothing is lost, nothing is sent unseen."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from accounts.reports.models import Report
from accounts.reports.subjects import report_path
from pages.addresses import in_language
from tests.factories import make_project, make_user
from tests.sending import forms_of, values_of

pytestmark = pytest.mark.django_db

HERE = {"origin": "http://testserver"}


@pytest.fixture
def browser(site):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def address(site):
    return in_language(report_path("project", make_project().pk), "en")


def send_stale(browser, address, headers=HERE, **typed):
    form = values_of(forms_of(browser.get(address))[0])
    stale = {**form, "csrfmiddlewaretoken": "x" * 64, **typed}
    return browser.post(address, stale, headers=headers)


def words(response):
    return BeautifulSoup(response.content, "html.parser").select_one("main").text


def test_typed_text_is_shown_and_sent_again_with_a_click(browser, address):
    text = "一行目\r\n<b>二行目</b>"
    stale = send_stale(browser, address, reason="spam", text=text)
    assert stale.status_code == 403
    assert "<b>二行目</b>" in words(stale)
    assert not Report.objects.exists()
    (form,) = forms_of(stale)
    browser.post(form["action"], values_of(form), headers=HERE)
    assert Report.objects.get().text.splitlines() == ["一行目", "<b>二行目</b>"]


def test_page_is_japanese_for_japanese_readers(browser, address):
    stale = send_stale(browser, in_language(address, "ja"), reason="spam", text="広告です。")
    assert BeautifulSoup(stale.content, "html.parser").html["lang"] == "ja"
    assert "広告です。" in words(stale)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/form"},
        {"referer": "http://[x"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
    ],
)
def test_what_another_page_sent_is_shown_and_not_offered_to_be_sent(browser, address, headers):
    stale = send_stale(browser, address, headers, reason="spam", text="Buy this")
    assert stale.status_code == 403
    assert forms_of(stale) == []
    assert "Buy this" in words(stale)


def test_passwords_and_codes_are_not_shown(site):
    client = Client(enforce_csrf_checks=True)
    typed = {"login": "me@tomoni.example", "password": "secret-words", "code": "123456", "next": "/x/"}
    stale = client.post("/en/accounts/login/", typed, headers=HERE)
    assert stale.status_code == 403
    assert "me@tomoni.example" in words(stale)
    assert not {"secret-words", "123456"} & set(stale.content.decode().split('"'))
    assert "secret-words" not in stale.content.decode()
    assert forms_of(stale) == []


def test_form_that_is_far_too_large_is_told_in_the_words_of_the_house(browser, address):
    answer = browser.post(address, {"text": "x" * 6_000_000}, headers=HERE)
    assert answer.status_code == 400
    assert "Go back, shorten it and send it once more." in words(answer)


def test_hundred_thousand_characters_are_kept(browser, address):
    stale = send_stale(browser, address, reason="spam", text="あ" * 100_000)
    assert "あ" * 100_000 in words(stale)
