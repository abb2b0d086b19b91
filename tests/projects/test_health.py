"""What newcomers look for in a project's repositories: there, lent by the owner, missing with a way to add it."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from integrations.github.models import Content
from projects.health import health_of
from tests.factories import make_project, make_repository

pytestmark = pytest.mark.usefixtures("site")

LOOK = datetime(2026, 11, 4, 3, tzinfo=UTC)
EVERYTHING = {f"has_{name}": True for name in ("readme", "contributing", "code_of_conduct", "license")}


def a_repository(name="town/map", branch="main", *, looked=True, status="active", **inside):
    repository = make_repository(name, status=status, figures={"stars": 1, "default_branch": branch}, observed_at=LOOK)
    if looked:
        Content.objects.create(repository=repository, observed_at=LOOK, **(EVERYTHING | inside))
    return repository


def states(*repositories):
    return [mark.state for mark in health_of(repositories).marks]


def test_what_is_there_lent_and_missing_is_told_apart():
    repository = a_repository(has_contributing=False, inherits_contributing=True, has_code_of_conduct=False)
    assert states(repository) == ["own", "inherited", "missing", "own"]


def test_repository_that_nobody_has_looked_into_lacks_nothing():
    assert states(a_repository(looked=False)) == ["unknown"] * 4
    assert [mark.add_url for mark in health_of([a_repository("town/b", looked=False)]).marks] == [""] * 4


def test_what_is_missing_leads_to_the_page_that_adds_it(settings):
    settings.GITHUB_API_URL = "https://api.github.com"
    nothing = dict.fromkeys(EVERYTHING, False)
    repository = a_repository("town/map", "開発/a?b", **nothing)
    assert [mark.add_url for mark in health_of([repository]).marks] == [
        "https://github.com/town/map/new/%E9%96%8B%E7%99%BA/a%3Fb?filename=README.md",
        "https://github.com/town/map/new/%E9%96%8B%E7%99%BA/a%3Fb?filename=CONTRIBUTING.md",
        "https://github.com/town/map/community/code-of-conduct/new",
        "https://github.com/town/map/community/license/new",
    ]


def test_nothing_can_be_added_to_an_archived_repository():
    repository = a_repository(status="archived", has_readme=False)
    assert next((mark.state, mark.add_url) for mark in health_of([repository]).marks) == ("missing", "")


def test_marks_of_several_repositories_are_added_up_over_those_that_are_known():
    first, second = a_repository("town/a", has_license=False), a_repository("town/b", has_readme=False)
    marks = health_of([first, second, a_repository("town/c", looked=False)]).marks
    assert [mark.state for mark in marks] == ["some", "own", "own", "some"]


def test_page_tells_of_each_repository_behind_a_disclosure(client):
    project = make_project(repositories=[a_repository("town/a", has_license=False), a_repository("town/b")])
    page = BeautifulSoup(client.get(f"/en{project.get_url()}").content, "html.parser")
    section = page.select_one("section[aria-labelledby=health]")
    assert [" ".join(mark.text.split())[:35] for mark in section.select(".mark")] == [
        "READMEin all 2 repositories",
        "CONTRIBUTINGin all 2 repositories",
        "Code of conductin all 2 repositorie",
        "Licencein 1 of 2 repositories Witho",
    ]
    assert [cell.text for cell in section.select("tbody th")] == ["town/a"]
    assert [link.text for link in section.select("details a")] == ["add Licence"]
    assert "as of 4 November 2026" in section.text


def test_page_says_nothing_of_marks_before_anybody_has_looked(client):
    html = client.get(make_project(repositories=[a_repository(looked=False)]).get_url()).content.decode()
    assert 'id="health"' not in html


def test_repository_that_is_gone_has_no_marks():
    gone = make_repository("town/gone", status="private_or_deleted")
    assert health_of([gone]) is None
