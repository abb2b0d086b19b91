"""Reviewers are told when they can begin, and reminded while they are waited for."""

from datetime import timedelta

import pytest

from challenges.reviews.services import close_scoring, declare, name_reviewer
from challenges.reviews.work import freeze_closed, remind_reviewers

from .making import DAY, NOW, closed_challenge, judge, mails, make_proposal, score_and_hand_in

pytestmark = pytest.mark.django_db
CLOSED_AT = NOW - timedelta(hours=1)


@pytest.fixture
def named_before(kobe, officer, people):
    """A challenge with a proposal, and a reviewer who was named while it was open."""
    challenge = closed_challenge(kobe)
    make_proposal(challenge)
    name_reviewer(challenge=challenge, user=people[0], by=officer, now=CLOSED_AT - DAY)
    freeze_closed(NOW)
    return challenge


def subjects(user, words):
    return [each for each in mails(user) if words in each]


def test_whoever_was_named_before_the_closing_is_told_when_it_has_closed(named_before, people):
    assert remind_reviewers(NOW) == "1 reminded"
    assert remind_reviewers(NOW + timedelta(hours=1)) == "0 reminded"
    assert subjects(people[0], "読めるように") == ["提案を読めるようになりました：「給食の献立」"]


def test_whoever_was_named_afterwards_has_that_mail_alone(challenge, reviewers, people):
    freeze_closed(NOW)
    assert remind_reviewers(NOW + DAY) == "0 reminded"
    assert len(mails(people[0])) == 1


def test_reminders_come_after_one_two_and_three_weeks_once_each(named_before, people):
    days = [0, 6, 7, 8, 14, 20, 21, 30, 59]
    found = [remind_reviewers(CLOSED_AT + each * DAY) for each in days]
    assert [each.split()[0] for each in found] == ["1", "0", "1", "0", "1", "0", "1", "0", "0"]
    assert len(subjects(people[0], "お待ちしています")) == 3


def test_after_a_pause_the_latest_goes_alone(named_before, people):
    assert remind_reviewers(CLOSED_AT + 15 * DAY) == "1 reminded"
    assert subjects(people[0], "お待ちしています") == ["採点をお待ちしています：「給食の献立」"]
    assert subjects(people[0], "読めるように") == []


def test_nobody_is_reminded_of_what_closed_long_ago(named_before):
    assert remind_reviewers(CLOSED_AT + 61 * DAY) == "0 reminded"


def test_whoever_has_handed_in_or_has_nothing_to_score_is_left_alone(challenge, reviewers, proposals, people):
    freeze_closed(NOW)
    score_and_hand_in(reviewers[0], proposals)
    reasons = {each.pk: "取引先" for each in proposals}
    declare(challenge=challenge, user=people[1], by=people[1], conflicts=reasons, now=NOW)
    assert remind_reviewers(NOW + 8 * DAY) == "1 reminded"
    assert [len(subjects(each, "お待ちしています")) for each in people] == [0, 0, 1]


def test_reminders_end_when_the_scores_are_open(challenge, reviewers, proposals, officer):
    freeze_closed(NOW)
    close_scoring(challenge=challenge, reason="期限", by=officer, now=NOW)
    assert remind_reviewers(NOW + 8 * DAY) == "0 reminded"


@pytest.mark.parametrize("stage", ["open", "selected", "withdrawn", "finished"])
def test_nobody_is_reminded_at_another_stage(challenge, proposals, people, officer, stage):
    judge(challenge, people[0], officer)
    freeze_closed(NOW)
    challenge.stage, challenge.closes_at = stage, NOW + 30 * DAY if stage == "open" else challenge.closes_at
    challenge.save(clean=False)
    assert remind_reviewers(NOW + 8 * DAY) == "0 reminded"
