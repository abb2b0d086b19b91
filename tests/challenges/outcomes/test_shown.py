"""What everybody reads of an outcome: on the challenge, the project, the prefecture and in the search."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from challenges.models import ChallengeProject
from challenges.outcomes.models import DIGITS, PLACES
from challenges.outcomes.services import publish_outcome
from challenges.outcomes.telling import with_unit, yen
from tests.factories import make_challenge, make_municipality_page, make_project, translate

from .making import NOW, make_outcome

pytestmark = pytest.mark.usefixtures("site")

ADDRESS = "/challenges/kobe/counter/"


@pytest.fixture
def challenge(site):
    kobe = make_municipality_page(slug="kobe")
    return make_challenge(
        "窓口の待ち時間", slug="counter", municipality=kobe, stage="finished", problem="長く待ちます。"
    )


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def look(client, path=ADDRESS):
    """Past the pages that are kept for visitors."""
    return client.get(path, headers={"cookie": "sessionid=none"})


def outcome_on(client, path=ADDRESS):
    return page_of(look(client, path)).select_one("#outcome")


def test_what_is_unknown_says_so(client, challenge):
    make_outcome(challenge, solved=None, adopted=None, measure_ja="待ち時間", unit_ja="分", after="12.5")
    text = outcome_on(client).get_text(" ", strip=True)
    for said in (
        "解決したかは不明",
        "導入は未定",
        "前 不明",
        "目標 不明",
        "後 12.5分",
        "費用 不明",
        "公開されたものはありません",
    ):
        assert said in text


def test_nothing_paid_is_not_unknown(client, challenge):
    make_outcome(challenge, cost_yen=0)
    assert "費用 0円" in outcome_on(client).get_text(" ", strip=True)


def test_outcome_that_is_told_takes_the_place_of_the_words_of_the_page(client, challenge):
    challenge.outcome = "本格導入されました。"
    challenge.save()
    assert "本格導入されました。" in look(client).content.decode()
    make_outcome(challenge)
    page = page_of(look(client))
    assert [each.text for each in page.select("main h2")].count("成果") == 1
    assert "本格導入されました。" not in page.text


def test_mail_address_is_for_people_and_in_no_list(client, challenge):
    make_outcome(challenge, contact_email="shimin@city.example")
    response = look(client)
    links = [each["href"] for each in page_of(response).select("#outcome a[href^=mailto]")]
    assert links[0] == "mailto:shimin@city.example"
    assert links[1].startswith("mailto:shimin@city.example?subject=")
    assert "shimin@city" not in response.content.decode()
    for path in ("/challenges/outcomes/", "/regions/hyogo/"):
        page = page_of(look(client, path))
        assert "わたしのまちで使う" in page.text
        assert page.select("a[href^=mailto]") == []
        assert "shimin@city" not in page.text


def test_reader_of_english_gets_english_where_there_is_some_and_the_rest_is_marked(client, challenge):
    translate(challenge, "en", title="Waiting at the counter")
    make_outcome(challenge, result_en="Half the wait.", why_ja="予約を始めました。", cost_yen=1_200_000)
    outcome = outcome_on(client, "/en/challenges/kobe/counter/")
    text = outcome.get_text(" ", strip=True)
    assert "Half the wait." in text
    assert "1,200,000 yen" in text
    assert outcome.select_one("[lang=ja]").get_text(strip=True) == "予約を始めました。"


def test_outcome_costs_the_page_of_the_challenge_no_query_of_its_own(client, challenge):
    make_outcome(challenge, links=[{}, {"title": "仕様書"}])
    look(client)
    with CaptureQueriesContext(connection) as queries:
        look(client)
    assert sum("outcomes_outcome" in each["sql"] for each in queries) == 1


def test_correction_is_dated(client, challenge):
    outcome = make_outcome(challenge)
    assert "訂正" not in outcome_on(client).text
    values = {"result_ja": "待ち時間が3割短くなりました。"}
    later = NOW + timedelta(days=3)
    publish_outcome(challenge=challenge, values=values, links=[], version=outcome.version, by=None, now=later)
    text = outcome_on(client).get_text(" ", strip=True)
    assert "2026年11月20日(金) に公開" in text
    assert "2026年11月23日(月) に訂正" in text
    assert "3割" in text


def test_draft_is_nowhere(client, challenge):
    ChallengeProject.objects.create(challenge=challenge, project=make_project(slug="queue"))
    make_outcome(challenge, published=False)
    for path in (ADDRESS, "/challenges/outcomes/", "/projects/queue/", "/regions/hyogo/", "/search/?q=待ち時間が半分"):
        assert "待ち時間が半分になりました" not in look(client, path).content.decode()


def test_project_shows_the_outcomes_of_the_challenges_that_it_answers(client, challenge):
    project = make_project(slug="queue")
    for each in (challenge, make_challenge("まだ試している", stage="pilot")):
        ChallengeProject.objects.create(challenge=each, project=project)
    make_outcome(challenge)
    cards = page_of(look(client, "/projects/queue/")).select(".reuse")
    assert [each.h3.text for each in cards] == ["窓口の待ち時間"]
    assert "本格導入（調達）" in cards[0].text


def test_prefecture_shows_the_latest_outcomes_and_leads_to_all_of_its(client, challenge):
    for number in range(3):
        observed_on = NOW.date() - timedelta(days=number)
        make_outcome(make_challenge(f"課題{number}", stage="finished"), observed_on=observed_on)
    page = page_of(look(client, "/regions/hyogo/"))
    assert [each.h3.text for each in page.select(".reuse")] == ["課題0", "課題1"]
    assert page.select("a[href='/challenges/outcomes/?region=280003']")


def test_search_finds_the_words_of_an_outcome_once_it_is_published(client, challenge):
    values = {"result_ja": "整理券をやめました。", "observed_on": NOW.date(), "contact_department": "市民課"}
    assert "/challenges/kobe/counter/" not in look(client, "/search/?q=整理券").content.decode()
    publish_outcome(challenge=challenge, values=values, links=[], version=0, by=None, now=NOW)
    assert 'href="/challenges/kobe/counter/"' in look(client, "/search/?q=整理券").content.decode()


def test_other_programs_are_told_on_the_challenge_and_in_the_list(client, challenge):
    make_outcome(challenge, links=[{}, {"licence": "not-open"}, {"licence": ""}, {"licence": "MIT"}])
    expected = {
        "@type": "CreativeWork",
        "name": "窓口の待ち時間",
        "abstract": "待ち時間が半分になりました。",
        "license": ["https://spdx.org/licenses/MIT.html"],
        "dateModified": "2026-10-31",
    }
    own = _json_ld(look(client), "Demand")["subjectOf"]
    [entry] = _json_ld(look(client, "/challenges/outcomes/"), "ItemList")["itemListElement"]
    for work in (own, entry["item"]):
        assert work.pop("url").endswith("/challenges/kobe/counter/#outcome")
        assert work == expected


def _json_ld(response, kind):
    found = [json.loads(each.string) for each in page_of(response).select("script[type='application/ld+json']")]
    return next(each for each in found if each["@type"] == kind)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=PLACES, min_value=-(10**11), max_value=10**11))
def test_figure_is_shown_as_it_was_typed(figure):
    shown = with_unit(figure, "分")
    digits = shown.removesuffix("分").replace(",", "")
    assert type(figure)(digits) == figure
    assert "E" not in digits
    assert len(digits.lstrip("-").replace(".", "")) <= DIGITS
    assert not digits.endswith(".")


@given(st.integers(min_value=0, max_value=10**15))
def test_every_cost_is_a_figure_and_only_none_is_unknown(amount):
    assert "不明" in yen(None)
    assert int(yen(amount).removesuffix("円").replace(",", "")) == amount
