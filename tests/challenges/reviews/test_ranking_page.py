"""The ranking as officers and reviewers see it, and nobody whom a conflict shuts out."""

import pytest
from django.utils import translation

from accounts.profiles.deletion import delete_account
from challenges.reviews.models import Score
from challenges.reviews.services import close_scoring, declare, hand_in, lift_conflict, name_reviewer

from .conftest import AT
from .making import NOW, conflict_of, make_proposal, score, score_and_hand_in
from .test_criteria_page import words_of
from .test_progress import table_of

pytestmark = pytest.mark.django_db
URL = f"{AT}ranking/"
GOOD, POOR = (5, 5, 5, 5, 5), (1, 1, 1, 1, 1)


@pytest.fixture
def third(challenge, proposals):
    return make_proposal(challenge, "調理の会")


@pytest.fixture
def scored(challenge, third, reviewers, proposals):
    """The second is the best: by all three 3, 4 and 5; then the third, with 2."""
    for reviewer, points in zip(reviewers, (3, 4, 5), strict=True):
        score(reviewer, proposals[0], POOR, note="所見いち")
        score(reviewer, proposals[1], (points,) * 5, note="所見に")
        score_and_hand_in(reviewer, [third], (2, 2, 2, 2, 2))
    return challenge


def places(response):
    """Name, rank, mean, spread and number of reviewers."""
    return [row[:5] for row in table_of(response)]


ALL = [
    ["給食ラボ", "1", "4.00", "2.00", "3"],
    ["調理の会", "2", "2.00", "0.00", "3"],
    ["株式会社こんだて", "3", "1.00", "0.00", "3"],
]


def test_ranking_is_shown_once_all_are_in(scored, officer, people, browse):
    assert places(browse(officer).get(URL)) == ALL
    assert places(browse(people[0]).get(URL)) == ALL


def test_nothing_is_shown_before_all_are_in(challenge, reviewers, proposals, officer, people, browse):
    for each in reviewers[:2]:
        score_and_hand_in(each, proposals, GOOD, note="ひみつの所見")
    for person in (officer, people[0], people[2]):
        page = browse(person).get(URL)
        assert table_of(page) == []
        assert "全員の採点がそろうと" in words_of(page)
        assert "ひみつの所見" not in page.content.decode()
        assert browse(person).get(f"{URL}{proposals[0].key}/").status_code == 404


def test_whoever_has_a_conflict_sees_neither_scores_nor_the_place_they_leave(scored, proposals, people, browse):
    declare(challenge=scored, user=people[0], by=people[0], conflicts={proposals[1].pk: "取引先"}, now=NOW)
    page = browse(people[0]).get(URL)
    assert [row[:3] for row in places(page)] == [["調理の会", "1", "2.00"], ["株式会社こんだて", "2", "1.00"]]
    assert "給食ラボ" not in page.content.decode()
    assert str(proposals[1].key) not in page.content.decode()
    assert "1件の提案は表示されません" in words_of(page)
    assert browse(people[0]).get(f"{URL}{proposals[1].key}/").status_code == 404
    assert browse(people[0]).get(f"{URL}{proposals[0].key}/").status_code == 200


def test_scores_of_whoever_has_a_conflict_do_not_count(scored, proposals, officer, people, office, browse):
    declare(challenge=scored, user=people[2], by=officer, conflicts={proposals[1].pk: "取引先"}, now=NOW)
    assert places(browse(officer).get(URL))[0] == ["給食ラボ", "1", "3.50", "1.00", "2"]
    assert "Ken" not in words_of(browse(officer).get(f"{URL}{proposals[1].key}/"))
    lift_conflict(declaration=conflict_of(people[2], proposals[1]), by=office, now=NOW)
    assert places(browse(officer).get(URL)) == ALL


def test_scores_with_a_conflict_do_not_come_back_when_the_account_goes(scored, proposals, officer, people, browse):
    declare(challenge=scored, user=people[2], by=officer, conflicts={proposals[1].pk: "取引先"}, now=NOW)
    delete_account(user=people[2])
    assert places(browse(officer).get(URL))[0] == ["給食ラボ", "1", "3.50", "1.00", "2"]
    assert "退会した人" in words_of(browse(officer).get(f"{URL}{proposals[0].key}/"))


