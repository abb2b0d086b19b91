"""The mail server is away, refuses, drops the line: nothing is lost or sent twice, and what is hopeless is told."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from integrations.mail.delivery import CLAIM, claim
from integrations.mail.models import Letter
from integrations.mail.reading import outbox
from integrations.mail.retries import LONGEST, MOST_ATTEMPTS, wait_after
from integrations.mail.services import erase_ended, erase_letters_to, post, try_again_what_was_given_up

from .conftest import Wheel
from .server import MailServer

pytestmark = pytest.mark.django_db

AWAY = timedelta(days=9)


def post_many(number):
    return [post(key=f"k{n}", to=f"p{n}@tomoni.example", subject=f"s{n}", text="t") for n in range(number)]


def test_letters_arrive_in_the_order_of_their_posts_over_one_connection(server, wheel):
    post_many(5)
    assert str(wheel.deliver()) == "5 sent, 0 to be tried again, 0 given up"
    assert (server.subjects(), server.talks) == (["s0", "s1", "s2", "s3", "s4"], 1)


def test_nothing_is_sent_again_however_often_one_delivers(server, wheel):
    post_many(3)
    for _round in range(4):
        wheel.deliver(days=1)
    assert len(server.received) == 3


def test_mail_server_that_is_away_for_days_loses_nothing(server, wheel):
    server.stop()
    post_many(4)
    for _hour in range(24 * AWAY.days):
        assert wheel.deliver(hours=1).unreachable
    assert Letter.objects.waiting().count() == 4
    server.start()
    assert wheel.deliver(minutes=5).sent == 4
    assert sorted(server.subjects()) == ["s0", "s1", "s2", "s3"]


def test_round_ends_with_the_first_letter_when_nobody_answers(server, wheel):
    server.stop()
    post_many(3)
    wheel.deliver()
    assert Letter.objects.exclude(last_error="").count() == 1
    assert set(Letter.objects.values_list("attempts", flat=True)) == {0}


def test_mail_server_that_does_not_know_us_costs_no_letter(server, wheel, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "tomoni", "wrong"
    post_many(2)
    assert "SMTP AUTH" in wheel.deliver().unreachable
    assert Letter.objects.waiting().count() == 2


def test_unknown_person_is_given_up_at_once_and_others_are_written_to(server, wheel, letter_of):
    server.at_recipient = lambda address: "550 5.1.1 No such person" if address.startswith("p1@") else None
    post_many(3)
    assert str(wheel.deliver()) == "2 sent, 0 to be tried again, 1 given up"
    letter = letter_of("p1@tomoni.example")
    assert (letter.given_up_at, letter.last_error) == (wheel.now(), "550 5.1.1 No such person")
    wheel.deliver(days=1)
    assert server.subjects() == ["s0", "s2"]


def test_busy_mail_server_is_asked_again_later_and_later(server, wheel, letter_of):
    server.at_recipient = lambda address: "451 4.7.1 Come back later"
    post_many(1)
    posted, waits = wheel.now(), []
    while (letter := letter_of("p0@tomoni.example")).given_up_at is None:
        wheel.time = max(letter.due_at, wheel.now())
        wheel.deliver()
        waits.append(letter_of("p0@tomoni.example").due_at - wheel.now())
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert letter.last_error == "451 4.7.1 Come back later"
    assert timedelta(days=2.5) < letter.given_up_at - posted < timedelta(days=3.5)


def test_greylisting_delays_a_letter_and_no_more(server, wheel):
    server.at_recipient = lambda address: "450 4.2.0 Greylisted"
    post_many(1)
    assert wheel.deliver().later == 1
    server.at_recipient = lambda address: None
    assert (wheel.deliver(seconds=30).sent, wheel.deliver(seconds=31).sent, wheel.deliver(days=1).sent) == (0, 1, 0)


def test_contents_that_are_refused_for_ever_are_given_up(server, wheel, letter_of):
    server.at_data = lambda number, message: "554 5.6.0 We do not like it"
    post_many(1)
    assert wheel.deliver().given_up == 1
    assert letter_of("p0@tomoni.example").last_error == "554 5.6.0 We do not like it"


def test_line_dropped_in_the_middle_costs_one_letter_a_minute(server, wheel):
    server.at_data = lambda number, message: MailServer.DROP if message["Subject"] == "s1" else None
    post_many(3)
    assert str(wheel.deliver()) == "2 sent, 1 to be tried again, 0 given up"
    server.at_data = lambda number, message: None
    assert wheel.deliver(minutes=2).sent == 1
    assert sorted(server.subjects()) == ["s0", "s1", "s2"]


def test_letter_that_cannot_be_written_keeps_no_other_from_being_sent(server, wheel, letter_of):
    post_many(2)
    letter = letter_of("p0@tomoni.example")
    letter.message["headers"]["X-Broken"] = "a\nb"
    letter.save()
    assert str(wheel.deliver()) == "1 sent, 0 to be tried again, 1 given up"


def test_letter_at_which_the_carrier_breaks_keeps_no_other_from_being_sent(wheel, letter_of, carrier):
    carrier.fate = "broken"
    post_many(3)
    assert str(wheel.deliver()) == "2 sent, 1 to be tried again, 0 given up"
    assert letter_of("p1@tomoni.example").last_error == "RuntimeError: no luck"
    carrier.fate = "taken"
    assert wheel.deliver(minutes=2).sent == 1


def test_letter_whose_row_is_broken_keeps_no_other_from_being_sent(server, wheel, letter_of):
    post_many(2)
    Letter.objects.filter(to="p0@tomoni.example").update(message={"subject": "s0"})
    assert str(wheel.deliver()) == "1 sent, 1 to be tried again, 0 given up"
    assert "KeyError" in letter_of("p0@tomoni.example").last_error


def test_letter_that_is_claimed_is_nobody_elses(wheel):
    post_many(1)
    assert claim(wheel.now()).attempts == 1
    assert claim(wheel.now()) is None
    wheel.turn(seconds=CLAIM.total_seconds() - 1)
    assert claim(wheel.now()) is None
    wheel.turn(seconds=2)
    assert claim(wheel.now()).attempts == 2


def test_letter_whose_sending_always_dies_is_given_up(wheel, letter_of, settings):
    post_many(1)
    for _death in range(MOST_ATTEMPTS):
        claim(wheel.now())
        wheel.turn(seconds=CLAIM.total_seconds())
    assert wheel.deliver().given_up == 1
    assert "never came to an end" in letter_of("p0@tomoni.example").last_error


def test_what_was_given_up_can_be_tried_again(server, wheel):
    server.at_recipient = lambda address: "550 5.7.1 Relaying denied"
    post_many(2)
    wheel.deliver()
    server.at_recipient = lambda address: None
    assert try_again_what_was_given_up(now=wheel.now()) == 2
    assert wheel.deliver().sent == 2


def test_sent_letters_are_forgotten_after_a_month_and_their_keys_stay(server, wheel, letter_of):
    post_many(2)
    wheel.deliver()
    post(key="waits", to="waits@tomoni.example", subject="still here", text="t")
    wheel.turn(days=31)
    assert erase_ended(before=wheel.now() - timedelta(days=30), now=wheel.now()) == 2
    assert list(Letter.objects.exclude(erased_at=None).values_list("to", "subject", "message").distinct()) == [
        ("", "", {})
    ]
    assert letter_of("waits@tomoni.example").subject == "still here"
    assert post(key="k0", to="p0@tomoni.example", subject="again", text="").erased_at == wheel.now()
    assert wheel.deliver().sent == 1


def test_letters_to_somebody_who_leaves_are_forgotten_at_once(server, wheel):
    post_many(2)
    wheel.deliver()
    assert erase_letters_to(address="P1@tomoni.example", now=wheel.now()) == 1
    assert list(Letter.objects.values_list("to", flat=True).order_by("to")) == ["", "p0@tomoni.example"]


def test_outbox_is_stuck_when_nobody_tries(server, wheel):
    post_many(1)
    assert not outbox().is_stuck(wheel.now())
    wheel.turn(hours=3)
    assert (outbox().waiting, outbox().is_stuck(wheel.now())) == (1, True)
    server.at_recipient = lambda address: "450 4.2.0 Greylisted"
    wheel.deliver()
    assert (outbox().waiting, outbox().is_stuck(wheel.now())) == (1, False)


@given(st.integers(1, MOST_ATTEMPTS - 2))
def test_waits_grow_and_stay_below_half_a_day(attempts):
    assert timedelta(0) < wait_after(attempts) <= wait_after(attempts + 1) <= LONGEST


@given(st.integers(MOST_ATTEMPTS, 10**6))
def test_waiting_ends_for_every_number_of_attempts(attempts):
    assert wait_after(attempts) is None


FATES = st.lists(st.sampled_from(["taken", "busy", "unknown", "dropped", "away"]), min_size=1, max_size=40)


@given(fates=FATES)
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_letter_is_taken_once_and_given_up_only_for_a_reason(fates, carrier):
    """Whatever happens in which order."""
    Letter.objects.all().delete()
    post_many(1)
    wheel = Wheel()
    for fate in fates:
        carrier.fate, before = fate, Letter.objects.get()
        wheel.deliver(seconds=max((before.due_at - wheel.now()).total_seconds(), 0) + 1)
    letter, tried = Letter.objects.get(), [fate for fate in fates if fate != "away"]
    ended = next((n for n, fate in enumerate(tried, 1) if fate in {"taken", "unknown"} or n == MOST_ATTEMPTS), None)
    assert (letter.sent_at is not None) == (ended is not None and tried[ended - 1] == "taken")
    assert (letter.given_up_at is not None) == (ended is not None and tried[ended - 1] != "taken")
    assert letter.attempts == (ended or len(tried))
