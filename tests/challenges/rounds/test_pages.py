"""The rounds as visitors see them: what is due next, what is over, and a calendar that says the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from challenges.rounds.models import Round
from tests.factories import make_challenge, make_municipality_page
from tests.projects.reading import links, texts

pytestmark = pytest.mark.usefixtures("site")

DAY = timedelta(days=1)


def make_round(slug, **dates):
    return Round.objects.create(slug=slug, name_ja=f"{slug}の募集", name_en=f"Round {slug}", year=2026, **dates)


def calendar(client, language=""):
    response = client.get(f"{language}/challenges/rounds/calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(each["SUMMARY"]): each for each in Calendar.from_ical(response.content).walk("VEVENT")}


def test_round_shows_what_is_behind_and_what_comes_next(client):
    now = timezone.now()
    make_round("autumn", opens_at=now - DAY, closes_at=now + DAY, reports_due_on=timezone.localdate() + 90 * DAY)
    response = client.get("/en/challenges/rounds/")
    (shown,) = response.context["under_way"]
    assert [(stop.label, stop.state) for stop in shown.stops] == [
        ("Proposals open", "done"),
        ("Proposals close", "current"),
        ("Reports are due", "ahead"),
    ]
    assert "Round autumn" in " ".join(texts(response, "panel"))


def test_round_whose_dates_have_passed_is_among_those_that_are_over(client):
    make_round("old", closes_at=timezone.now() - DAY)
    make_round("unknown")
    response = client.get("/en/challenges/rounds/")
    assert response.context["under_way"] == []
    assert {shown.round.slug for shown in response.context["behind"]} == {"old", "unknown"}
    assert "No date of a coming round is known yet." in response.content.decode()
    assert "Its dates are not known here." in response.content.decode()


def test_round_counts_the_challenges_that_anybody_may_see_and_leads_to_them(client):
    round_ = make_round("autumn", closes_at=timezone.now() + DAY)
    kobe = make_municipality_page(slug="kobe")
    for title in ("雑草", "道路"):
        make_challenge(title, municipality=kobe, stage="open", round=round_)
    make_challenge("下書き", municipality=kobe, round=round_).unpublish()
    response = client.get("/en/challenges/rounds/")
    assert [shown.round.number for shown in response.context["under_way"]] == [2]
    assert "/en/challenges/?round=autumn" in links(response)


def test_day_on_which_proposals_close_at_midnight_is_the_day_before(client):
    make_round("autumn", closes_at=datetime(2099, 3, 31, 15, tzinfo=UTC))
    page = client.get("/challenges/rounds/").content.decode()
    assert "2099年3月31日" in page
    assert "2099年4月1日" not in page


def test_list_of_challenges_leads_to_the_rounds(client):
    assert "/challenges/rounds/" in links(client.get("/challenges/"))


def test_rounds_cost_the_same_however_many_there_are(client, django_assert_num_queries):
    for number in range(12):
        make_round(f"r{number}", closes_at=timezone.now() + DAY)
    with django_assert_num_queries(3):
        client.get("/en/challenges/rounds/?uncached")


def test_calendar_has_each_known_date_with_its_own_id(client):
    round_ = make_round("autumn", closes_at=datetime(2026, 12, 5, 8, tzinfo=UTC), reports_due_on=date(2027, 3, 31))
    make_round("unknown")
    found = calendar(client, "/en")
    assert set(found) == {"Round autumn: Proposals close", "Round autumn: Reports are due"}
    closing, report = found["Round autumn: Proposals close"], found["Round autumn: Reports are due"]
    assert closing["UID"] == f"round-{round_.pk}-closes_at@testserver"
    assert closing["DTSTART"].dt.isoformat() == "2026-12-05T17:00:00+09:00"
    assert (report["DTSTART"].dt, report["DTEND"].dt) == (date(2027, 3, 31), date(2027, 4, 1))
    assert closing["URL"] == "http://testserver/en/challenges/rounds/#autumn"


def test_calendar_is_the_same_bytes_as_long_as_nothing_changes(client):
    make_round("autumn", closes_at=timezone.now() + DAY)
    first, second = (client.get("/challenges/rounds/calendar.ics").content for _turn in range(2))
    assert first == second
