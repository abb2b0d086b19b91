"""Languages, licences and the latest release of a project, over its repositories."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from integrations.github.models import Content
from projects.inside import code_facts, languages_of
from tests.factories import make_project, make_repository

pytestmark = pytest.mark.usefixtures("site")

LOOK = datetime(2026, 11, 4, 3, tzinfo=UTC)


def a_repository(name="town/map", license="MIT", **inside):  # noqa: A002  GitHub's word for it
    repository = make_repository(name, figures={"stars": 1, "license": license}, observed_at=LOOK)
    marks = {f"has_{mark}": True for mark in ("readme", "contributing", "code_of_conduct", "license")}
    Content.objects.create(repository=repository, observed_at=LOOK, **marks, **inside)
    return repository


def facts(*repositories):
    with translation.override("en"):
        return {fact.label: (fact.value, fact.url) for fact in code_facts(repositories)}


def test_languages_are_added_up_and_the_rare_ones_put_together():
    first = a_repository("town/a", languages={"Python": 500, "CSS": 20, "HTML": 10})
    second = a_repository("town/b", languages={"Vue": 300, "Python": 100, "Shell": 3, "Ruby": 2, "Perl": 2, "C": 1})
    found = [(share.label, share.amount) for share in languages_of([first, second]).shares]
    assert found[:3] == [("Python", 600), ("Vue", 300), ("CSS", 20)]
    assert (len(found), found[-1][1]) == (7, 3)


def test_languages_nobody_knows_are_not_drawn():
    assert languages_of([a_repository(languages={})]) is None
    assert languages_of([make_repository("town/new", status="pending")]) is None


def test_page_draws_the_languages_with_a_table_beside(client):
    repository = a_repository(languages={"Python": 995, "CSS": 5})
    page = BeautifulSoup(client.get(f"/en{make_project(repositories=[repository]).get_url()}").content, "html.parser")
    bar = page.select_one("figure.shares")
    assert [rect["width"] for rect in bar.select(".shares__drawing rect")] == ["99.50%", "0.50%"]
    rows = [[cell.text for cell in row.select("th, td")] for row in bar.select("tbody tr")]
    assert rows == [["Python", "99%", "995"], ["CSS", "<1%", "5"]]


def test_licences_are_named_once_and_what_github_does_not_know_is_said():
    several = [a_repository(f"town/{name}", name) for name in ("MIT", "NOASSERTION", None)]
    assert facts(*several, a_repository("town/c"))["Licence"] == ("MIT, one that GitHub does not know", "")
    assert facts(a_repository("town/d", None))["Licence"] == ("none found", "")


def test_licence_nobody_has_looked_for_is_not_said_to_be_missing():
    assert facts(make_repository("town/new", status="pending")) == {}


def test_newest_release_of_all_repositories_is_named_with_its_day():
    old = a_repository("town/a", release_tag="v9", release_url="https://github.com/town/a/releases/v9")
    Content.objects.filter(repository=old).update(released_at=datetime(2025, 1, 1, tzinfo=UTC))
    new = a_repository(
        "town/b", release_tag="v1", release_name="First", release_url="https://github.com/town/b/releases/v1",
        released_at=datetime(2026, 3, 1, 16, tzinfo=UTC),
    )  # fmt: skip
    assert facts(old, new)["Latest release"] == ("First (2 March 2026)", "https://github.com/town/b/releases/v1")


def test_release_with_an_address_of_another_kind_is_named_without_a_link():
    repository = a_repository(release_tag="v1", release_url="javascript:alert(1)", released_at=LOOK)
    assert facts(repository)["Latest release"] == ("v1 (4 November 2026)", "")
