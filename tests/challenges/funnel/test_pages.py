"""The page of the funnel as visitors see it: numbers, pictures, tables, and what nobody knows."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import PageViewRestriction

from challenges.models import Round
from tests.challenges.outcomes.making import make_outcome
from tests.factories import (
    make_challenge,
    make_municipality,
    make_municipality_page,
    make_prefecture,
    make_topic,
)
from tests.projects.reading import links, texts

from .making import Way, make_proposals

pytestmark = pytest.mark.usefixtures("site")

ADDRESS = "/en/challenges/funnel/"


def read(client, query=""):
    cache.clear()
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 200
    return response


def parsed(client, query=""):
    return BeautifulSoup(read(client, query).content, "html.parser")


def figures(client, query=""):
    """{label: (value, note)} of the five on top."""
    found = parsed(client, query).select("section .figure")
    return {each.dt.get_text(): tuple(part.get_text(strip=True) for part in each.select("dd")) for each in found}


def table(client, query=""):
    """Rows of the second table, as texts."""
    rows = parsed(client, query).select("section[aria-labelledby=compared] tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def lines(client, query=""):
    response = client.get(f"{ADDRESS}table.csv{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))


@pytest.fixture
def world():
    """Two years: the first as the programme's list tells it, the second lived on this site."""
    year = Round.objects.create(slug="2025", name_ja="2025年度", name_en="Fiscal 2025", year=2025)
    listed = datetime(2019, 12, 5, tzinfo=UTC)
    Way(stage="closed", closes_at=listed).make()
    here = {"was_opened_here": True, "round": year}
    food = make_topic()
    Way(stage="finished", submitted=3, pilot="page", outcome=(True, "yes", "procured"), topics=[food], **here).make()
    Way(stage="finished", submitted=2, pilot="page", outcome=(True, "partly", "free"), **here).make()
    Way(stage="pilot", submitted=4, pilot="page", topics=[food], **here).make()
    Way(stage="finished", submitted=1, **here).make()


def test_page_begins_with_five_figures_and_of_how_many_they_are_known(client, world):
    assert figures(client) == {
        "Challenges": ("5", "5 of them closed"),
        "Proposals": ("10", "known of 4 of 5 challenges"),
        "Pilots": ("3", "known of 4 of 5 challenges"),
        "Solved": ("50%", "1 of 2 outcomes"),
        "Procured": ("50%", "1 of 2 outcomes"),
    }


def test_figures_say_when_they_were_counted(client, world):
    (first, *_more) = parsed(client).select("section .as-of time")
    assert abs(datetime.fromisoformat(first["datetime"]) - timezone.now()) < timedelta(minutes=2)


def test_pilot_without_an_outcome_is_not_called_unsolved(client):
    Way(stage="pilot", pilot="page").make()
    Way(stage="pilot", pilot="page", outcome=(False, "no", "not")).make()
    found = figures(client)
    assert found["Pilots"] == ("2",)
    assert found["Solved"] == ("unknown", "no outcome answers this yet")
    make_outcome(make_challenge(stage="pilot"), solved="yes", adopted=None)
    found = figures(client)
    assert found["Solved"] == ("100%", "1 of 1 outcomes")
    assert found["Procured"] == ("unknown", "no outcome answers this yet")


def test_challenge_of_which_nothing_is_known_is_unknown_and_not_nought(client):
    Way(stage="closed", closes_at=datetime(2019, 12, 5, tzinfo=UTC)).make()
    assert figures(client)["Proposals"] == ("unknown", "not known of any of 1 challenges")
    assert table(client) == [["Fiscal 2019", "1", "unknown 0 / 1", "unknown 0 / 1", "0", "unknown", "unknown"]]
    (line,) = lines(client)
    assert (line["proposals"], line["pilots"], line["solved_no"], line["share_solved"]) == ("", "", "", "")
    assert (line["proposals_known"], line["told"]) == ("0", "0")


