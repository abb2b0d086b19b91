"""The letters of the day and of the week, by a clock that is set by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Profile
from accounts.notices.digests import begun, write_digests
from accounts.notices.models import Notice, Pace
from accounts.notices.services import choose_paces
from integrations.mail.models import Letter

TOKYO = ZoneInfo("Asia/Tokyo")
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=TOKYO)
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 15 * 365 * 86400).map(lambda seconds: FIRST + timedelta(seconds=seconds))


@pytest.fixture
def note(tell):
    """`note(person, "title", at)`: told at that time."""

    def note(person, title, at, **words):
        tell(person, title=title, **words)
        Notice.objects.filter(user=person, title=title).update(made_at=at, happened_at=at)

    return note


def test_one_letter_tells_all_that_waits_by_kind(person, note, mails):
    note(person, "更新A", MONDAY - timedelta(hours=3), text="本文A")
    note(person, "更新B", MONDAY - timedelta(hours=1))
    note(person, "手伝ってください", MONDAY - timedelta(hours=2), kind="project_need")
    assert write_digests(MONDAY) == "1 daily, 0 weekly"
    (letter,) = mails()
    places = [letter.body.index(words) for words in ("手伝ってください", "更新B", "更新A", "本文A")]
    assert places == sorted(places)
    assert "3" in letter.subject
    assert letter.body.count("http://testserver/projects/%E7%B5%A6%E9%A3%9F/") == 3
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert set(Notice.objects.values_list("letter", flat=True)) == {Letter.objects.get().pk}


def test_digest_is_never_empty_and_never_sent_twice(person, note, mails):
    assert write_digests(MONDAY) == "0 daily, 0 weekly"
    note(person, "更新", MONDAY - timedelta(hours=1))
    for minutes in (0, 5, 10, 600):
        write_digests(MONDAY + timedelta(minutes=minutes))
    assert len(mails()) == 1


def test_what_comes_after_half_past_seven_waits_for_the_next_day(person, note, mails):
    note(person, "前", MONDAY - timedelta(minutes=1))
    write_digests(MONDAY)
    note(person, "後", MONDAY + timedelta(minutes=1))
    write_digests(MONDAY + timedelta(hours=12))
    assert len(mails()) == 1
    write_digests(MONDAY + timedelta(days=1))
    assert ["前" in letter.body for letter in mails()] == [True, False]
    assert "後" in mails()[1].body


def test_what_comes_into_sight_late_waits_for_the_next_day_and_is_not_lost(person, note, mails):
    """A transaction that was open at half past seven."""
    note(person, "前", MONDAY - timedelta(minutes=1))
    write_digests(MONDAY)
    note(person, "遅れて", MONDAY - timedelta(seconds=1))
    write_digests(MONDAY + timedelta(minutes=5))
    assert len(mails()) == 1
    write_digests(MONDAY + timedelta(days=1))
    assert "遅れて" in mails()[1].body


def test_missed_rounds_are_made_up_by_one_letter(person, note, mails):
    for day in range(3):
        note(person, f"更新{day}", MONDAY + timedelta(days=day, hours=1))
    write_digests(MONDAY + timedelta(days=4, hours=9))
    (letter,) = mails()
    assert all(f"更新{day}" in letter.body for day in range(3))


def test_weekly_letter_comes_on_monday(person, note, mails):
    choose_paces(user=person, paces={"project_update": "weekly"})
    note(person, "更新", MONDAY - timedelta(days=5))
    write_digests(MONDAY - timedelta(minutes=1))
    assert mails() == []
    assert write_digests(MONDAY) == "0 daily, 1 weekly"
    assert len(mails()) == 1


def test_digest_is_in_the_reader_s_language(reader, note, mails):
    note(reader, "Update", MONDAY - timedelta(hours=1))
    write_digests(MONDAY)
    assert mails()[0].subject == "Tomoni today: 1 thing"
    assert "http://testserver/en/accounts/notices/choices/" in mails()[0].body


def test_long_digest_says_how_many_more(reader, note, mails):
    for number in range(60):
        note(reader, f"Update {number}!", MONDAY - timedelta(hours=1, minutes=number))
    write_digests(MONDAY)
    (letter,) = mails()
    assert (letter.body.count("Update "), letter.subject) == (50, "Tomoni today: 60 things")
    assert "And 10 more: http://testserver/en/accounts/notices/" in letter.body
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_one_digest_that_fails_keeps_no_other_back(person, reader, note, mails):
    for user in (person, reader):
        note(user, "Update", MONDAY - timedelta(hours=1))
    note(reader, "Weekly", MONDAY - timedelta(hours=1))
    Notice.objects.filter(title="Weekly").update(pace=Pace.WEEKLY)
    Profile.objects.filter(user=person).delete()
    with pytest.raises(ExceptionGroup, match="2 digests written, 1 failed"):
        write_digests(MONDAY)
    assert [letter.to for letter in mails()] == [["reader@tomoni.example"]] * 2
    Profile.objects.create(user=person, handle="hanako")
    write_digests(MONDAY + timedelta(minutes=5))
    assert [letter.to for letter in mails()][2:] == [["hanako@tomoni.example"]]


def test_closed_and_unproved_people_get_no_digest(person, reader, note, mails):
    for user in (person, reader):
        note(user, "Update", MONDAY - timedelta(hours=1))
    person.is_active = False
    person.save()
    reader.emailaddress_set.update(verified=False)
    write_digests(MONDAY)
    assert mails() == []
    reader.emailaddress_set.update(verified=True)
    write_digests(MONDAY + timedelta(minutes=5))
    assert len(mails()) == 1


@given(MOMENTS)
def test_period_of_any_moment_began_less_than_a_day_or_a_week_ago(now):
    day, week = begun("daily", now), begun("weekly", now)
    assert timedelta(0) <= now - day < timedelta(days=1)
    assert timedelta(0) <= now - week < timedelta(days=7)
    assert (day.hour, day.minute, week.hour, week.minute, week.weekday()) == (7, 30, 7, 30, 0)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_periods_never_go_back(now, later):
    for pace in ("daily", "weekly"):
        assert begun(pace, now) <= begun(pace, now + later)
