"""Somebody who comes for the first time, on a phone, without JavaScript, in either language; and by keyboard alone."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from tests.factories import (
    make_brigade,
    make_event,
    make_municipality,
    make_prefecture,
    make_project,
    make_series,
    make_topic,
    translate,
)

from .conftest import PHONE
from .steps import NOT_FOUND, heading

JAPANESE = {
    "home": "/",
    "join a project": "参加できるプロジェクトをさがす",
    "narrow down": "絞り込む",
    "help wanted": "必要なヘルプ",
    "design": "デザイン",
    "topic": "分野",
    "show": "表示する",
    "how to join": "参加のしかた",
    "help": "手伝えます",
    "projects": "プロジェクト",
    "events": "イベント",
    "regions": "地域",
    "search": "検索",
    "map": "防災マップ",
    "hyogo": "兵庫県",
    "tile of hyogo": "兵庫",
    "add to calendar": "カレンダーに追加",
    "subscribe": "カレンダーを購読する",
    "unknown topic": "「nonsense」を分野とするプロジェクトはありません。一覧から選んでください。",
    "too long": "とても長いことばだったので、はじめの部分だけをさがしました。",
    "missing": "このタイルは、まだ埋まっていません。",
}
ENGLISH = {
    "home": "/en/",
    "join a project": "Find a project to join",
    "narrow down": "Narrow down",
    "help wanted": "Help wanted",
    "design": "design",
    "topic": "Topic",
    "show": "Show",
    "how to join": "How to join",
    "help": "I can help",
    "projects": "Projects",
    "events": "Events",
    "regions": "Regions",
    "search": "Search",
    "map": "Map for disasters",
    "hyogo": "Hyogo",
    "tile of hyogo": "Hyogo",
    "add to calendar": "Add to my calendar",
    "subscribe": "Subscribe to the calendar",
    "unknown topic": "No project has the topic “nonsense”. Choose from the list.",
    "too long": "That was very long. Only its beginning was looked for.",
    "missing": "This tile is missing.",
}


@pytest.fixture(params=[JAPANESE, ENGLISH], ids=["ja", "en"])
def words(request):
    """What stands on the page, in the newcomer's language."""
    return request.param


@pytest.fixture
def town(site):
    """Two projects, a brigade and an event, for Kobe."""
    make_prefecture("130001")
    kobe = make_municipality()
    need = {"role": "design", "text": "地図の記号を描く人"}
    found = make_project(
        "防災マップ",
        slug="map",
        purpose="逃げる道がわかる地図。",
        how_to_join="まず話しましょう。",
        needs=[need],
        topics=[make_topic("safety", "防災", "Safety")],
    )
    translate(found, "en", title="Map for disasters", how_to_join="Let us talk first.")
    make_project("給食の地図", slug="lunch", topics=[make_topic()])
    make_brigade("Code for Kobe", slug="code-for-kobe", regions=[kobe])
    times = {"starts_at": timezone.now() + timedelta(days=3), "ends_at": timezone.now() + timedelta(days=4)}
    make_event("冬の回", slug="winter", series=make_series(slug="days"), region=kobe, **times)


@pytest.fixture
def newcomer(town, open_page, words):
    locale = "ja-JP" if words is JAPANESE else "en-GB"
    return open_page(words["home"], viewport=PHONE, has_touch=True, locale=locale, java_script_enabled=False)


def path(page):
    return urlsplit(page.url).path


def query(page):
    return parse_qs(urlsplit(page.url).query)


def titles(page):
    return page.locator("main .card__title").all_inner_texts()


def go(page, name, *, within="main", role="link", exact=False):
    """By a link or a button, to the page behind it."""
    with page.expect_navigation():
        page.locator(within).get_by_role(role, name=name, exact=exact).first.tap()


def go_by_menu(page, name):
    go(page, name, within=".masthead", exact=True)


