"""What whoever deletes their account is told about the projects that stay."""

import pytest
from bs4 import BeautifulSoup

from projects.joining.services.members import make_owner
from tests.factories import make_project, translate

pytestmark = pytest.mark.django_db

PAGE = "/en/accounts/delete/"


@pytest.fixture
def leaving(volunteer):
    """The page, after the password was asked for."""

    def page():
        volunteer.client.post("/accounts/reauthenticate/", {"password": "a-password-of-tests"})
        return BeautifulSoup(volunteer.get(PAGE).content, "html.parser").select_one("section[aria-labelledby=stays]")

    return page


def links(section):
    return [(link.text, link["href"]) for link in section.select("a")]


def test_projects_that_stay_are_named_where_one_leaves(volunteer, leaving, decide):
    brought = volunteer.bring_in(title="給食の献立", lead="花子").project
    decide(brought, "approve")
    joined = make_project("河川の水位", slug="river", lead="花子")
    translate(joined, "en", title="River levels")
    make_owner(project=joined, user=volunteer.user)
    make_project("別のもの")
    found = leaving()
    assert links(found) == [("給食の献立", f"/en{brought.get_url()}"), ("River levels", "/en/projects/river/")]
    assert "names typed into it stay" in found.text


def test_draft_and_project_that_nobody_sees_are_not_named(volunteer, leaving):
    volunteer.bring_in()
    hidden = make_project("隠れたもの")
    make_owner(project=hidden, user=volunteer.user)
    hidden.unpublish()
    assert links(leaving()) == []
