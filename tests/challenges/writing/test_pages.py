"""What was written in parts stands on the page, in what other programs read, and in the search."""

import json

import pytest

from accounts.personal_data import KEPT, prepare_deletion
from tests.factories import make_challenge, translate

from .conftest import decide, hand_in, soup, text_of, the_challenge

FACTS = {
    "affected_number": 3800,
    "affected_counted": "小学校の児童、2026年5月",
    "tried": "2024年に入力フォームを試した。",
    "goal_measure": "電話を1日10件未満にする。",
    "after_pilot": "来年度の予算を要求する。",
    "budget_kind": "up_to",
    "budget_yen": 500_000,
    "budget": "実証実験の費用",
    "is_open_source": True,
}


def shown(client, path="/challenges/kobe/absence/"):
    return soup(client.get(path))


def facts(page):
    return {text_of(term): text_of(term.find_next_sibling("dd")) for term in page.select("dl dt")}


def demand(page):
    found = [json.loads(each.string) for each in page.select("script[type='application/ld+json']")]
    graph = [entry for each in found for entry in (each.get("@graph", [each]) if isinstance(each, dict) else each)]
    return next(entry for entry in graph if entry["@type"] == "Demand")


def test_page_tells_all_parts(client, kobe):
    make_challenge("欠席の連絡", municipality=kobe, slug="absence", **FACTS)
    page = shown(client)
    headings = [text_of(each) for each in page.select("main h2")]
    assert [each for each in headings if each in {"これまでに試したこと", "目標の測り方", "実証実験の後"}] == [
        "これまでに試したこと",
        "目標の測り方",
        "実証実験の後",
    ]
    assert facts(page)["困っている人の数"] == "3,800（小学校の児童、2026年5月）"
    assert facts(page)["予算"] == "500,000円まで（実証実験の費用）"
    assert facts(page)["成果物"] == "オープンソースとして公開"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"budget_kind": "none"}, "自治体からの支出なし"),
        ({"budget_kind": "undecided"}, "未定"),
        ({"budget_kind": "fixed", "budget_yen": 1_200_000}, "1,200,000円"),
        ({"budget_kind": "up_to"}, "上限あり"),
        ({"budget": "50万円まで"}, "50万円まで"),
        ({"budget_yen": 9}, "不明"),
        ({}, "不明"),
    ],
)
def test_budget_is_told_as_it_was_given(client, kobe, fields, said):
    make_challenge(municipality=kobe, slug="absence", **fields)
    assert facts(shown(client))["予算"] == said


def test_what_nobody_has_told_is_left_out_and_not_zero(client, kobe):
    make_challenge(municipality=kobe, slug="absence")
    assert set(facts(shown(client))) & {"困っている人の数", "成果物"} == set()
    assert set(demand(shown(client))) & {"additionalProperty", "eligibleTransactionVolume"} == set()


def test_result_that_stays_closed_says_so(client, kobe):
    make_challenge(municipality=kobe, slug="absence", is_open_source=False)
    assert facts(shown(client))["成果物"] == "オープンソースにはしない"
    (said,) = demand(shown(client))["additionalProperty"]
    assert (said["propertyID"], said["value"]) == ("is_open_source", False)


def test_programs_read_the_same(client, kobe):
    make_challenge(municipality=kobe, slug="absence", **FACTS)
    data = demand(shown(client))
    assert data["eligibleTransactionVolume"] == {
        "@type": "PriceSpecification",
        "priceCurrency": "JPY",
        "maxPrice": 500_000,
    }
    assert {each["propertyID"]: each["value"] for each in data["additionalProperty"]} == {
        "affected_number": 3800,
        "goal_measure": "電話を1日10件未満にする。",
        "is_open_source": True,
    }


def test_english_page_has_the_words_of_the_translation_and_the_facts_of_the_original(client, kobe):
    page = make_challenge("欠席の連絡", municipality=kobe, slug="absence", **FACTS)
    translate(kobe, "en", title="Kobe")
    translate(page, "en", title="Absence", affected_counted="pupils", goal_measure="Fewer than 10 calls a day.")
    said = facts(shown(client, "/en/challenges/kobe/absence/"))
    assert said["How many suffer it"] == "3,800 (pupils)"
    assert said["Budget"].startswith("up to 500,000 yen")
    assert said["What is made"] == "will be open source"


def test_search_finds_what_was_tried(client, kobe):
    make_challenge("欠席の連絡", municipality=kobe, slug="absence", **FACTS)
    make_challenge("別の話", municipality=kobe)
    found = soup(client.get("/challenges/?q=入力フォーム"))
    assert "欠席の連絡" in text_of(found)
    assert "別の話" not in text_of(found)


def test_copy_of_what_is_kept_names_what_somebody_handed_in(officer, colleague, kobe):
    hand_in(officer, kobe)
    of = KEPT["challenges_handed_in"].of
    assert [each["challenge"] for each in of(officer)] == ["欠席の連絡"]
    assert of(colleague) == []


def test_deleted_officer_leaves_the_challenge_to_the_others(officer, colleague, office, kobe):
    page = hand_in(officer, kobe)
    prepare_deletion(officer)
    officer.delete()
    decide(colleague, page, "approve")
    decide(office, page, "approve")
    assert the_challenge().live is True
