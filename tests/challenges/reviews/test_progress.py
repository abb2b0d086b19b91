"""Where a review stands, for officers and for reviewers; closing it early."""

import pytest
from bs4 import BeautifulSoup

from challenges.reviews.models import Review
from challenges.reviews.services import declare, name_reviewer
from tests.sending import send

from .conftest import AT
from .making import DAY, NOW, closed_challenge, make_proposal, score, score_and_hand_in
from .test_criteria_page import words_of

pytestmark = pytest.mark.django_db
FILES = ("ranking.csv", "scores.csv", "review.xlsx")
OF_OFFICERS = ("criteria/", "reviewers/", "decisions/", "decisions/send/", "close/", *FILES)


def table_of(response):
    rows = BeautifulSoup(response.content, "html.parser").select("main tbody tr")
    return [[" ".join(cell.text.split()) for cell in row.select("th, td")] for row in rows]


def test_officer_sees_who_is_done_and_no_score(challenge, reviewers, proposals, officer, people, browse):
    score_and_hand_in(reviewers[0], proposals, (4, 4, 4, 4, 1), note="ひみつの所見")
    score(reviewers[1], proposals[0])
    declare(challenge=challenge, user=people[2], by=people[2], conflicts={proposals[0].pk: "親族"}, now=NOW)
    page = browse(officer).get(AT)
    assert table_of(page) == [
        ["Hana", "提出済み", "2件中2件", "0", "2026年11月21日(土) 12:00"],
        ["Miki", "採点中", "2件中1件", "0", "—"],
        ["Ken", "未着手", "1件中0件", "1", "—"],
    ]
    assert "ひみつの所見" not in page.content.decode()
    assert "3人中1人が提出" in words_of(page)


def test_reviewer_who_scored_only_in_part_is_not_counted_as_done(challenge, reviewers, proposals, officer, browse):
    score(reviewers[0], proposals[0], (1, 2, 3, 4, None))
    assert table_of(browse(officer).get(AT))[0][:3] == ["Hana", "採点中", "2件中0件"]


def test_officer_learns_no_number_of_proposals_before_it_has_closed(kobe, officer, people, browse):
    challenge = closed_challenge(kobe, closes_at=NOW + DAY)
    make_proposal(challenge)
    name_reviewer(challenge=challenge, user=people[0], by=officer, now=NOW)
    assert table_of(browse(officer).get(AT)) == [["Hana", "締切待ち"]]


def test_reviewer_sees_how_many_are_waited_for_and_no_names(challenge, reviewers, proposals, people, browse):
    score_and_hand_in(reviewers[0], proposals)
    page = browse(people[1]).get(AT)
    assert "3人中1人が提出" in words_of(page)
    assert "Hana" not in words_of(page)


@pytest.mark.parametrize("page", ["", "criteria/", "reviewers/", "ranking/", "decisions/", "decisions/send/", "close/"])
def test_strangers_find_nothing(challenge, reviewers, teams, browse, page):
    assert browse(None).get(f"{AT}{page}").status_code == 302
    assert browse(teams[0]).get(f"{AT}{page}").status_code == 404


@pytest.mark.parametrize("page", OF_OFFICERS)
def test_reviewers_find_nothing_of_the_officers_side(challenge, reviewers, people, browse, page):
    assert browse(people[0]).get(f"{AT}{page}").status_code == 404


def test_officer_who_competes_finds_nothing(challenge, reviewers, proposals, officer, browse):
    proposals[0].team.create(user=officer, since=NOW)
    assert [browse(officer).get(f"{AT}{page}").status_code for page in ("", "ranking/", "decisions/")] == [404] * 3


def test_officer_without_the_second_factor_shows_it_first(challenge, reviewers, proposals, officer, settings, browse):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    pages = ["", "ranking/", f"decisions/{proposals[0].key}/", f"ranking/{proposals[0].key}/", *OF_OFFICERS]
    answers = [browse(officer).get(f"{AT}{page}") for page in pages]
    assert {each["Location"] for each in answers} == {"/accounts/second-factor/"}


def test_scoring_is_closed_early_with_a_reason(challenge, reviewers, proposals, officer, browse):
    score_and_hand_in(reviewers[0], proposals)
    client = browse(officer)
    assert "まだ提出していない人： Miki、Ken" in words_of(client.get(f"{AT}close/"))
    answer = send(client, f"{AT}close/", reason="二人が病気のため")
    assert answer["Location"] == f"{AT}ranking/"
    assert Review.objects.get().closing_reason == "二人が病気のため"
    page = client.get(AT)
    assert "二人が病気のため" in words_of(page)
    assert [row[1] for row in table_of(page)] == ["提出済み", "提出なし", "提出なし"]
    assert client.get(f"{AT}close/")["Location"] == AT


def test_closing_without_a_reason_is_refused(challenge, reviewers, officer, browse):
    assert send(browse(officer), f"{AT}close/", reason=" ").status_code == 200
    assert Review.objects.get().revealed_at is None


@pytest.mark.parametrize("slug", ["menu-2", "給食の献立"], ids=["Latin slug", "Japanese slug"])
def test_pages_of_a_review_mark_where_one_is(kobe, officer, browse, slug):
    address = closed_challenge(kobe, slug=slug).address()
    for place, here in (("", "いまの段階"), ("ranking/", "順位表")):
        page = BeautifulSoup(browse(officer).get(f"{address}review/{place}").content, "html.parser")
        assert [each.text for each in page.select("main .sorts [aria-current=page]")] == [here]
        crumbs = [each.text.strip() for each in page.select(".breadcrumb a")]
        assert crumbs.count("審査") == (1 if place else 0)
