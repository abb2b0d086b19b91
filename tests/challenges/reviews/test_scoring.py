"""Criteria, reviewers, conflicts and scores: what the services take and refuse."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from challenges.proposals.permissions import may_read
from challenges.reviews.models import Criterion, Review, Score
from challenges.reviews.services import (
    close_scoring,
    declare,
    freeze_criteria,
    hand_in,
    lift_conflict,
    name_reviewer,
    remove_reviewer,
    set_criteria,
)
from challenges.reviews.standing import Standing, criteria_of
from challenges.reviews.work import freeze_closed
from challenges.services import move_challenge

from .making import (
    DAY,
    NOW,
    closed_challenge,
    conflict_of,
    mails,
    make_proposal,
    refreshed,
    score,
    score_and_hand_in,
)

pytestmark = pytest.mark.django_db


def row(name="効果", weight=100, **words):
    return {"name_ja": name, "weight": weight, **words}


@pytest.fixture
def open_challenge(kobe):
    return closed_challenge(kobe, closes_at=NOW + DAY)


def revealed(challenge):
    return Review.objects.get(challenge=challenge).revealed_at is not None


# --- Criteria


def test_criteria_are_set_until_the_last_second(open_challenge, officer):
    last = open_challenge.closes_at - timedelta(seconds=1)
    set_criteria(challenge=open_challenge, rows=[row("効果", 60), row("費用", 40)], by=officer, now=last)
    assert [(each.name, each.weight) for each in criteria_of(open_challenge)] == [("効果", 60), ("費用", 40)]


def test_criteria_are_refused_from_the_second_in_which_it_closes(open_challenge, officer):
    set_criteria(challenge=open_challenge, rows=[row()], by=officer, now=NOW)
    with pytest.raises(ValidationError, match="変更できません"):
        set_criteria(challenge=open_challenge, rows=[row("別")], by=officer, now=open_challenge.closes_at)
    assert [each.name for each in criteria_of(open_challenge)] == ["効果"]


def test_criteria_stay_frozen_when_a_closed_challenge_is_opened_again(challenge, proposals, officer, office):
    freeze_criteria(challenge=challenge, now=NOW)
    page = move_challenge(challenge=challenge, to="open", by=office, now=NOW, reason="周知不足", closes_at=NOW + DAY)
    with pytest.raises(ValidationError):
        set_criteria(challenge=page, rows=[row()], by=officer, now=NOW)


def test_regular_work_freezes_what_the_clock_closed_at_that_second(challenge, proposals, kobe):
    assert freeze_closed(NOW) == "1 frozen"
    assert Review.objects.get(challenge=challenge).frozen_at == challenge.closes_at
    assert Criterion.objects.filter(challenge=challenge).count() == 5, "those that its page announced"
    assert freeze_closed(NOW) == "0 frozen"


def test_open_challenge_is_not_frozen(open_challenge):
    make_proposal(open_challenge)
    assert freeze_closed(NOW) == "0 frozen"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row(weight=99)],
        [row(weight=60), row("費用", 41)],
        [row(weight=50), row(weight=50)],
        [row(weight=0), row("費用", 100)],
        [row(name="")],
        [row(str(number), 5) for number in range(20)],
    ],
)
def test_criteria_that_do_not_fit_change_nothing(open_challenge, officer, rows):
    set_criteria(challenge=open_challenge, rows=[row("前")], by=officer, now=NOW)
    with pytest.raises(ValidationError):
        set_criteria(challenge=open_challenge, rows=rows, by=officer, now=NOW)
    assert [each.name for each in criteria_of(open_challenge)] == ["前"]


# --- Reviewers


def test_reviewer_is_named_once_and_told_once(challenge, officer, people):
    first = name_reviewer(challenge=challenge, user=people[0], by=officer, now=NOW)
    assert name_reviewer(challenge=challenge, user=people[0], by=officer, now=NOW).pk == first.pk
    assert len(mails(people[0])) == 1


def test_reviewer_who_has_scored_is_not_removed(reviewers, proposals, officer):
    score(reviewers[0], proposals[0])
    with pytest.raises(ValidationError):
        remove_reviewer(reviewer=reviewers[0], by=officer, now=NOW)
    remove_reviewer(reviewer=reviewers[1], by=officer, now=NOW)
    assert [each.user.profile.name for each in Standing(reviewers[0].challenge, NOW).reviewers] == ["Hana", "Ken"]


def test_removing_the_last_who_is_waited_for_opens_the_scores(challenge, reviewers, proposals, officer):
    for each in reviewers[:2]:
        score_and_hand_in(each, proposals)
    assert not revealed(challenge)
    remove_reviewer(reviewer=reviewers[2], by=officer, now=NOW)
    assert revealed(challenge)


def test_nobody_is_named_after_the_scores_were_shown(challenge, reviewers, officer, office):
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    with pytest.raises(ValidationError):
        name_reviewer(challenge=challenge, user=office, by=officer, now=NOW)


# --- Conflicts of interest


def test_reviewer_reads_nothing_before_declaring(challenge, proposals, officer, people):
    name_reviewer(challenge=challenge, user=people[0], by=officer, now=NOW)
    assert not may_read(people[0], proposals[0], NOW)
    declare(challenge=challenge, user=people[0], by=people[0], none=[proposals[0].pk], now=NOW)
    assert [may_read(people[0], each, NOW) for each in proposals] == [True, False]


def test_conflict_shuts_out_of_this_proposal_alone(challenge, reviewers, proposals, people):
    declare(challenge=challenge, user=people[0], by=people[0], conflicts={proposals[0].pk: "取引先"}, now=NOW)
    assert [may_read(people[0], each, NOW) for each in proposals] == [False, True]
    with pytest.raises(ValidationError):
        score(reviewers[0], proposals[0])


def test_officer_with_a_conflict_is_shut_out_as_well(challenge, proposals, officer):
    assert may_read(officer, proposals[0], NOW)
    declare(challenge=challenge, user=officer, by=officer, conflicts={proposals[0].pk: "親族"}, now=NOW)
    assert not may_read(officer, proposals[0], NOW)


def test_conflict_is_not_undone_by_declaring_none(challenge, reviewers, proposals, people):
    declare(challenge=challenge, user=people[0], by=people[0], conflicts={proposals[0].pk: "取引先"}, now=NOW)
    declare(challenge=challenge, user=people[0], by=people[0], none=[proposals[0].pk], now=NOW)
    assert conflict_of(people[0], proposals[0]).counts


def test_conflict_declared_by_a_colleague_is_told_to_the_person(challenge, reviewers, proposals, officer, people):
    declare(challenge=challenge, user=people[0], by=officer, conflicts={proposals[0].pk: "顧問だった"}, now=NOW)
    assert not may_read(people[0], proposals[0], NOW)
    assert "利益相反" in mails(people[0])[-1]


def test_programme_office_lifts_a_conflict_and_the_row_tells_of_it(challenge, reviewers, proposals, people, office):
    declare(challenge=challenge, user=people[0], by=people[0], conflicts={proposals[0].pk: "取引先"}, now=NOW)
    lift_conflict(declaration=conflict_of(people[0], proposals[0]), by=office, now=NOW)
    row = conflict_of(people[0], proposals[0])
    assert (row.reason, row.lifted_by, row.counts) == ("取引先", office, False)
    assert may_read(people[0], proposals[0], NOW)


def test_reviewer_is_asked_again_when_a_conflict_is_lifted(challenge, reviewers, proposals, people, office):
    declare(challenge=challenge, user=people[0], by=people[0], conflicts={proposals[0].pk: "取引先"}, now=NOW)
    score_and_hand_in(reviewers[0], proposals[1:])
    lift_conflict(declaration=conflict_of(people[0], proposals[0]), by=office, now=NOW)
    assert refreshed(reviewers[0]).handed_in_at is None


@pytest.mark.parametrize("reason", ["", "  "])
def test_conflict_without_a_reason_is_refused(challenge, reviewers, proposals, people, reason):
    with pytest.raises(ValidationError):
        declare(challenge=challenge, user=people[0], by=people[0], conflicts={proposals[0].pk: reason}, now=NOW)


def test_reviewer_who_competes_is_shut_out_of_all_without_declaring(challenge, proposals, teams, officer):
    name_reviewer(challenge=challenge, user=teams[0], by=officer, now=NOW)
    standing = Standing(challenge, NOW)
    assert (standing.due_from(teams[0].pk), standing.undeclared_by(teams[0].pk)) == ([], [])
    assert [may_read(teams[0], each, NOW) for each in proposals] == [True, False], "the own one, as its team does"


# --- Scores


def test_draft_is_kept_and_changed_until_it_is_handed_in(reviewers, proposals):
    score(reviewers[0], proposals[0], (1, None, 3, 4, 5), note="まだ")
    score(reviewers[0], proposals[0], (2, 2, 3, 4, 5))
    points = Score.objects.filter(reviewer=reviewers[0]).order_by("criterion__position")
    assert [each.points for each in points] == [2, 2, 3, 4, 5]


def test_nobody_scores_before_the_challenge_has_closed(open_challenge, officer, people):
    reviewer = name_reviewer(challenge=open_challenge, user=people[0], by=officer, now=NOW)
    with pytest.raises(ValidationError):
        score(reviewer, make_proposal(open_challenge))


def test_handed_in_scores_are_final(reviewers, proposals):
    score_and_hand_in(reviewers[0], proposals)
    with pytest.raises(ValidationError, match="確定"):
        score(reviewers[0], proposals[0], (0, 0, 0, 0, 0))
    with pytest.raises(ValidationError):
        hand_in(reviewer=reviewers[0], now=NOW)


def test_open_scores_are_handed_in_only_knowingly(challenge, reviewers, proposals):
    score(reviewers[0], proposals[0])
    with pytest.raises(ValidationError) as refused:
        hand_in(reviewer=reviewers[0], now=NOW)
    assert refused.value.code == "gaps"
    assert "5" in refused.value.messages[0]
    hand_in(reviewer=reviewers[0], with_gaps=True, now=NOW)
    assert refreshed(reviewers[0]).handed_in_at == NOW


def test_last_one_who_hands_in_opens_the_scores_and_all_are_told(challenge, reviewers, proposals, people, officer):
    for each in reviewers[:2]:
        score_and_hand_in(each, proposals)
    assert not revealed(challenge)
    score_and_hand_in(reviewers[2], proposals)
    assert revealed(challenge)
    assert [mails(each)[-1] for each in [*people, officer]] == ["採点がそろいました：「給食の献立」"] * 4


def test_who_has_a_conflict_with_everything_is_not_waited_for(challenge, reviewers, proposals, people):
    for each in reviewers[:2]:
        score_and_hand_in(each, proposals)
    reasons = {each.pk: "元社員" for each in proposals}
    declare(challenge=challenge, user=people[2], by=people[2], conflicts=reasons, now=NOW)
    assert revealed(challenge)


def test_scoring_is_closed_early_with_a_reason_that_is_kept(challenge, reviewers, proposals, officer):
    score_and_hand_in(reviewers[0], proposals)
    with pytest.raises(ValidationError):
        close_scoring(challenge=challenge, reason=" ", by=officer, now=NOW)
    close_scoring(challenge=challenge, reason="一人が病気のため", by=officer, now=NOW)
    review = Review.objects.get(challenge=challenge)
    assert (review.closing_reason, review.closed_by, review.revealed_at) == ("一人が病気のため", officer, NOW)


def test_nothing_changes_once_the_scores_are_shown(challenge, reviewers, proposals, officer):
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    with pytest.raises(ValidationError):
        score(reviewers[0], proposals[0])
    with pytest.raises(ValidationError):
        hand_in(reviewer=reviewers[0], with_gaps=True, now=NOW)
    with pytest.raises(ValidationError):
        close_scoring(challenge=challenge, reason="もう一度", by=officer, now=NOW)


@pytest.mark.parametrize("points", [6, 99])
def test_database_keeps_to_the_scale(reviewers, proposals, points):
    with pytest.raises(IntegrityError), transaction.atomic():
        score(reviewers[0], proposals[0], (points, 1, 1, 1, 1))
