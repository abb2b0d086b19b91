"""The search page finds Japanese inside sentences over all kinds, marks it, and helps where there is nothing."""

import re
from html import unescape

import pytest
from wagtail.models import PageViewRestriction

from hub.finding.words import LONGEST_QUERY, Words
from tests.factories import (
    make_brigade,
    make_challenge,
    make_event,
    make_municipality,
    make_project,
    make_topic,
    translate,
)

pytestmark = pytest.mark.django_db


def look_for(client, query, language=""):
    """The page as it is drawn now: a cookie asks past the kept one."""
    return client.get(f"{language}/search/", query, headers={"cookie": "sessionid=none"})


def results(response):
    return response.context_data["results"]


def titles(response):
    return [unescape(re.sub(r"</?mark>", "", result.title)) for result in results(response)]


def test_word_inside_a_sentence_is_found_and_marked(site, client):
    make_project("献立表", purpose="毎日の給食をわかりやすく伝える。")
    response = look_for(client, {"q": "給食"})
    assert titles(response) == ["献立表"]
    assert results(response)[0].excerpt == "毎日の<mark>給食</mark>をわかりやすく伝える。"


def test_hit_in_the_title_comes_first(site, client):
    make_project("献立表", purpose="給食のこと")
    make_project("給食マップ", purpose="献立のこと")
    assert titles(look_for(client, {"q": "給食"}))[0] == "給食マップ"


def test_every_kind_is_found_and_has_its_tab(site, client):
    make_project("防災マップ")
    make_challenge("防災無線")
    make_event("防災の日")
    make_brigade("防災 for All")
    response = look_for(client, {"q": "防災"})
    assert sorted(titles(response)) == ["防災 for All", "防災の日", "防災マップ", "防災無線"]
    assert [(count, current) for _label, count, _url, current in response.context_data["tabs"]] == [
        (4, True),
        (1, False),
        (1, False),
        (1, False),
        (1, False),
    ]
    assert titles(look_for(client, {"q": "防災", "type": "event"})) == ["防災の日"]


def test_region_of_that_name_comes_first_and_leads_to_its_prefecture(site, client):
    make_municipality()
    make_project("神戸の地図")
    response = look_for(client, {"q": "神戸"})
    assert titles(response) == ["神戸市", "神戸の地図"]
    assert results(response)[0].url.startswith("/regions/hyogo/")


def test_archived_projects_are_found_only_by_asking(site, client):
    make_project("給食の今")
    make_project("給食の昔", status="archived")
    response = look_for(client, {"q": "給食"})
    assert titles(response) == ["給食の今"]
    assert response.context_data["look"].archived_count == 1
    assert sorted(titles(look_for(client, {"q": "給食", "archived": "1"}))) == ["給食の今", "給食の昔"]


def test_translated_page_is_one_hit_in_the_readers_words(site, client):
    translate(make_project("給食の地図", slug="lunch"), "en", title="School lunch map")
    make_project("給食の暦", slug="calendar")
    japanese = look_for(client, {"q": "lunch"})
    assert titles(japanese) == ["給食の地図"]
    english = look_for(client, {"q": "給食"}, "/en")
    assert sorted(titles(english)) == ["School lunch map", "給食の暦"]
    assert {result.url: result.language for result in results(english)} == {
        "/en/projects/lunch/": None,
        "/en/projects/calendar/": "ja",
    }


def test_drafts_and_restricted_pages_are_not_found(site, client):
    make_project("給食の下書き").unpublish()
    hidden = make_project("給食の秘密")
    PageViewRestriction.objects.create(page=hidden.page_ptr, restriction_type="login")
    assert titles(look_for(client, {"q": "給食"})) == []


@pytest.mark.parametrize("language", ["", "/en"])
def test_nothing_found_suggests_shorter_words_that_find_something(site, client, language):
    make_project("防災の地図")
    response = look_for(client, {"q": "防災 ロケット"}, language)
    assert response.context_data["ways_out"]["shorter"] == [("防災", "?q=%E9%98%B2%E7%81%BD", 1)]
    assert f'href="?q={"%E9%98%B2%E7%81%BD"}"' in response.content.decode()


def test_page_without_a_query_offers_what_there_is(site, client):
    make_project("献立表", topics=[make_topic("food", "給食・食")])
    response = look_for(client, {})
    assert titles(response) == ["献立表"]
    (topics,) = [group for group in response.context_data["groups"] if group.name == "topic"]
    assert [(option.value, option.label, option.count) for option in topics.options] == [("food", "給食・食", 1)]


def test_absurdly_long_query_is_cut_and_says_so(site, client):
    response = look_for(client, {"q": "給食 " * 5000})
    assert response.status_code == 200
    assert len(response.context_data["words"].text) <= LONGEST_QUERY
    assert response.context_data["words"].was_cut is True


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "'; DROP TABLE x; --",
        "\x00",
        "%",
        '"""',
        "* AND (",
        "🍙",
    ],
)
def test_hostile_query_is_only_text(site, client, hostile):
    make_project("<script>alert(1)</script>", purpose="<b>太字</b> DROP TABLE x")
    response = look_for(client, {"q": hostile})
    html = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in html
    assert "<img src=x" not in html


@pytest.mark.parametrize(
    ("typed", "text", "was_cut"),
    [("  給食　 防災\t", "給食 防災", False), ("a" * 101, "a" * 100, True), ("\x00\x07", "", False)],
)
def test_typed_words_are_made_fit(typed, text, was_cut):
    assert Words.of(typed) == Words(text, was_cut)


def test_shorter_words_are_the_parts():
    assert Words("防災 地図 a").shorter() == ["防災", "地図"]
    assert Words("学校給食").shorter() == ["学校", "給食"]
    assert Words("給食").shorter() == []


def test_search_is_not_for_search_engines(site, client):
    response = look_for(client, {"q": "給食"})
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_results_are_paginated_and_odd_parameters_do_no_harm(site, client):
    for _number in range(23):
        make_project("給食")
    response = look_for(client, {"q": "給食", "page": "2", "type": "no-such"})
    assert len(titles(response)) == 3
    assert look_for(client, {"q": "給食", "page": "x"}).status_code == 200


def test_changing_the_language_keeps_the_words(site, client):
    page = client.get("/search/?q=給食").content.decode()
    assert '<a href="/en/search/?q=%E7%B5%A6%E9%A3%9F" lang="en" hreflang="en">English</a>' in page
