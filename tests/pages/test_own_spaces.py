"""The way of those who look after a space: from the editors' home page to their page, and on to its translation."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale

from pages.models import Space
from tests.factories import make_challenge, make_municipality_page, make_prefecture, make_user

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def kobe():
    return make_municipality_page(title="神戸市", slug="kobe")


@pytest.fixture
def officer(client, kobe):
    user = make_user("officer@tomoni.example", groups=[Space.objects.get(page=kobe.page_ptr).group])
    client.force_login(user)
    return user


def translate_in_admin(client, page):
    english = Locale.objects.get(language_code="en")
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": [english.pk]})


def test_home_page_of_editors_leads_to_what_they_look_after(client, officer, kobe):
    make_municipality_page(make_prefecture("130001"), title="東京都", slug="tokyo")
    soup = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    links = [link["href"] for link in soup.select("#own-spaces-section ul a")]
    assert links == [
        reverse("wagtailadmin_explore", args=[kobe.pk]),
        reverse("wagtailadmin_pages:edit", args=[kobe.pk]),
        reverse("wagtailadmin_pages:add_subpage", args=[kobe.pk]),
        reverse("space_people", args=[kobe.space.pk]),
        "/challenges/kobe/",
    ]


def test_home_page_of_an_administrator_without_a_space_has_no_such_panel(client, kobe):
    client.force_login(make_user("admin@tomoni.example", is_superuser=True, is_staff=True))
    assert "own-spaces" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_officer_begins_the_english_page_and_what_lies_below(client, officer, kobe):
    challenge = make_challenge("道路の穴", municipality=kobe)
    for page in (kobe, challenge):
        assert translate_in_admin(client, page).status_code == 302
        english = page.get_translation(Locale.objects.get(language_code="en"))
        assert client.get(reverse("wagtailadmin_pages:edit", args=[english.pk])).status_code == 200


def test_officer_cannot_translate_the_page_of_another_town(client, officer):
    tokyo = make_municipality_page(make_prefecture("130001"), slug="tokyo")
    translate_in_admin(client, tokyo)
    assert tokyo.get_translations().count() == 0
