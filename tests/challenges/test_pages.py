"""Challenges as visitors see them: the list by stage, a municipality, one challenge."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from challenges.models import Round
from tests.factories import (
    make_challenge,
    make_municipality_page,
    make_prefecture,
    make_project,
    make_topic,
    translate,
)
from tests.projects.reading import facts, links, texts, titles

pytestmark = pytest.mark.usefixtures("site")

DAY = timedelta(days=1)


def make_round(slug="2019-second-half", name_ja="2019年度下期", name_en="Second half of fiscal 2019", year=2019):
    return Round.objects.create(slug=slug, name_ja=name_ja, name_en=name_en, year=year)


@pytest.fixture
def kobe(site):
    return make_municipality_page(slug="kobe", website="https://www.city.kobe.example/")


@pytest.fixture
def tokyo(site):
    return make_municipality_page(make_prefecture("130001"), slug="tokyo")


def test_list_groups_challenges_by_stage_with_the_time_left(client, kobe):
    now = timezone.now()
    make_challenge("募集している", municipality=kobe, stage="open", closes_at=now + 3 * DAY + timedelta(hours=1))
    make_challenge("試している", municipality=kobe, stage="pilot")
    response = client.get("/challenges/")
    assert texts(response, "stage-group") != []
    assert [(stage.value, [card.title for card in cards]) for stage, cards in response.context["stages"]] == [
        ("open", ["募集している"]),
        ("pilot", ["試している"]),
    ]
    assert [text[:5] for text in texts(response, "deadline")] == ["あと 3 "]


def test_list_shows_what_the_clock_has_closed_among_the_closed(client, kobe):
    make_challenge("過ぎた", municipality=kobe, stage="open", closes_at=timezone.now() - DAY)
    response = client.get("/challenges/")
    assert [stage.value for stage, _cards in response.context["stages"]] == ["closed"]
    assert texts(response, "deadline") == []


def test_list_is_narrowed_by_stage_region_topic_round_and_words(client, kobe, tokyo):
    food, latest = make_topic(), make_round()
    make_challenge(
        "神戸の給食", municipality=kobe, stage="pilot", topics=[food], round=latest, problem="献立表を新しく"
    )
    make_challenge("東京の道路", municipality=tokyo, stage="open")
    for query in ("stage=pilot", "region=280003", "region=281000", "topic=food", "round=2019-second-half"):
        assert titles(client.get(f"/challenges/?{query}")) == ["神戸の給食"]
    assert titles(client.get("/challenges/?region=130001&stage=open")) == ["東京の道路"]
    assert titles(client.get("/challenges/?q=献立")) == ["神戸の給食"]


def test_list_offers_only_what_some_challenge_has(client, kobe, tokyo):
    make_topic("disaster", "防災", "Disaster")
    make_challenge(municipality=kobe, topics=[make_topic()], round=make_round())
    form = client.get("/challenges/").context["listing"].form
    assert [value for value, _label in form.fields["topic"].choices] == ["", "food"]
    assert [value for value, _label in form.fields["round"].choices] == ["", "2019-second-half"]
    assert [value for value, _label in form.fields["region"].choices] == ["", "130001", "280003"]


def test_list_of_an_unknown_value_says_so_and_shows_all(client, kobe):
    make_challenge("ある", municipality=kobe)
    response = client.get("/challenges/?topic=atlantis")
    assert titles(response) == ["ある"]
    assert texts(response, "errorlist") == ["「atlantis」という分野の課題はありません。一覧から選んでください。"]


def test_list_may_be_sorted_by_day_of_publication(client, kobe):
    make_challenge("先", municipality=kobe, stage="open")
    make_challenge("後", municipality=kobe, stage="withdrawn")
    response = client.get("/challenges/?sort=newest")
    assert (titles(response), texts(response, "stage-group")) == (["後", "先"], [])


def test_empty_list_says_how_to_go_on(client, site):
    response = client.get("/challenges/?q=存在しない")
    assert texts(response, "empty__title") != []
    assert "/challenges/" in links(response)


def test_municipality_shows_its_own_challenges_and_what_is_known_of_it(client, kobe, tokyo):
    make_challenge("神戸の給食", municipality=kobe)
    make_challenge("東京の道路", municipality=tokyo)
    response = client.get("/challenges/kobe/")
    assert titles(response) == ["神戸の給食"]
    assert facts(response) == {"地域": "兵庫県神戸市", "ウェブサイト": "www.city.kobe.example"}
    assert "/regions/hyogo/" in links(response)


def test_municipality_without_challenges_says_so(client, kobe):
    assert texts(client.get("/challenges/kobe/"), "empty__title") == ["この自治体は、まだ課題を公開していません。"]


def make_menu(kobe, **fields):
    return make_challenge(
        "新しいこんだて表",
        slug="menu",
        municipality=kobe,
        problem="毎日の給食を伝える便りが読みにくい。\n\n読む人はさまざまです。",
        affected="保護者",
        goal="だれにも読める。",
        support="献立データ",
        conditions="公開すること",
        budget="50万円まで",
        round=make_round(),
        department="教育委員会",
        contact="menu@city.kobe.example",
        partner="見本社",
        topics=[make_topic()],
        source="募集ページ",
        source_url="https://www.city.kobe.example/menu",
        **fields,
    )


def test_challenge_says_all_that_is_known_in_japanese_time(client, kobe):
    make_menu(
        kobe,
        stage="selected",
        opens_at=datetime(2019, 11, 1, 0, tzinfo=UTC),
        closes_at=datetime(2019, 12, 5, 8, 30, tzinfo=UTC),
    )
    response = client.get("/challenges/kobe/menu/")
    assert texts(response, "h1") == ["新しいこんだて表"]
    assert texts(response, "badge") == ["パートナー決定"]
    assert facts(response) == {
        "自治体": "神戸市",
        "担当部署": "教育委員会",
        "募集期": "2019年度下期",
        "募集開始（日本時間）": "2019年11月1日(金) 09:00",
        "締切（日本時間）": "2019年12月5日(木) 17:30",
        "予算": "50万円まで",
        "選ばれたパートナー": "見本社",
        "連絡先": "menu@city.kobe.example",
        "分野": "給食・食",
        "出典": "募集ページ",
    }
    assert [part.heading for part in response.context["texts"]] == [
        "困りごと",
        "困っている人",
        "目指すこと",
        "自治体が提供するデータと支援",
        "条件",
        "成果",
    ]
    assert texts(response, "timeline__current") == ["パートナー決定 その後は、このサイトでは分かっていません。"]


def test_challenge_that_closes_at_midnight_names_its_last_day(client, kobe):
    make_menu(kobe, stage="closed", closes_at=datetime(2019, 12, 5, 15, tzinfo=UTC))
    response = client.get("/challenges/kobe/menu/")
    assert facts(response)["締切（日本時間）"] == "2019年12月5日(木) の終わりまで"
    current = texts(response, "timeline__current")
    assert current == ["募集終了 2019年12月5日(木) その後は、このサイトでは分かっていません。"]


def test_open_challenge_shows_the_time_left_on_top(client, kobe):
    make_menu(kobe, stage="open", closes_at=timezone.now() + timedelta(hours=5, minutes=1))
    response = client.get("/challenges/kobe/menu/")
    assert texts(response, "deadline")[0].startswith("あと 5 時間")
    assert texts(response, "badge") == ["募集中"]


@pytest.mark.parametrize("address", ["/challenges/kobe/menu/", "/challenges/"])
def test_deadline_at_the_end_of_a_day_names_that_day(client, kobe, address):
    make_menu(kobe, stage="open", closes_at=datetime(2126, 12, 5, 15, tzinfo=UTC))
    assert texts(client.get(address), "deadline")[0].endswith("2126年12月5日(木) まで")


def test_challenge_says_what_is_not_known(client, kobe):
    make_challenge("何も知られていない", slug="unknown", municipality=kobe, stage="closed")
    response = client.get("/challenges/kobe/unknown/")
    assert facts(response) == {"自治体": "神戸市", "締切（日本時間）": "不明", "予算": "不明"}
    assert [(part.heading, part.text) for part in response.context["texts"]] == [("成果", "")]


def test_challenge_in_preparation_asks_for_no_outcome(client, kobe):
    make_challenge("これから", slug="next", municipality=kobe, problem="困っている")
    assert [part.heading for part in client.get("/challenges/kobe/next/").context["texts"]] == ["困りごと"]


def test_challenge_shows_the_projects_that_work_on_it(client, kobe):
    make_menu(kobe, projects=[make_project("給食の地図")])
    assert titles(client.get("/challenges/kobe/menu/")) == ["給食の地図"]


def test_project_shows_the_challenges_it_answers(client, kobe):
    make_menu(kobe, projects=[make_project("給食の地図", slug="lunch")])
    assert "新しいこんだて表" in titles(client.get("/projects/lunch/"))


def test_translated_challenge_speaks_english_about_the_same_facts(client, kobe):
    translate(make_menu(kobe, stage="pilot"), "en", title="A new school menu", problem="It is hard to read.")
    response = client.get("/en/challenges/kobe/menu/")
    assert texts(response, "h1") == ["A new school menu"]
    assert texts(response, "badge") == ["pilot"]
    assert facts(response)["Round"] == "Second half of fiscal 2019"
    assert texts(response, "language-note") == []
    assert titles(client.get("/en/challenges/")) == ["A new school menu"]


def test_english_page_of_an_untranslated_challenge_says_so(client, kobe):
    make_menu(kobe, stage="pilot")
    response = client.get("/en/challenges/kobe/menu/")
    assert texts(response, "h1") == ["新しいこんだて表"]
    assert texts(response, "language-note") == ["Only available in Japanese"]
    assert '<h1 lang="ja">' in response.content.decode()


def test_challenge_tells_programs_what_is_asked_for(client, kobe):
    make_menu(kobe, stage="open", closes_at=datetime(2026, 12, 5, 8, 30, tzinfo=UTC))
    content = client.get("/challenges/kobe/menu/").content.decode()
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', content, re.DOTALL)
    demand, breadcrumb = map(json.loads, scripts)
    assert (demand["@type"], demand["availabilityEnds"]) == ("Demand", "2026-12-05T08:30:00+00:00")
    assert [item["name"] for item in breadcrumb["itemListElement"]] == [
        "ともに",
        "地域課題",
        "神戸市",
        "新しいこんだて表",
    ]


def test_markup_in_texts_is_text(client, kobe):
    nasty = "</script><script>alert(1)</script>"
    make_challenge(
        nasty, slug="nasty", municipality=kobe, problem=nasty, outcome=nasty, contact=nasty, partner=nasty, budget=nasty
    )
    for address in ("/challenges/", "/challenges/kobe/", "/challenges/kobe/nasty/", "/regions/hyogo/"):
        assert "<script>alert" not in client.get(address).content.decode()