def test_officer_with_a_conflict_is_shut_out_of_the_ranking_as_well(scored, proposals, officer, browse):
    declare(challenge=scored, user=officer, by=officer, conflicts={proposals[1].pk: "親族"}, now=NOW)
    assert [row[0] for row in places(browse(officer).get(URL))] == ["調理の会", "株式会社こんだて"]


def test_reviewer_who_never_declared_sees_nothing_of_what_was_scored(
    challenge, reviewers, proposals, officer, office, browse
):
    name_reviewer(challenge=challenge, user=office, by=officer, now=NOW)
    for each in reviewers:
        score_and_hand_in(each, proposals)
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    page = browse(office).get(URL)
    assert table_of(page) == []
    assert "2件の提案は表示されません" in words_of(page)


def test_drafts_of_those_who_were_not_waited_for_do_not_count(challenge, reviewers, proposals, officer, browse):
    score_and_hand_in(reviewers[0], proposals, POOR)
    score(reviewers[1], proposals[0], GOOD, note="下書き")
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    assert [row[1:] for row in places(browse(officer).get(URL))] == [["1 （同点）", "1.00", "0.00", "1"]] * 2
    assert "下書き" not in browse(officer).get(f"{URL}{proposals[0].key}/").content.decode()


def test_score_left_open_is_unknown_and_not_nought(challenge, reviewers, proposals, officer, browse):
    for each in reviewers:
        score(each, proposals[0], (5, 5, 5, 5, None))
        score(each, proposals[1])
        hand_in(reviewer=each, with_gaps=True, now=NOW)
    assert places(browse(officer).get(URL))[1] == ["株式会社こんだて", "—", "不明", "不明", "0"]
    assert "未採点" in words_of(browse(officer).get(f"{URL}{proposals[0].key}/"))


def test_scores_page_shows_points_and_notes_of_each(scored, proposals, people, browse):
    page = browse(people[1]).get(f"{URL}{proposals[1].key}/")
    said = words_of(page)
    assert all(name in said for name in ("Hana", "Miki", "Ken", "所見に"))
    assert "所見いち" not in said
    assert table_of(page)[0] == ["課題理解", "20 %", "3", "所見に"]
    assert table_of(page)[5][:3] == ["加重合計", "100 %", "3.00"]


def test_note_with_markup_is_text(challenge, reviewers, proposals, officer, browse):
    for each in reviewers:
        score_and_hand_in(each, proposals, note="<script>alert(1)</script>")
    assert "<script>alert(1)" not in browse(officer).get(f"{URL}{proposals[0].key}/").content.decode()


def test_withdrawn_proposal_leaves_the_ranking(scored, proposals, officer, browse):
    type(proposals[1]).objects.filter(pk=proposals[1].pk).update(stage="withdrawn")
    assert [row[:2] for row in places(browse(officer).get(URL))] == [["調理の会", "1"], ["株式会社こんだて", "2"]]


def test_ranking_is_complete_in_english(scored, officer, browse):
    with translation.override("en"):
        page = browse(officer).get(f"/en{URL}")
    assert "Weighted mean" in words_of(page)


def many(challenge, reviewers, number):
    made = [make_proposal(challenge, f"会社{place}") for place in range(number)]
    criteria = challenge.criteria.all()
    Score.objects.bulk_create(
        Score(reviewer=reviewer, proposal=proposal, criterion=criterion, points=place % 6, changed_at=NOW)
        for place, proposal in enumerate(made)
        for reviewer in reviewers
        for criterion in criteria
    )
    for each in reviewers:
        declare(challenge=challenge, user=each.user, by=each.user, none=[proposal.pk for proposal in made], now=NOW)


@pytest.mark.parametrize(
    ("page", "queries"),
    [("ranking/", 19), ("", 21), ("decisions/", 19), ("reviewers/", 19)],
    ids=["ranking", "progress", "decisions", "people"],
)
def test_pages_cost_the_same_for_any_number(
    challenge, reviewers, officer, browse, django_assert_num_queries, page, queries
):
    client = browse(officer)
    many(challenge, reviewers, 1)
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    client.get(f"{AT}{page}")
    with django_assert_num_queries(queries):
        client.get(f"{AT}{page}")
    many(challenge, reviewers, 30)
    with django_assert_num_queries(queries):
        client.get(f"{AT}{page}")
