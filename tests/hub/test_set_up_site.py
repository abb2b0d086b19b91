"""A new site is whole before anybody has written a word."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from pages.models import StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_site(site):
    call_command("set_up_site", verbosity=0)
    return site


@pytest.mark.parametrize("language", ["", "/en"])
def test_no_link_of_a_new_site_is_dead(new_site, client, language):
    links = BeautifulSoup(client.get(f"{language}/").content, "html.parser").select("a[href^='/']")
    answers = {link["href"]: client.get(link["href"]).status_code for link in links}
    assert {path: status for path, status in answers.items() if status not in {200, 302}} == {}
    assert f"{language}/privacy/" in answers


def test_what_editors_changed_stays_when_it_is_run_again(new_site):
    page = StandardPage.objects.get(slug="about", locale__language_code="ja")
    page.title = "わたしたちについて"
    page.save_revision().publish()
    new_site.refresh_from_db()
    new_site.headline = "いっしょに。"
    new_site.save_revision().publish()
    before = StandardPage.objects.count()
    call_command("set_up_site", verbosity=0)
    page.refresh_from_db()
    new_site.refresh_from_db()
    assert (page.title, new_site.headline) == ("わたしたちについて", "いっしょに。")
    assert StandardPage.objects.count() == before


@pytest.mark.parametrize(("language", "label"), [("", "プロジェクトをさがす"), ("/en", "Find a project")])
def test_newcomers_find_the_way_to_the_projects_in_their_language(new_site, client, language, label):
    page = BeautifulSoup(client.get(f"{language}/getting-started/").content, "html.parser")
    assert [link["href"] for link in page.select("main a") if link.text.strip() == label] == [f"{language}/projects/"]