def test_newcomer_finds_a_project_to_join(newcomer, words):
    home = words["home"]
    go(newcomer, words["join a project"])
    assert (path(newcomer), len(titles(newcomer))) == (f"{home}projects/", 2)

    newcomer.locator("summary", has_text=words["narrow down"]).tap()
    newcomer.get_by_label(words["help wanted"]).select_option(label=words["design"])
    newcomer.get_by_label(words["topic"]).select_option("safety")
    go(newcomer, words["show"], role="button")
    assert titles(newcomer) == [words["map"]]
    assert newcomer.locator(".chip").count() == 2
    go(newcomer, words["help wanted"], within=".chips")
    assert ("need" in query(newcomer), newcomer.locator(".chip").count()) == (False, 1)

    go(newcomer, words["map"])
    assert (path(newcomer), heading(newcomer)) == (f"{home}projects/map/", words["map"])
    assert newcomer.locator("p").filter(has_text=re.compile("^地図の記号を描く人$")).is_visible()
    assert newcomer.get_by_role("heading", name=words["how to join"]).is_visible()
    go(newcomer, words["help"])
    assert path(newcomer) == f"{home}accounts/login/"
    assert query(newcomer)["next"][0].startswith(f"{home}projects/map/join/?need=")
    newcomer.go_back()
    go(newcomer, words["projects"], within=".breadcrumb")
    assert path(newcomer) == f"{home}projects/"


def test_newcomer_searches_and_looks_around_her_town(newcomer, words):
    home = words["home"]
    go_by_menu(newcomer, words["search"])
    newcomer.locator("main input[name=q]").fill("防災")
    go(newcomer, words["search"], role="button")
    go(newcomer, words["map"])
    assert heading(newcomer) == words["map"]

    go_by_menu(newcomer, words["regions"])
    go(newcomer, words["tile of hyogo"], within=".tile-map")
    assert (path(newcomer), heading(newcomer)) == (f"{home}regions/hyogo/", words["hyogo"])
    go(newcomer, "Code for Kobe")
    assert heading(newcomer) == "Code for Kobe"

    go_by_menu(newcomer, words["events"])
    all_events = calendar_behind(newcomer, words["subscribe"])
    go(newcomer, "冬の回")
    assert "SUMMARY:冬の回" in all_events
    assert "SUMMARY:冬の回" in calendar_behind(newcomer, words["add to calendar"])

    with newcomer.expect_navigation():
        newcomer.locator(".masthead a[hreflang]").tap()
    other = ENGLISH if words is JAPANESE else JAPANESE
    assert path(newcomer) == f"{other['home']}events/days/winter/"
    assert calendar_behind(newcomer, other["add to calendar"])


def calendar_behind(page, name):
    """What a calendar program gets from that link."""
    answer = page.request.get(page.get_by_role("link", name=name).get_attribute("href"))
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, "text/calendar")
    return answer.text()


def test_newcomer_who_writes_nonsense_is_told_so(newcomer, words, troubles):
    home = words["home"]
    assert newcomer.goto(f"{home}projects/?page=abc").status == 200
    assert len(titles(newcomer)) == 2
    assert newcomer.goto(f"{home}projects/?topic=nonsense").status == 200
    assert newcomer.get_by_text(words["unknown topic"]).is_visible()

    newcomer.goto(f"{home}search/")
    newcomer.locator("main input[name=q]").focus()
    newcomer.keyboard.insert_text("防災" * 2500)
    with newcomer.expect_navigation():
        newcomer.keyboard.press("Enter")
    assert newcomer.get_by_text(words["too long"]).is_visible()
    assert len(newcomer.url) < 4000, "web servers refuse longer addresses before anybody can say what is wrong"

    assert newcomer.goto(f"{home}nothing/here/").status == 404
    troubles.remove(NOT_FOUND)
    assert heading(newcomer) == words["missing"]
    go(newcomer, words["events"])
    assert path(newcomer) == f"{home}events/"


OUTLINED = """() => {
  const isOutlined = each => each && getComputedStyle(each).outlineStyle !== 'none'
  return isOutlined(document.activeElement) || isOutlined(document.activeElement.closest('.card'))
}"""


def test_keyboard_alone_reaches_the_menu_and_shows_where_it_is(town, open_page):
    page = open_page("/", java_script_enabled=False)
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#content"
    reached = []
    for _step in range(24):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert page.evaluate(OUTLINED), focused.evaluate("each => each.outerHTML")
        reached.append(focused.inner_text())
    menu = ["プロジェクト", "地域課題", "イベント", "地域"]
    assert [name for name in reached if name in menu][:4] == menu

    for _step in range(24 - reached.index("イベント") - 1):
        page.keyboard.press("Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert heading(page) == "イベント"
