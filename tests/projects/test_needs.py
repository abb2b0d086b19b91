"""What the page of a project asks for."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from accounts.models import Skill
from tests.factories import make_municipality, make_project, make_user

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
            {"role": "testing", "text": "試す人", "confirmed_on": None, "expires_on": date(2999, 1, 1)},
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


def test_single_need_is_reported_from_the_page(client):
    project = make_project(needs=[{"role": "design", "text": "買ってください"}])
    [link] = soup(show(client, project, "en")).select(".needs a[href*='/report/']")
    client.force_login(make_user())
    assert "買ってください" in client.get(link["href"]).content.decode()


def test_page_of_a_project_that_is_over_asks_for_no_help(client):
    project = make_project(status="finished", needs=[{"role": "design", "text": "ロゴを作る人"}])
    response = show(client, project, "en")
    assert wanted(response) == []
    assert "This project is over and asks for no help." in response.content.decode()


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def by_role(response):
    """Role → what is asked for, as the page shows it in full."""
    panel = soup(response).select_one(".needs")
    return {
        heading.text: [item.div.text.strip() for item in heading.find_next_sibling("ul").select("li")]
        for heading in panel.select("h3")
    }


def test_needs_of_one_role_stand_together(client):
    project = make_project(
        needs=[
            {"role": "design", "text": "ロゴ"},
            {"role": "data", "text": "表"},
            {"role": "design", "text": "ちらし"},
        ],
    )
    assert by_role(show(client, project, "en")) == {"design": ["ロゴ", "ちらし"], "data": ["表"]}


def test_need_says_what_it_takes_and_leads_to_the_form_for_it(client):
    project = make_project(
        needs=[
            {"text": "ロゴ", "contact": "山田さん", "effort": "day", "place": "on_site", "region": make_municipality()},
        ]
    )
    need = project.needs.get()
    need.skills.add(Skill.objects.create(slug="tokusei-ink", name_ja="特製インク"))
    response = show(client, project, "en")
    found = facts(response)
    assert (found["Time"], found["Place"]) == ("a day or so, once", "on site ・ 神戸市, Hyogo")
    assert (found["Skills"], found["Contact"]) == ("特製インク", "山田さん")
    assert f"/en/projects/{project.slug}/join/?need={need.pk}" in links(response)


def test_need_that_nobody_has_confirmed_is_told_of_and_not_listed(client):
    project = make_project(
        needs=[{"role": "design", "text": "ロゴ", "confirmed_on": date(2026, 1, 1), "expires_on": date(2026, 3, 2)}]
    )
    response = show(client, project, "en")
    assert "ロゴ" not in response.content.decode()
    assert (
        "design: asked until Mon 2 March 2026, last confirmed on Thu 1 January 2026; nobody has confirmed it since."
        in " ".join(soup(response).get_text().split())
    )


def test_very_many_needs_are_in_a_line_each_after_the_first(client):
    project = make_project(needs=[{"role": "data", "text": f"お願い{number}"} for number in range(30)])
    response = show(client, project, "en")
    assert len(by_role(response)["data"]) == 5
    assert "25 more" in wanted(response)[0]
    assert "お願い29" in wanted(response)[0]
