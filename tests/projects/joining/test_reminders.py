"""Owners who stay silent are reminded; then others are told. However often the work is done, each mail goes once."""

from datetime import timedelta

import pytest

from projects.joining.reminders import remind_owners
from projects.joining.services import leave_project, move_request
from projects.joining.stages import Move
from tests.factories import make_user

from .conftest import NOW, ask, mails, roles

DAY = timedelta(days=1)


@pytest.fixture
def moderator(db):
    return make_user("admin@tomoni.example", is_superuser=True)


def work_on(*days):
    for day in days:
        remind_owners(NOW + day * DAY)


def counts(*people):
    return [len(mails(each)) for each in people]


def test_nobody_is_reminded_within_three_days(request_to_join, owner):
    work_on(0, 1, 2.9)
    assert counts(owner) == [1]


def test_owner_is_reminded_after_three_seven_and_fourteen_days(request_to_join, owner, asker, moderator):
    seen = []
    for day in range(20):
        work_on(day)
        seen.append(counts(owner, asker, moderator))
    assert [seen[day] for day in (2, 3, 6, 7, 13, 14, 19)] == [
        [1, 0, 0],
        [2, 0, 0],
        [2, 0, 0],
        [3, 0, 0],
        [3, 0, 0],
        [4, 1, 1],
        [4, 1, 1],
    ]


def test_nobody_is_reminded_of_a_suspended_person(request_to_join, owner, asker, moderator):
    asker.is_active = False
    asker.save()
    work_on(4, 15)
    assert counts(owner, asker, moderator) == [1, 0, 0]


def test_work_done_twice_writes_once(request_to_join, owner, asker, moderator):
    work_on(14, 14, 14)
    assert counts(owner, asker, moderator) == [2, 1, 1]


def test_work_that_was_off_for_long_sends_one_reminder(request_to_join, owner, asker):
    work_on(30, 31, 32)
    assert counts(owner, asker) == [2, 1]


def test_asker_is_told_honestly_and_what_else_to_do(request_to_join, owner, asker):
    asker.profile.mail_language = "en"
    asker.profile.save()
    work_on(14)
    [(_subject, text)] = mails(asker)
    assert "14 days ago. Its owners were reminded and have not answered." in text
    assert "http://testserver/en/search/?kind=need" in text
    assert f"http://testserver/en/projects/lunch/join/{request_to_join.pk}/" in text


def test_answer_ends_the_reminders(request_to_join, owner, asker):
    move_request(request=request_to_join, move=Move.ANSWER, by=owner, words="何ができますか。", now=NOW + DAY)
    work_on(3, 7, 14)
    assert counts(owner) == [1]


def test_clock_starts_anew_when_the_asker_writes_back(request_to_join, owner, asker):
    work_on(3)
    move_request(request=request_to_join, move=Move.ANSWER, by=owner, words="何が?", now=NOW + 4 * DAY)
    move_request(request=request_to_join, move=Move.WRITE, by=asker, words="地図です。", now=NOW + 5 * DAY)
    assert counts(owner) == [3]
    work_on(6, 7)
    assert counts(owner) == [3]
    work_on(8)
    assert counts(owner) == [4]


def test_what_is_added_does_not_start_the_clock_anew(request_to_join, owner, asker):
    move_request(request=request_to_join, move=Move.WRITE, by=asker, words="言い忘れ", now=NOW + 2 * DAY)
    work_on(3)
    assert counts(owner) == [2]


def test_project_without_an_owner_reminds_nobody_but_tells_the_asker(project, asker, moderator):
    ask(project, asker)
    work_on(3, 7, 14, 20)
    assert counts(asker, moderator) == [1, 1]


def test_moderators_are_told_once_when_the_owner_leaves_in_between(request_to_join, project, owner, asker, moderator):
    leave_project(membership=project.memberships.get(), now=NOW + DAY)
    work_on(3, 7, 14, 20)
    assert roles(project) == {}
    assert counts(owner, asker, moderator) == [1, 1, 1]


def test_work_says_what_came_of_it(request_to_join, owner):
    assert remind_owners(NOW + 3 * DAY) == "1 reminded"
    assert remind_owners(NOW + 3 * DAY) == "0 reminded"