def test_pictures_have_a_title_a_description_and_a_table_behind(client, world):
    found = parsed(client).select("figure.chart")
    assert len(found) == 2
    for picture in found:
        drawing = picture.select_one("svg[role=img]")
        caption = picture.figcaption.get_text(strip=True)
        assert drawing.find("title").get_text(strip=True) == caption
        assert picture.find(id=drawing["aria-describedby"]).get_text(strip=True)
        assert picture.select_one("details table caption").get_text(strip=True)
        assert {head["scope"] for head in picture.select("thead th")} == {"col"}
        assert {head["scope"] for head in picture.select("tbody th")} == {"row"}
        assert not picture.select("[style]")


def test_first_picture_tells_each_step_and_its_bars_are_as_long(client, world):
    picture = parsed(client).select_one("figure.chart svg")
    said = picture.desc.get_text(" ", strip=True)
    assert said == (
        "Challenges: 5; Pilots: 3; Outcomes told: 2; "
        "Solved: 1, and 1 in part; Procured: 1, and 1 adopted free of charge"
    )
    assert [bar["width"] for bar in picture.select(".chart__bar")] == ["100%", "60%", "40%", "20%", "20%"]
    assert [(bar["x"], bar["width"]) for bar in picture.select(".chart__part")] == [("20%", "20%")] * 2


def test_years_stand_side_by_side_the_latest_first(client, world):
    assert table(client) == [
        ["Fiscal 2025", "4", "10 4 / 4", "3 4 / 4", "2", "50% 1 of 2", "50% 1 of 2"],
        ["Fiscal 2019", "1", "unknown 0 / 1", "unknown 0 / 1", "0", "unknown", "unknown"],
    ]


def test_challenges_are_compared_by_round_municipality_and_topic(client, world):
    assert [row[:2] for row in table(client, "?by=round")] == [["Fiscal 2025", "4"], ["in no round", "1"]]
    assert [row[:2] for row in table(client, "?by=region")] == [["神戸市, Hyogo", "5"]]
    assert [row[:2] for row in table(client, "?by=topic")] == [["Food", "2"], ["without a topic", "3"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("?year=2025", "4"), ("?year=2019", "1"), ("?round=2025", "4"), ("?topic=food", "2"), ("?region=280003", "5")],
)
def test_funnel_is_narrowed(client, world, query, expected):
    assert figures(client, query)["Challenges"][0] == expected
    assert "Clear all" in read(client, query).content.decode()


def test_row_leads_to_its_challenges_alone_compared_in_another_way(client, world):
    assert "?year=2025&by=round" in links(read(client))
    assert "?by=region&round=2025" in links(read(client, "?by=round"))
    assert "?by=topic&region=281000" in links(read(client, "?by=region"))


def test_row_of_a_prefecture_leads_nowhere_for_its_towns_are_in_it_too(client):
    make_challenge(municipality=make_municipality_page(make_prefecture()))
    assert not [link for link in links(read(client, "?by=region")) if "region=280003" in link]


def test_funnel_leads_to_the_list_of_the_same_challenges(client, world):
    assert "/en/challenges/?topic=food" in links(read(client, "?topic=food&by=round"))
    assert len(client.get("/en/challenges/?topic=food").context["listing"].cards) == 2
    assert not [link for link in links(read(client, "?year=2025")) if link.startswith("/en/challenges/?")]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?year=MMXX", "There is no challenge of the fiscal year “MMXX”."),
        ("?year=2024", "There is no challenge of the fiscal year “2024”."),
        ("?round=atlantis", "There is no challenge in the round “atlantis”."),
        ("?topic=atlantis", "No challenge has the topic “atlantis”."),
        ("?region=999999", "“999999” is the national code of no prefecture"),
        ("?by=mood", "Challenges cannot be compared by “mood”."),
    ],
)
def test_nonsense_is_told_and_all_is_shown(client, world, query, said):
    page = read(client, query).content.decode()
    assert said in page
    assert figures(client, query)["Challenges"][0] == "5"


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", ""])
def test_page_that_is_not_there_is_the_first_or_the_last(client, world, page):
    assert table(client, f"?page={page}") == table(client)


