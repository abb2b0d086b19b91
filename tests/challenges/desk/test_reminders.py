"""Officers hear, each time once, that what has closed was not moved along."""

from datetime import UTC, datetime, timedelta

import pytest

from challenges.desk.reminders import remind_officers
from challenges.regularly import write_down_what_the_clock_did
from challenges.services import move_challenge
from tests.factories import make_challenge

from .conftest import mails, officer_of

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def challenge(kobe):
    return make_challenge("道路の穴", municipality=kobe, slug="hole", stage="open", closes_at=NOW)


def test_officers_are_reminded_after_three_ten_and_twenty_one_days(challenge, officer, kobe, ashiya):
    colleague, stranger = officer_of(kobe, "b@tomoni.example"), officer_of(ashiya, "c@tomoni.example")
    seen = []
    for day in range(30):
        write_down_what_the_clock_did(NOW + day * DAY)
        remind_officers(NOW + day * DAY)
        remind_officers(NOW + day * DAY)
        seen.append([len(mails(each)) for each in (officer, colleague, stranger)])
    days = {day: seen[day] for day in (2, 3, 9, 10, 20, 21, 29)}
    assert days == {
        2: [0, 0, 0],
        3: [1, 1, 0],
        9: [1, 1, 0],
        10: [2, 2, 0],
        20: [2, 2, 0],
        21: [3, 3, 0],
        29: [3, 3, 0],
    }
    assert "道路の穴" in mails(officer)[0]


def test_nobody_is_reminded_of_what_was_moved(challenge, officer):
    move_challenge(challenge=challenge, to="screening", by=officer, now=NOW + DAY)
    assert remind_officers(NOW + 5 * DAY) == "0 reminded"


def test_nobody_is_reminded_of_what_closed_long_ago(kobe, officer):
    make_challenge(municipality=kobe, stage="closed", closes_at=NOW - 400 * DAY)
    make_challenge(municipality=kobe, stage="closed")
    assert remind_officers(NOW) == "0 reminded"


def test_after_a_pause_one_reminder_goes_and_not_three(challenge, officer):
    remind_officers(NOW + 25 * DAY)
    assert len(mails(officer)) == 1
