"""Projects on the pages of regions and brigades."""

import pytest

from pages.sections import sections_for
from projects import sections
from tests.factories import make_brigade, make_municipality, make_prefecture, make_project, make_repository

pytestmark = pytest.mark.usefixtures("site")


def shown(section):
    return [card.title for card in section.cards]


def test_prefecture_shows_projects_of_its_municipalities_and_no_archived_ones():
    make_project("市", regions=[make_municipality()])
    make_project("都", regions=[make_prefecture("130001")])
    make_project("しまった", regions=[make_prefecture()], status="archived")
    section = sections.projects_in_prefecture(make_prefecture())
    assert (shown(section), section.count, section.more_url) == (["市"], 1, "")


def test_prefecture_with_many_projects_links_to_all_of_them():
    for number in range(7):
        make_project(f"計画{number}", regions=[make_municipality()])
    section = sections.projects_in_prefecture(make_prefecture())
    assert shown(section) == [f"計画{number}" for number in range(6)]
    assert (section.count, section.more_url) == (7, "/projects/?region=280003")


def test_prefecture_without_projects_has_an_empty_section():
    section = sections.projects_in_prefecture(make_prefecture())
    assert (shown(section), section.count) == ([], 0)
    assert section.empty != ""


@pytest.mark.parametrize("count", [3, 30])
def test_section_costs_two_queries(django_assert_num_queries, count):
    prefecture = make_prefecture()
    for _number in range(count):
        make_project(regions=[prefecture])
    sections.projects_in_prefecture(prefecture)  # the addresses of the site are known from now on
    with django_assert_num_queries(2):
        sections.projects_in_prefecture(prefecture)


def test_brigade_shows_projects_whose_code_it_keeps():
    make_project("うちの", repositories=[make_repository("Code4Town/app"), make_repository("code4town/data")])
    make_project("よその", repositories=[make_repository("code4townhall/app")])
    section = sections.projects_of_brigade(make_brigade(github_organization="code4town"))
    assert shown(section) == ["うちの"]


def test_brigade_without_organization_has_no_section():
    assert sections.projects_of_brigade(make_brigade()) is None


def test_sections_are_registered_for_both_places():
    make_project("市", regions=[make_municipality()])
    titles = [card.title for section in sections_for("prefecture", make_prefecture()) for card in section.cards]
    assert "市" in titles
