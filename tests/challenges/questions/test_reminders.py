"""Officers who leave a question unanswered are reminded after two days and after five."""

from datetime import timedelta

from integrations.regular import KINDS

from .conftest import DAY, NOW, answer, ask, mails

HOUR = timedelta(hours=1)


def remind(at):
    return KINDS["remind_officers_of_questions"].work(at)


def test_officers_are_reminded_twice_and_not_again(challenge, officer, asker):
    ask(challenge, asker, now=NOW)
    said = [remind(NOW + age) for age in (2 * DAY - HOUR, 2 * DAY, 2 * DAY + HOUR, 5 * DAY, 9 * DAY)]
    assert [each.split()[0] for each in said] == ["0", "1", "0", "1", "0"]
    assert len(mails(officer)) == 3
    assert "2日" in mails(officer)[1][1]
    assert "5日" in mails(officer)[2][1]


def test_late_work_reminds_once(challenge, officer, asker):
    ask(challenge, asker, now=NOW)
    remind(NOW + 9 * DAY)
    remind(NOW + 9 * DAY)
    assert len(mails(officer)) == 2


def test_answered_question_and_a_challenge_that_is_judged_remind_nobody(challenge, officer, asker):
    answer(ask(challenge, asker, now=NOW), officer)
    assert remind(NOW + 9 * DAY) == "0 reminded"
    ask(challenge, asker, now=NOW)
    challenge.stage = "screening"
    challenge.save()
    assert remind(NOW + 9 * DAY) == "0 reminded"
