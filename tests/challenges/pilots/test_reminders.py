"""Those who run a pilot are reminded: of updates every 30 days, of milestones that are overdue."""

from datetime import date, timedelta

from challenges.models import ChallengePage
from challenges.pilots.models import Pilot
from challenges.pilots.services import add_milestone, change_milestone, change_pilot, write_update
from integrations.regular import KINDS

from .conftest import DAY, NOW, begin, mails

HOUR = timedelta(hours=1)


def remind(at):
    return KINDS["remind_of_pilots"].work(at)


def silent(at):
    return remind(at).startswith("1 ")


def test_silent_pilot_is_reminded_of_every_thirty_days(pilot, officer, lead):
    ages = (30 * DAY - HOUR, 30 * DAY, 30 * DAY + HOUR, 59 * DAY, 60 * DAY)
    assert [silent(NOW + age) for age in ages] == [False, True, False, False, True]
    assert len(mails(officer)) == 2
    assert len(mails(lead)) == 1 + 2
    assert "30日間" in mails(officer)[0][1]
    assert "/challenges/kobe/lunch/pilot/updates/new/" in mails(officer)[0][1]


def test_update_starts_the_clock_anew(pilot, officer):
    write_update(pilot=pilot, by=officer, text="話", day=date(2026, 12, 11), now=NOW + 20 * DAY)
    assert not silent(NOW + 40 * DAY)
    assert silent(NOW + 50 * DAY)


def test_pilot_that_begins_later_is_silent_until_then(challenge, officer):
    begin(challenge, officer, begins_on=date(2027, 1, 1))
    assert not silent(NOW + 60 * DAY)
    assert silent(NOW + 72 * DAY)


def test_pilot_that_has_ended_reminds_nobody(pilot, officer):
    add_milestone(pilot=pilot, title="試作", due_on=date(2026, 11, 1))
    change_pilot(pilot=pilot, ended_on=date(2026, 12, 1))
    assert remind(NOW + 90 * DAY) == "0 reminded of an update, 0 of milestones"
    Pilot.objects.update(ended_on=None)
    ChallengePage.objects.filter(pk=pilot.challenge_id).update(stage="finished")
    assert remind(NOW + 90 * DAY) == "0 reminded of an update, 0 of milestones"
    assert mails(officer) == []


def test_overdue_milestones_are_told_in_one_mail_from_the_day_after(pilot, officer):
    for title in ("試作", "公開"):
        add_milestone(pilot=pilot, title=title, due_on=date(2026, 11, 21))
    add_milestone(pilot=pilot, title="済み", due_on=date(2026, 11, 1), done_on=date(2026, 11, 1))
    add_milestone(pilot=pilot, title="いつか")
    last_moment = NOW + timedelta(hours=11, minutes=59)  # 23:59 in Japan
    assert remind(last_moment).endswith("0 of milestones")
    assert remind(last_moment + timedelta(minutes=1)).endswith("1 of milestones")
    assert remind(last_moment + HOUR).endswith("0 of milestones")
    [(_subject, text)] = mails(officer)
    assert "試作" in text
    assert "公開" in text
    assert "済み" not in text
    assert "いつか" not in text


def test_milestone_with_another_day_is_told_of_anew(pilot, officer):
    step = add_milestone(pilot=pilot, title="試作", due_on=date(2026, 11, 1))
    remind(NOW)
    change_milestone(milestone=step, title="試作", due_on=date(2026, 11, 25), done_on=None, note="")
    assert remind(NOW + DAY).endswith("0 of milestones")
    assert remind(NOW + 5 * DAY).endswith("1 of milestones")
    assert len(mails(officer)) == 2
