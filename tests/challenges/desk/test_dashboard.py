"""All challenges of one's municipalities by what waits; the way there from the account and the editors' admin."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from challenges.models import ChallengePage, Round
from challenges.todo import Todo, todo
from challenges.todo import _registered as todos
from tests.factories import make_challenge, make_user

DAY = timedelta(days=1)
DESK = "/challenges/desk/"


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def groups(response):
    """{heading: titles} as they stand on the page."""
    return {
        section.select_one("h2").text: [title.text for title in section.select("h3")]
        for section in soup(response).select("main section")
    }


def titles(response):
    return [title.text for title in soup(response).select("main h3")]


@pytest.fixture
def at_desk(client, officer):
    client.force_login(officer)
    return client


def test_own_challenges_stand_by_what_waits_the_nearest_deadline_first(at_desk, kobe, ashiya):
    now = timezone.now()
    make_challenge("よその課題", municipality=ashiya, stage="open")
    make_challenge("終わった", municipality=kobe, stage="finished")
    make_challenge("試行中", municipality=kobe, stage="pilot")
    make_challenge("あとで締切", municipality=kobe, stage="open", closes_at=now + 9 * DAY)
    make_challenge("すぐ締切", municipality=kobe, stage="open", closes_at=now + DAY)
    make_challenge("締切ずみ", municipality=kobe, stage="open", closes_at=now - DAY)
    make_challenge("審査する", municipality=kobe, stage="screening")
    make_challenge("これから", municipality=kobe, stage="open", opens_at=now + DAY)
    make_challenge("下書き", municipality=kobe).unpublish()
    assert groups(at_desk.get(DESK)) == {
        "募集中": ["すぐ締切", "あとで締切"],
        "審査・決定待ち": ["締切ずみ", "審査する"],
        "実証実験中・開始前": ["試行中"],
        "作成中・募集開始前": ["これから", "下書き"],
        "終わったもの": ["終わった"],
    }


def test_draft_leads_into_the_editors_admin(at_desk, kobe):
    draft = make_challenge("下書き", municipality=kobe)
    draft.unpublish()
    links = {link["href"] for link in soup(at_desk.get(DESK)).select("main li a")}
    assert f"/admin/pages/{draft.pk}/edit/" in links


def test_programme_office_sees_all_and_narrows_by_round_and_municipality(client, office, kobe, ashiya):
    spring = Round.objects.create(slug="2026-1", name_ja="2026年度上期", year=2026)
    make_challenge("神戸の春", municipality=kobe, round=spring)
    make_challenge("神戸の秋", municipality=kobe)
    make_challenge("芦屋の春", municipality=ashiya, round=spring).unpublish()
    client.force_login(office)
    found = {query: sorted(titles(client.get(f"{DESK}?{query}"))) for query in ("", "round=2026-1", "town=kobe")}
    assert found == {
        "": ["神戸の春", "神戸の秋", "芦屋の春"],
        "round=2026-1": ["神戸の春", "芦屋の春"],
        "town=kobe": ["神戸の春", "神戸の秋"],
    }
    assert titles(client.get(f"{DESK}?round=2026-1&town=kobe")) == ["神戸の春"]


@pytest.mark.parametrize("query", ["round=nothing", "town=../..", "page=999", "page=x", "town=%00", "round=1&town=2"])
def test_address_that_asks_for_what_is_not_there_breaks_nothing(client, office, kobe, query):
    make_challenge(municipality=kobe)
    client.force_login(office)
    assert client.get(f"{DESK}?{query}").status_code == 200


def test_desk_is_for_those_who_look_after_challenges(client, kobe):
    assert client.get(DESK).url.startswith("/accounts/login/")
    client.force_login(make_user("reader@tomoni.example"))
    assert client.get(DESK).status_code == 404


def test_who_has_left_the_space_has_no_desk_from_then_on(at_desk, officer):
    assert at_desk.get(DESK).status_code == 200
    officer.groups.clear()
    assert at_desk.get(DESK).status_code == 404


def test_list_costs_the_same_for_three_and_for_thirty(at_desk, kobe):
    @todo(order=1, gather=lambda challenges, now: dict(ChallengePage.objects.values_list("pk", "numchild")))
    def one_query_a_room(challenge, now, found):
        return Todo("数える", "/", count=found)

    counts, stages = [], ["open", "closed", "preparing"]
    try:
        for number in (3, 27):
            for each in range(number):
                make_challenge(municipality=kobe, stage=stages[each % 3])
            with CaptureQueriesContext(connection) as queries:
                page = at_desk.get(DESK)
            counts.append(len(queries))
            assert "数える" in page.content.decode()
    finally:
        todos[:] = [entry for entry in todos if entry.function is not one_query_a_room]
    assert counts == [14, 14]


def test_list_is_paged_in_its_order(at_desk, kobe):
    for number in range(30):
        make_challenge(
            f"課題{number:02}", municipality=kobe, stage="open", closes_at=timezone.now() + (number + 1) * DAY
        )
    first, second = (titles(at_desk.get(f"{DESK}?page={number}")) for number in (1, 2))
    assert [*first, *second] == [f"課題{number:02}" for number in range(30)]
    assert (len(first), len(second)) == (24, 6)


def test_own_page_leads_officers_to_what_waits(at_desk, kobe):
    make_challenge("道路の穴", municipality=kobe, slug="hole", stage="selected")
    make_challenge("終わった", municipality=kobe, stage="finished")
    page = soup(at_desk.get("/accounts/"))
    part = page.find("h2", string="担当する課題").find_parent("section")
    assert [link["href"] for link in part.select("a")] == [
        "/challenges/kobe/hole/desk/",
        "/challenges/kobe/hole/pilot/begin/",
        DESK,
    ]


def test_own_page_of_others_does_not_speak_of_challenges(client, kobe):
    client.force_login(make_user("reader@tomoni.example"))
    assert "担当する課題" not in client.get("/accounts/").content.decode()


def test_home_page_of_editors_shows_own_challenges_alone(at_desk, kobe, ashiya):
    make_challenge("道路の穴", municipality=kobe, slug="hole", stage="closed")
    make_challenge("よその課題", municipality=ashiya, stage="closed")
    panel = soup(at_desk.get("/admin/")).select_one("#own-challenges-section")
    assert [link["href"] for link in panel.select("a[href^='/challenges/']")] == [
        "/challenges/kobe/hole/desk/",
        "/challenges/kobe/hole/desk/screening/",
        DESK,
    ]
    assert "よその課題" not in panel.text
