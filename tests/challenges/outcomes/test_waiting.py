"""Officers see on their desk that an outcome is missing, and are reminded of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from challenges.pilots.models import Pilot
from challenges.todo import todos_of
from integrations.mail.models import Letter
from integrations.regular import KINDS
from tests.factories import make_challenge, make_municipality_page, make_user

from .making import NOW, make_outcome, officer_of

pytestmark = pytest.mark.usefixtures("site")

TODAY = timezone.localdate(NOW)
WRITE, COMPLETE = "成果を書く", "成果の下書きを仕上げて公開する"
SOLVED, ADOPTED = "解決したかどうかを成果に書く", "本格導入したかどうかを成果に書く"


def make_pilot(ends_in=None, **fields):
    challenge = make_challenge(stage="pilot", **fields)
    ends_on = None if ends_in is None else TODAY + timedelta(days=ends_in)
    Pilot.objects.create(challenge=challenge, partners=[], ends_on=ends_on, begun_at=NOW - timedelta(days=400))
    return challenge


def told_to_do(challenge, now=NOW):
    """(text, urgent) of what this room says."""
    found = todos_of([challenge], now)[challenge.pk]
    return [(each.text, each.urgent) for each in found if each.url.endswith("/outcome/")]


@pytest.mark.parametrize(
    ("ends_in", "expected"), [(31, []), (30, [(WRITE, False)]), (0, [(WRITE, False)]), (-1, [(WRITE, True)])]
)
def test_outcome_is_asked_for_when_the_pilot_comes_to_its_end(ends_in, expected):
    assert told_to_do(make_pilot(ends_in)) == expected


def test_outcome_is_asked_for_where_nobody_knows_when_the_pilot_ends():
    assert told_to_do(make_challenge(stage="pilot")) == [(WRITE, False)]


def test_draft_is_to_be_completed_and_an_open_answer_given():
    challenge = make_pilot(90)
    outcome = make_outcome(challenge, published=False)
    assert told_to_do(challenge) == [(COMPLETE, False)]
    outcome.published_at, outcome.solved = NOW, None
    outcome.save()
    assert told_to_do(challenge) == [(SOLVED, False)]
    outcome.solved = "yes"
    outcome.save()
    assert told_to_do(challenge) == []


def test_adoption_is_asked_for_three_months_after_an_outcome_without_it():
    challenge = make_challenge(stage="finished")
    make_outcome(challenge, adopted=None)
    assert told_to_do(challenge, NOW + timedelta(days=89)) == []
    assert told_to_do(challenge, NOW + timedelta(days=90)) == [(ADOPTED, False)]


@pytest.mark.parametrize("stage", ["open", "screening", "finished", "withdrawn"])
def test_nothing_is_asked_for_where_no_outcome_is_expected(stage):
    assert told_to_do(make_challenge(stage=stage)) == []


def test_list_of_any_length_is_asked_for_in_one_query():
    challenges = [make_pilot(-1) for _each in range(4)]
    with CaptureQueriesContext(connection) as queries:
        todos_of(challenges, NOW)
    assert sum("outcomes_outcome" in each["sql"] for each in queries) == 1


def remind(days):
    return KINDS["remind_officers_of_outcomes"].work(NOW + timedelta(days=days))


@pytest.fixture
def officer(site):
    return officer_of(make_municipality_page(slug="kobe"))


def mails():
    return [(each.to, each.subject, each.message["body"]) for each in Letter.objects.order_by("pk")]


def test_officers_are_reminded_three_times_of_an_outcome_that_is_missing(officer):
    challenge = make_pilot(0, title="窓口の待ち時間", slug="counter")
    make_outcome(challenge, published=False)
    assert [remind(days) for days in (6, 7, 8, 29, 30, 60, 61, 90)] == [
        f"{number} reminded" for number in (0, 1, 0, 0, 1, 1, 0, 0)
    ]
    to, subject, body = mails()[0]
    assert (to, subject) == (officer.email, "「窓口の待ち時間」の実証実験はどうなりましたか")
    assert "7日たちました" in body
    assert "/challenges/kobe/counter/outcome/" in body


def test_nobody_is_reminded_once_it_is_published(officer):
    make_outcome(make_pilot(0))
    assert remind(30) == "0 reminded"


def test_pilot_that_goes_on_is_reminded_of_anew(officer):
    challenge = make_pilot(0)
    remind(7)
    Pilot.objects.filter(challenge=challenge).update(ends_on=TODAY + timedelta(days=60))
    assert [remind(8), remind(67)] == ["0 reminded", "1 reminded"]


def test_officers_are_asked_twice_whether_it_was_adopted(officer):
    make_outcome(make_challenge("窓口", stage="finished"), adopted=None)
    assert [remind(days) for days in (89, 90, 91, 270, 300)] == [f"{number} reminded" for number in (0, 1, 0, 1, 0)]
    assert mails()[0][1] == "「窓口」：本格導入は決まりましたか"


def test_programme_office_is_reminded_where_a_town_has_no_officer():
    office = make_user("office@tomoni.example", is_superuser=True)
    make_pilot(0)
    remind(7)
    assert [to for to, _subject, _body in mails()] == [office.email]