def test_drafts_and_private_pages_are_not_counted(client):
    make_challenge(stage="open")
    make_challenge(stage="closed").unpublish()
    private = make_challenge(stage="closed")
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type="login")
    assert figures(client)["Challenges"] == ("1", "0 of them closed")
    assert figures(client)["Proposals"] == ("unknown", "none has closed yet")


def test_empty_site_says_what_will_be_here(client):
    page = parsed(client)
    assert page.select_one(".empty__title").get_text() == "No challenge has been posted yet."
    assert not page.select("figure.chart")


def test_filters_that_leave_nothing_say_how_to_go_on(client, world):
    other = make_topic("roads", "道路", "Roads")
    make_challenge(stage="open", municipality=make_municipality_page(make_prefecture("130001")), topics=[other])
    response = read(client, "?topic=roads&year=2025")
    assert texts(response, "empty__title") == ["There is no such challenge."]
    assert ADDRESS in links(response)


def test_figures_of_2019_stand_beside_with_their_year_and_source(client):
    note = parsed(client).select_one("aside")
    assert [each.get_text(strip=True) for each in note.select("dd")] == ["24", "over 100", "over 70%", "over 40%"]
    assert note.figcaption.get_text(strip=True) == (
        "as of the year 2019 · A lecture by Code for Japan, “共創のためのICT活用”"
    )
    japanese = client.get("/challenges/funnel/").content.decode()
    assert "2019年 時点 · Code for Japan の講演「共創のためのICT活用」" in japanese


def test_csv_says_what_the_table_says(client, world):
    last, first = lines(client)
    assert (last["year"], last["name"], last["challenges"], last["proposals"]) == ("2025", "Fiscal 2025", "4", "10")
    assert (last["share_solved"], last["adopted_free"], last["pilots_known"]) == ("0.5000", "1", "4")
    assert datetime.fromisoformat(last["as_of"]).utcoffset() == timedelta(0)
    assert first["year"] == "2019"
    assert [line["topic"] for line in lines(client, "?by=topic&year=2025")] == ["food", ""]
    assert "/en/challenges/funnel/table.csv?by=topic" in links(read(client, "?by=topic&page=1"))


def test_csv_holds_no_formula(client):
    Way(stage="closed", round=Round.objects.create(slug="x", name_ja="=1+1", year=2025)).make()
    assert [line["name"] for line in lines(client, "?by=round")] == ["'=1+1"]


def make_towns(number):
    for each in range(number):
        region = make_municipality(f"{281018 + each}", f"町{each}", "まち")
        challenge = make_challenge(stage="closed", municipality=make_municipality_page(region), topics=[make_topic()])
        make_proposals(challenge, submitted=1)
        make_outcome(challenge)


def test_many_municipalities_come_in_pages_and_all_of_them_in_the_csv(client):
    make_towns(23)
    assert len(table(client, "?by=region")) == 20
    assert len(table(client, "?by=region&page=2")) == 3
    assert len(lines(client, "?by=region")) == 23
    assert len(read(client, "?by=region").content) < 60_000


@pytest.mark.parametrize("number", [1, 25])
@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 5), ("?by=round", 5), ("?by=region", 6), ("?by=topic", 7), ("?region=281000&topic=food&by=topic", 8)],
)
def test_page_costs_the_same_for_any_number(client, django_assert_num_queries, number, query, queries):
    make_towns(number)
    make_challenge(municipality=make_municipality_page(), topics=[make_topic()], stage="open")
    cache.clear()
    with django_assert_num_queries(queries):
        client.get(f"{ADDRESS}{query}")


def test_list_and_rounds_lead_to_the_funnel(client):
    assert ADDRESS in links(client.get("/en/challenges/"))
    assert f"{ADDRESS}?by=round" in links(client.get("/en/challenges/rounds/"))


def test_page_is_in_japanese_first(client, world):
    page = client.get("/challenges/funnel/?by=topic").content.decode()
    for said in ("課題のゆくえ", "どこまで進んだか", "分野別", "給食・食", "分野なし", "成果2件中1件"):
        assert said in page
