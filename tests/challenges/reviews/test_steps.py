"""What the desk says about a review, and the way there."""

import pytest

from challenges.reviews.services import close_scoring, name_reviewer, set_criteria
from challenges.reviews.steps import what_is_judged, what_is_set
from challenges.todo import todos_of
from tests.factories import make_challenge

from .conftest import AT
from .making import DAY, NOW, closed_challenge, make_proposal, score_and_hand_in
from .test_criteria_page import words_of
from .test_deciding import prepare, send_all

pytestmark = pytest.mark.django_db


def told(challenge):
    return [(each.text, each.count) for each in todos_of([challenge], NOW)[challenge.pk] if "/review/" in each.url]


def test_open_challenge_wants_criteria_and_then_reviewers(kobe, officer, people):
    challenge = closed_challenge(kobe, closes_at=NOW + DAY)
    make_proposal(challenge)
    assert told(challenge) == [("募集中に評価項目を設定する", None)]
    set_criteria(challenge=challenge, rows=[{"name_ja": "効果", "weight": 100}], by=officer, now=NOW)
    assert told(challenge) == [("審査員を指名する", None)]
    name_reviewer(challenge=challenge, user=people[0], by=officer, now=NOW)
    assert told(challenge) == []


def test_closed_challenge_leads_from_scores_to_decisions(challenge, reviewers, proposals, officer):
    score_and_hand_in(reviewers[0], proposals)
    assert told(challenge) == [("まだ採点を提出していない人を確認する", 2)]
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    assert told(challenge) == [("提案の結果を理由とともに決める", 2)]
    prepare(challenge, officer, proposals[0])
    assert told(challenge) == [("準備した結果の通知を送る", 1)]
    send_all(challenge, officer)
    assert told(challenge) == [("提案の結果を理由とともに決める", 1)]
    prepare(challenge, officer, proposals[1])
    send_all(challenge, officer)
    assert told(challenge) == []


def test_prepared_letters_come_first(challenge, proposals, officer):
    prepare(challenge, officer, proposals[0])
    first = todos_of([challenge], NOW)[challenge.pk][0]
    assert (first.url, first.urgent) == (f"{AT}decisions/send/", True)


def test_challenge_without_proposals_wants_no_review(challenge):
    assert told(challenge) == []


def test_desk_leads_to_the_review(challenge, officer, browse):
    page = browse(officer).get("/challenges/kobe/menu/desk/")
    assert f'href="{AT}"' in page.content.decode()
    assert "提案の審査" in words_of(page)


def test_todos_cost_the_same_for_any_number(kobe, challenge, proposals, django_assert_num_queries):
    others = [
        make_challenge(f"課題{number}", municipality=kobe, slug=f"c{number}", stage="closed") for number in range(5)
    ]
    with django_assert_num_queries(2):
        found = what_is_judged([challenge, *others], NOW)
        what_is_set([challenge, *others], NOW)
    assert (found[challenge.pk]["undecided"], found[others[0].pk]["undecided"]) == (2, 0)
