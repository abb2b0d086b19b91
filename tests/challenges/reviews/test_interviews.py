"""Times for interviews: offered by officers, chosen by teams, one for each, whoever comes first."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from freezegun import freeze_time
from icalendar import Calendar

from challenges.proposals.models import Proposal
from challenges.reviews.models import Slot
from challenges.reviews.services import declare, offer_slots, release_slot, take_slot, withdraw_slot
from challenges.reviews.work import remind_of_interviews
from tests.factories import make_municipality_page
from tests.sending import forms_of, send, values_of

from .conftest import AT
from .making import DAY, NOW, closed_challenge, mails, make_proposal, person, texts_of_mails

INTERVIEWS = f"{AT}interviews/"
TEN = datetime(2026, 12, 1, 1, tzinfo=UTC)  # ten in the morning in Japan
pytestmark = pytest.mark.django_db


def page_of(proposal):
    return f"{INTERVIEWS}{proposal.key}/"


def ask(*proposals):
    """As a decision does."""
    for each in proposals:
        each.stage_changes.create(stage="interview", changed_at=NOW)
        each.stage = "interview"
        each.save()


def offer(challenge, officer, number=2, starts_at=TEN, **more):
    values = {"minutes": 30, "place": "市役所 3階", "now": NOW, **more}
    return offer_slots(challenge=challenge, starts_at=starts_at, number=number, by=officer, **values)


def holder(slot):
    return Slot.objects.get(pk=slot.pk).proposal


@pytest.fixture
def asked(proposals):
    ask(*proposals)
    return proposals


@pytest.fixture
def slots(challenge, asked, officer):
    return offer(challenge, officer)


# --- Offering


def test_officer_offers_times_one_after_the_other_in_japans_time(browse, challenge, officer):
    client = browse(officer)
    send(client, INTERVIEWS, starts_at="2026-12-01T10:00", minutes="45", number="3", place="市役所 3階")
    begun = list(Slot.objects.of(challenge).values_list("starts_at", "ends_at"))
    length = timedelta(minutes=45)
    assert begun == [(TEN + place * length, TEN + (place + 1) * length) for place in range(3)]
    page = client.get(INTERVIEWS).content.decode()
    assert "2026年12月1日(火) 10:00" in page
    assert "市役所 3階" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": "2026-11-01T10:00"},
        {"starts_at": "9999-12-31T23:59"},
        {"starts_at": "0001-01-01T00:00"},
        {"starts_at": "2026-02-30T10:00"},
        {"place": ""},
        {"minutes": "0"},
        {"minutes": "9999"},
        {"number": "21"},
        {"number": "0"},
        {"link": "javascript:alert(1)"},
    ],
)
def test_what_does_not_fit_is_told_and_stays_typed(browse, challenge, officer, wrong):
    typed = {"starts_at": "2026-12-01T10:00", "minutes": "30", "number": "2", "place": "西館の会議室", **wrong}
    response = send(browse(officer), INTERVIEWS, **typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert typed["place"] in page
    assert "errorlist" in page or "notice--error" in page
    assert not Slot.objects.exists()


def test_same_times_are_offered_once(challenge, officer):
    offer(challenge, officer, 2)
    assert len(offer(challenge, officer, 3)) == 1
    assert Slot.objects.count() == 3


def test_officer_takes_back_what_no_team_counts_on(browse, challenge, slots, asked, officer, teams):
    take_slot(slot=slots[0], proposal=asked[0], by=teams[0], now=NOW)
    client = browse(officer)
    assert client.get(INTERVIEWS).content.decode().count('value="withdraw"') == 1
    for each in slots:
        client.post(INTERVIEWS, {"move": "withdraw", "slot": each.pk})
    assert list(Slot.objects.all()) == [slots[0]]


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "９", "99999999999999999999999"])
def test_taking_back_what_is_none_breaks_nothing(browse, slots, officer, number):
    assert browse(officer).post(INTERVIEWS, {"move": "withdraw", "slot": number}).status_code == 302
    assert Slot.objects.count() == 2


def test_slot_of_another_challenge_is_not_taken_back_here(browse, kobe, slots, officer):
    other = closed_challenge(kobe, slug="other")
    foreign = offer(other, officer, 1)[0]
    browse(officer).post(INTERVIEWS, {"move": "withdraw", "slot": foreign.pk})
    assert Slot.objects.filter(pk=foreign.pk).exists()


def test_reviewer_reads_times_and_offers_none(browse, reviewers, slots, people):
    client = browse(people[0])
    assert "市役所 3階" in client.get(INTERVIEWS).content.decode()
    assert client.post(INTERVIEWS, {"starts_at": "2026-12-02T10:00"}).status_code == 404
    assert Slot.objects.count() == 2


def test_whoever_has_a_conflict_is_not_told_when_that_team_comes(
    browse, challenge, reviewers, slots, asked, people, teams
):
    take_slot(slot=slots[0], proposal=asked[0], by=teams[0], now=NOW)
    client = browse(people[0])
    assert "株式会社こんだて" in client.get(INTERVIEWS).content.decode()
    declare(challenge=challenge, user=people[0], by=people[0], conflicts={asked[0].pk: "取引先"}, now=NOW)
    page = client.get(INTERVIEWS).content.decode()
    assert "株式会社こんだて" not in page
    assert "予約済み" in page
    assert client.get(f"{INTERVIEWS}{slots[0].pk}.ics").status_code == 404


def test_list_of_times_costs_the_same_for_two_and_forty(browse, challenge, slots, asked, officer, teams):
    def cost():
        client = browse(officer)
        client.get(INTERVIEWS)
        with CaptureQueriesContext(connection) as found:
            client.get(INTERVIEWS)
        return len(found)

    take_slot(slot=slots[0], proposal=asked[0], by=teams[0], now=NOW)
    two = cost()
    for day in range(1, 3):
        for each in offer(challenge, officer, 20, TEN + day * DAY):
            proposal = make_proposal(challenge, f"会社{each.pk}", stage="interview")
            Slot.objects.filter(pk=each.pk).update(proposal=proposal, taken_at=NOW)
    assert cost() == two


# --- Choosing


def test_team_takes_a_time_and_both_sides_are_told(browse, slots, asked, teams, officer):
    client = browse(teams[0])
    assert client.get(page_of(asked[0])).content.decode().count('name="slot"') == 2
    response = client.post(page_of(asked[0]), {"move": "take", "slot": slots[1].pk})
    assert response["Location"] == page_of(asked[0])
    assert holder(slots[1]) == asked[0]
    for user in (teams[0], officer):
        assert "12月1日(火) 10:30（日本時間）" in mails(user)[-1]
        assert "市役所 3階" in texts_of_mails(user)[-1]
    assert page_of(asked[0]) in texts_of_mails(teams[0])[-1]
    assert INTERVIEWS in texts_of_mails(officer)[-1]


def test_team_changes_its_time_and_the_old_one_is_free_again(browse, slots, asked, teams):
    client = browse(teams[0])
    for each in slots:
        client.post(page_of(asked[0]), {"move": "take", "slot": each.pk})
    assert [holder(each) for each in slots] == [None, asked[0]]


def test_team_gives_its_time_back(browse, slots, asked, teams, officer):
    client = browse(teams[0])
    client.post(page_of(asked[0]), {"move": "take", "slot": slots[0].pk})
    client.post(page_of(asked[0]), {"move": "leave"})
    assert holder(slots[0]) is None
    assert "取り消されました" in mails(officer)[-1]


def test_second_team_is_told_that_somebody_was_faster(browse, slots, asked, teams):
    browse(teams[0]).post(page_of(asked[0]), {"move": "take", "slot": slots[0].pk})
    client = browse(teams[1])
    response = client.post(page_of(asked[1]), {"move": "take", "slot": slots[0].pk}, follow=True)
    assert "先に選びました" in response.content.decode()
    assert holder(slots[0]) == asked[0]
    assert response.content.decode().count('name="slot"') == 1


def test_names_of_others_are_never_on_the_page_of_a_team(browse, slots, asked, teams):
    browse(teams[0]).post(page_of(asked[0]), {"move": "take", "slot": slots[0].pk})
    assert "こんだて" not in browse(teams[1]).get(page_of(asked[1])).content.decode()


def test_last_day_before_it_begins_nothing_is_changed_any_more(browse, slots, asked, teams):
    client = browse(teams[0])
    client.post(page_of(asked[0]), {"move": "take", "slot": slots[0].pk})
    with freeze_time(TEN - DAY + timedelta(seconds=1)):
        page = client.get(page_of(asked[0])).content.decode()
        assert 'name="move"' not in page
        client.post(page_of(asked[0]), {"move": "leave"})
        client.post(page_of(asked[0]), {"move": "take", "slot": slots[1].pk})
    assert [holder(each) for each in slots] == [asked[0], None]


def test_time_that_has_passed_is_neither_shown_nor_taken(browse, slots, asked, teams):
    with freeze_time(TEN):
        client = browse(teams[0])
        assert client.get(page_of(asked[0])).content.decode().count('name="slot"') == 1
        client.post(page_of(asked[0]), {"move": "take", "slot": slots[0].pk})
    assert holder(slots[0]) is None


@pytest.mark.parametrize("sent", [{}, {"move": "x"}, {"move": "take"}, {"move": "take", "slot": "１"}])
def test_unclear_request_changes_nothing_and_says_so(browse, slots, asked, teams, sent):
    response = browse(teams[0]).post(page_of(asked[0]), sent, follow=True)
    assert "notice--error" in response.content.decode()
    assert not Slot.objects.exclude(proposal=None).exists()


@pytest.mark.parametrize("number", ["0", "999999", "9" * 18, "9" * 40])
def test_number_that_is_no_time_is_refused(browse, slots, asked, teams, number):
    response = browse(teams[0]).post(page_of(asked[0]), {"move": "take", "slot": number}, follow=True)
    assert "notice--error" in response.content.decode()


def test_time_of_another_challenge_is_not_taken_here(browse, kobe, slots, asked, officer, teams):
    foreign = offer(closed_challenge(kobe, slug="other"), officer, 1)[0]
    browse(teams[0]).post(page_of(asked[0]), {"move": "take", "slot": foreign.pk})
    assert holder(foreign) is None


@pytest.mark.parametrize("stage", ["submitted", "selected", "declined", "withdrawn"])
def test_team_that_is_not_asked_is_led_to_its_proposal(browse, challenge, proposals, officer, teams, stage):
    offer(challenge, officer)
    Proposal.objects.filter(pk=proposals[0].pk).update(stage=stage)
    client = browse(teams[0])
    at_home = f"/challenges/kobe/menu/proposals/{proposals[0].key}/"
    assert client.get(page_of(proposals[0]))["Location"] == at_home
    client.post(page_of(proposals[0]), {"move": "take", "slot": Slot.objects.first().pk})
    assert not Slot.objects.exclude(proposal=None).exists()


def test_nobody_else_has_the_page_of_a_team(browse, client, reviewers, slots, asked, teams, people, officer):
    for user in (teams[1], people[0], officer, person("Nobody")):
        assert browse(user).get(page_of(asked[0])).status_code == 404
        assert browse(user).post(page_of(asked[0]), {"move": "take", "slot": slots[0].pk}).status_code == 404
    assert client.get(page_of(asked[0]))["Location"].startswith("/accounts/login/")
    for user in (teams[0], person("Anybody")):
        assert browse(user).get(INTERVIEWS).status_code == 404


def test_proposal_page_and_own_page_lead_to_it(browse, slots, asked, teams):
    client = browse(teams[0])
    assert page_of(asked[0]) in client.get(f"/challenges/kobe/menu/proposals/{asked[0].key}/").content.decode()
    assert "日時を選ぶ" in client.get("/accounts/").content.decode()
    client.post(page_of(asked[0]), {"move": "take", "slot": slots[0].pk})
    assert "12月1日(火) 10:00" in client.get("/accounts/").content.decode()


# --- At the same moment


def at_once(jobs):
    gate, found = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(number, job):
        gate.wait()
        try:
            found[number] = job()
        except ValidationError as error:
            found[number] = error.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(jobs)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return found


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_eight_teams_that_press_at_the_same_moment_each_time_goes_to_one(site):
    challenge = closed_challenge(make_municipality_page(slug="kobe"))
    officer = person("Ono")
    teams = [person(f"Team{number}") for number in range(8)]
    proposals = [make_proposal(challenge, user.email, team=[user], stage="interview") for user in teams]
    first, second = offer(challenge, officer)

    def taking(number):
        slot = (first, second)[number % 2]
        return lambda: take_slot(slot=slot, proposal=proposals[number], by=teams[number], now=NOW).pk

    found = at_once([taking(number) for number in range(8)])
    assert sorted(map(str, found)) == sorted(map(str, [first.pk, second.pk, *["taken"] * 6]))
    assert len({holder(first), holder(second)} - {None}) == 2
    for number, user in enumerate(teams):
        told = [each for each in mails(user) if "決まりました" in each]
        assert len(told) == (found[number] != "taken")


def test_database_gives_a_team_one_time(slots, asked):
    Slot.objects.filter(pk=slots[0].pk).update(proposal=asked[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slots[1].pk).update(proposal=asked[0])


# --- Mails


def test_teams_that_wait_are_told_of_the_first_times_and_not_of_each_further_one(challenge, asked, officer, teams):
    offer(challenge, officer)
    offer(challenge, officer, starts_at=TEN + DAY)
    for user in teams:
        assert [each for each in mails(user) if "選んでください" in each] == [
            "面談の日時を選んでください：「給食の献立」"
        ]


def test_both_sides_are_reminded_once_the_day_before(slots, asked, teams, officer):
    take_slot(slot=slots[0], proposal=asked[0], by=teams[0], now=NOW)
    remind_of_interviews(TEN - DAY - timedelta(seconds=1))
    assert not any("近づいて" in each for each in mails(teams[0]))
    assert remind_of_interviews(TEN - DAY).startswith("2 reminded of an interview")
    assert remind_of_interviews(TEN - timedelta(hours=1)).startswith("0 reminded of an interview")
    for user in (teams[0], officer):
        assert sum("近づいて" in each for each in mails(user)) == 1


def test_team_that_chose_at_the_last_moment_is_not_reminded(slots, asked, teams):
    take_slot(slot=slots[0], proposal=asked[0], by=teams[0], now=TEN - DAY)
    assert remind_of_interviews(TEN - timedelta(hours=20)).startswith("0 reminded of an interview")


def test_team_that_has_left_its_time_is_not_reminded(slots, asked, teams):
    take_slot(slot=slots[0], proposal=asked[0], by=teams[0], now=NOW)
    release_slot(proposal=asked[0], by=teams[0], now=NOW)
    assert remind_of_interviews(TEN - DAY).startswith("0 reminded of an interview")


def test_team_that_does_not_choose_is_reminded_once_after_three_days(slots, asked, teams):
    take_slot(slot=slots[0], proposal=asked[0], by=teams[0], now=NOW)
    assert remind_of_interviews(NOW + 2 * DAY).endswith("0 to choose a time")
    assert remind_of_interviews(NOW + 3 * DAY).endswith("1 to choose a time")
    assert remind_of_interviews(NOW + 4 * DAY).endswith("0 to choose a time")
    assert "まだ選ばれていません" in mails(teams[1])[-1]


def test_nobody_is_asked_to_choose_where_no_time_is_free(challenge, asked, officer):
    slot = offer(challenge, officer, 1)[0]
    withdraw_slot(slot=slot, by=officer, now=NOW)
    assert remind_of_interviews(NOW + 3 * DAY).endswith("0 to choose a time")


# --- Calendars


def test_entry_for_the_calendar_says_when_and_where_and_not_who(browse, slots, asked, teams, officer):
    take_slot(slot=slots[0], proposal=asked[0], by=teams[0], now=NOW)
    for user, place in ((teams[0], page_of(asked[0])), (officer, INTERVIEWS)):
        response = browse(user).get(f"{INTERVIEWS}{slots[0].pk}.ics")
        assert response["Content-Type"].startswith("text/calendar")
        event = Calendar.from_ical(response.content).walk("VEVENT")[0]
        assert (event["dtstart"].dt, event["location"]) == (TEN, "市役所 3階")
        assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=30)
        assert event["url"].endswith(place)
        assert "こんだて" not in response.content.decode()


def test_entry_is_not_there_for_others_or_for_a_free_time(browse, client, slots, asked, teams, officer):
    take_slot(slot=slots[0], proposal=asked[0], by=teams[0], now=NOW)
    assert browse(teams[1]).get(f"{INTERVIEWS}{slots[0].pk}.ics").status_code == 404
    assert browse(person("Nobody")).get(f"{INTERVIEWS}{slots[0].pk}.ics").status_code == 404
    assert browse(officer).get(f"{INTERVIEWS}{slots[1].pk}.ics").status_code == 404
    assert client.get(f"{INTERVIEWS}{slots[0].pk}.ics")["Location"].startswith("/accounts/login/")


def test_offer_that_is_pressed_twice_is_made_once(browse, officer, challenge):
    client = browse(officer)
    form = values_of(forms_of(client.get(INTERVIEWS))[-1])
    typed = {"starts_at": "2026-12-01T10:00", "minutes": "30", "number": "2", "place": "西館"}
    for _time in range(2):
        assert client.post(INTERVIEWS, {**form, **typed}).status_code == 302
    assert Slot.objects.count() == 2
