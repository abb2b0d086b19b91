"""The list of projects as visitors see it."""

from datetime import UTC, date, datetime

import pytest

from projects.models import ProjectPage
from tests.factories import (
    make_municipality,
    make_prefecture,
    make_project,
    make_repository,
    translate,
)

from .reading import links, texts, titles

pytestmark = pytest.mark.usefixtures("site")


def make_active(title, day, **fields):
    seen = datetime(2026, 1, day, tzinfo=UTC)
    return make_project(title, repositories=[make_repository(last_human_commit_at=seen)], **fields)


def test_list_begins_with_the_latest_activity_and_ends_with_the_unknown(client):
    make_project("不明")
    make_active("古い", 1)
    make_active("新しい", 3)
    make_project("報告", reported_activity_on=date(2026, 1, 2))
    assert titles(client.get("/projects/")) == ["新しい", "報告", "古い", "不明"]


def test_list_may_be_sorted_by_title_or_by_day_of_publication(client):
    make_project("B")
    make_project("A")
    assert titles(client.get("/projects/?sort=title")) == ["A", "B"]
    assert titles(client.get("/projects/?sort=newest")) == ["A", "B"]
    assert titles(client.get("/projects/?sort=nonsense")) == ["A", "B"]


def test_those_that_ask_for_help_today_may_come_first(client):
    make_active("古い募集", 1, needs=[{"text": "絵"}])
    make_active("新しい募集", 2, needs=[{"text": "表"}])
    make_active("終わった募集", 3).needs.create(
        text="前の絵", confirmed_on=date(2026, 1, 1), expires_on=date(2026, 3, 1)
    )
    make_active("動く", 4)
    assert titles(client.get("/projects/?sort=help")) == ["新しい募集", "古い募集", "動く", "終わった募集"]


def test_list_links_its_orders_and_keeps_the_filters_in_them(client):
    make_project()
    listing = client.get("/projects/?status=active&sort=title&page=1").context["listing"]
    assert [(url, current) for _label, url, current in listing.sort_links] == [
        ("?status=active", False),
        ("?status=active&sort=help", False),
        ("?status=active&sort=busiest", False),
        ("?status=active&sort=newest", False),
        ("?status=active&sort=title", True),
    ]
    assert [chip.remove_url for chip in listing.chips] == ["?sort=title"]


def test_list_shows_archived_projects_only_to_those_who_ask(client):
    make_project("生きている")
    make_project("しまった", status="archived")
    make_project("状態は不明", status=None)
    assert sorted(titles(client.get("/projects/"))) == ["状態は不明", "生きている"]
    assert titles(client.get("/projects/?status=archived")) == ["しまった"]


def test_list_shows_no_drafts(client):
    make_project("公開")
    make_project("下書き").unpublish()
    assert titles(client.get("/projects/")) == ["公開"]


def test_card_says_place_help_and_activity(client):
    make_active(
        "給食マップ",
        5,
        purpose="学校給食の献立を地図で見られるようにします。",
        regions=[make_municipality()],
        needs=[{"role": "design", "text": "ロゴ"}, {"role": "data", "text": "献立", "expires_on": date(2020, 1, 1)}],
    )
    card = client.get("/projects/").context["listing"].cards[0]
    assert card.summary == "学校給食の献立を地図で見られるようにします。"
    assert card.meta == (("place", "兵庫県神戸市"), ("activity", card.meta[1][1]))
    assert len(card.badges) == 1
    assert card.badges[0].tone == "now"


def test_card_of_many_regions_counts_the_rest(client):
    make_project(regions=[make_prefecture(), make_prefecture("130001"), make_municipality()])
    card = client.get("/en/projects/").context["listing"].cards[0]
    assert card.meta == (("place", "Tokyo"), ("place", "Hyogo"), "and 1 more regions")


def test_english_list_shows_translations_and_marks_what_is_not_translated(client):
    translate(make_project("給食"), "en", title="School lunch")
    make_project("防災")
    response = client.get("/en/projects/?sort=newest")
    assert titles(response) == ["防災", "School lunch"]
    assert [card.language for card in response.context["listing"].cards] == ["ja", None]
    assert "/en/projects/" in response.context["listing"].cards[0].url


def test_pagination_keeps_filters_and_order(client):
    for number in range(30):
        make_project(f"計画{number:02}")
    response = client.get("/projects/?status=active&sort=title")
    assert titles(response) == [f"計画{number:02}" for number in range(24)]
    assert response.context["listing"].next_url == "?status=active&sort=title&page=2"
    second = client.get("/projects/?status=active&sort=title&page=2")
    assert titles(second) == [f"計画{number:02}" for number in range(24, 30)]


def test_empty_list_says_so_and_how_to_go_on(client):
    response = client.get("/projects/?q=存在しないことば")
    assert texts(response, "empty__title") != []
    assert "/projects/" in links(response)


def test_feed_holds_the_newest_first_and_nothing_archived():
    make_project("一")
    make_project("二", status="archived")
    make_project("三")
    assert [project.title for project in ProjectPage.objects.for_feed()] == ["三", "一"]
