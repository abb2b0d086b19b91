"""The addresses that forms are sent to, opened by somebody who looks."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

LOOKING = {"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
def person():
    client = Client()
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/projects/new/github/", "/projects/new/"),
        ("/en/projects/new/publiccode/", "/en/projects/new/"),
        ("/accounts/matches/hide/", "/accounts/matches/"),
        ("/accounts/unfollow/", "/accounts/"),
        ("/webhooks/github/", "/"),
    ],
)
def test_address_of_a_form_leads_back_to_its_page(person, address, back):
    response = person.get(address, headers=LOOKING)

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert page_of(response).select_one("main a.button--main")["href"] == back
    assert "no-store" in response["Cache-Control"]


def test_page_is_in_the_language_of_the_address(person):
    assert page_of(person.get("/en/projects/new/github/", headers=LOOKING)).h1.text == "Only forms are sent here."
    assert page_of(person.get("/projects/new/github/", headers=LOOKING)).h1.text == "ここはフォームの送り先です。"


def test_programs_get_the_plain_answer(person):
    response = person.get("/projects/new/github/", headers={"accept": "application/json"})
    assert (response.status_code, response.content) == (405, b"")
