"""The list of outcomes: what another town looks for, and finds."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import (
    make_challenge,
    make_municipality,
    make_municipality_page,
    make_prefecture,
    make_project,
    make_topic,
)

from .making import make_outcome

pytestmark = pytest.mark.usefixtures("site")

ADDRESS = "/challenges/outcomes/"


@pytest.fixture
def outcomes(site):
    """Two solved in Kobe, one of them with code; one that is not, in Tokyo."""
    kobe = make_municipality_page(slug="kobe")
    tokyo = make_municipality_page(make_municipality("131016", "千代田区", "ちよだく", "130001"), slug="chiyoda")
    food = make_topic()
    make_outcome(make_challenge("給食", municipality=kobe, stage="finished", topics=[food]), links=[{}])
    make_outcome(
        make_challenge("窓口", municipality=kobe, stage="pilot"), adopted=None, links=[{"licence": "not-open"}]
    )
    make_outcome(
        make_challenge("道路", municipality=tokyo, stage="finished"),
        solved="no",
        adopted="not",
        why_ja="写真が集まりませんでした。",
        observed_on="2025-03-31",
    )


def titles(client, query="", language=""):
    page = BeautifulSoup(client.get(f"{language}{ADDRESS}{query}").content, "html.parser")
    return [each.h3.text for each in page.select(".reuse")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"給食", "窓口", "道路"}),
        ("?solved=yes", {"給食", "窓口"}),
        ("?solved=no", {"道路"}),
        ("?adopted=procured", {"給食"}),
        ("?adopted=unknown", {"窓口"}),
        ("?topic=food", {"給食"}),
        ("?region=130001", {"道路"}),
        ("?region=280003&open=on", {"給食"}),
        ("?q=集まりません", {"道路"}),
        ("?q=窓口", {"窓口"}),
        ("?solved=partly", set()),
    ],
)
def test_filters_narrow_the_list(client, outcomes, query, found):
    assert set(titles(client, query)) == found


def test_latest_come_first(client, outcomes):
    assert titles(client)[-1] == "道路"


def test_same_list_in_english_shows_what_is_not_translated_in_japanese(client, outcomes):
    page = BeautifulSoup(client.get(f"/en{ADDRESS}?solved=no").content, "html.parser")
    [card] = page.select(".reuse")
    assert (card.h3["lang"], card.h3.text) == ("ja", "道路")
    assert "not solved" in card.text


@pytest.mark.parametrize("query", ["?solved=perhaps", "?topic=nothing", "?region=999", "?adopted=x"])
def test_unknown_value_is_told_and_breaks_nothing(client, outcomes, query):
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 200
    assert "一覧から選んでください" in response.content.decode()


def test_only_what_is_offered_exists(client, outcomes):
    page = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    assert [each["value"] for each in page.select("select[name=region] option[value]") if each["value"]] == [
        "130001",
        "280003",
    ]
    assert [each["value"] for each in page.select("select[name=topic] option[value]") if each["value"]] == ["food"]


def test_outcome_of_a_challenge_that_was_taken_off_is_not_listed(client, outcomes):
    hidden = make_challenge("消えた", stage="finished")
    make_outcome(hidden)
    hidden.unpublish()
    assert "消えた" not in titles(client)


def test_empty_list_says_that_nothing_was_told_yet(client):
    make_prefecture()
    assert "成果はまだ公開されていません。" in client.get(ADDRESS).content.decode()


def test_card_leads_to_the_contact_and_to_the_project(client, site):
    project = make_project(slug="queue")
    kobe = make_municipality_page(slug="kobe")
    make_outcome(make_challenge("窓口", slug="counter", municipality=kobe, stage="finished", projects=[project]))
    page = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    links = {each.text: each["href"] for each in page.select(".reuse .actions a")}
    assert links == {
        "わたしのまちで使う": "/challenges/kobe/counter/#outcome-contact",
        "プロジェクトを見る": "/projects/queue/",
    }
    contact = BeautifulSoup(client.get("/challenges/kobe/counter/").content, "html.parser").select("#outcome-contact")
    assert len(contact) == 1


def test_list_of_challenges_leads_here(client, site):
    assert f'href="{ADDRESS}"' in client.get("/challenges/").content.decode()
