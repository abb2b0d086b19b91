"""What the page of a project asks for."""

from datetime import date

import pytest

from tests.factories import make_project

from .reading import facts, links, show, texts

pytestmark = pytest.mark.usefixtures("site")


def wanted(response):
    return texts(response, "needs")


def test_page_shows_what_is_needed_now_and_nothing_that_has_expired(client):
    project = make_project(
        needs=[
            {
                "role": "design",
                "text": "ロゴを作る人",
                "contact": "https://chat.example/",
                "asked_on": date(2026, 1, 1),
            },
            {"role": "data", "text": "古いお願い", "expires_on": date(2020, 1, 1)},
            {"role": "testing", "text": "試す人", "expires_on": date(2999, 1, 1)},
        ]
    )
    response = show(client, project, "en")
    assert wanted(response)[0].startswith("design ロゴを作る人")
    assert "trying it out 試す人" in wanted(response)[0]
    assert "古いお願い" not in response.content.decode()
    assert "https://chat.example/" in links(response)
    found = facts(response)
    assert "1 January 2026" in found["Asked since"]
    assert "1 January 2999" in found["Until"]


def test_page_of_a_project_that_is_over_asks_for_no_help(client):
    project = make_project(status="finished", needs=[{"role": "design", "text": "ロゴを作る人"}])
    response = show(client, project, "en")
    assert wanted(response) == []
    assert "This project is over and asks for no help." in response.content.decode()


def test_needs_of_one_role_stand_together(client):
    project = make_project(
        how_to_join="チャットへ。",
        needs=[
            {"role": "design", "text": "ロゴ"},
            {"role": "data", "text": "表"},
            {"role": "design", "text": "ちらし"},
        ],
    )
    assert wanted(show(client, project, "en")) == ["design ロゴ ちらし data 表 Contactas under How to join"]


def test_each_need_names_its_contact_where_one_of_them_has_its_own(client):
    project = make_project(needs=[{"text": "ロゴ", "contact": "山田さん"}, {"text": "表"}])
    assert wanted(show(client, project, "en")) == ["other ロゴContact山田さん 表Contactunknown"]


def test_very_many_needs_end_with_how_many_there_are_besides(client):
    project = make_project(needs=[{"text": f"お願い{number}"} for number in range(30)])
    response = show(client, project, "en")
    assert "お願い23" in wanted(response)[0]
    assert "お願い24" not in wanted(response)[0]
    assert "and 6 more" in wanted(response)[0]
