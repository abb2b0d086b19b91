"""A pilot ends with a published outcome; what was over before stays as it is."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from challenges.services import move_challenge
from tests.factories import make_challenge, make_municipality_page, make_user
from tests.hub.test_operators import signed_in

from .making import make_outcome, officer_of

pytestmark = pytest.mark.usefixtures("site")


def finish(challenge, **more):
    return move_challenge(challenge=challenge, to="finished", by=make_officer(), now=timezone.now(), **more)


def make_officer():
    return make_user("anybody@tomoni.example")


def test_pilot_without_an_outcome_cannot_be_finished_and_the_desk_leads_to_writing_it():
    kobe = make_municipality_page(slug="kobe")
    pilot = make_challenge(slug="counter", municipality=kobe, stage="pilot")
    with pytest.raises(ValidationError) as refused:
        finish(pilot)
    assert refused.value.code == "no_outcome"
    pilot.refresh_from_db()
    assert pilot.stage == "pilot"
    desk = signed_in(officer_of(kobe)).get("/challenges/kobe/counter/desk/").content.decode()
    assert 'href="/challenges/kobe/counter/outcome/"' in desk
    assert "成果を公開してから完了にします" in desk


def test_draft_is_not_enough():
    pilot = make_challenge(stage="pilot")
    make_outcome(pilot, published=False)
    with pytest.raises(ValidationError):
        finish(pilot)


def test_pilot_with_a_published_outcome_is_finished():
    pilot = make_challenge(stage="pilot")
    make_outcome(pilot)
    assert finish(pilot).stage == "finished"


def test_outcome_that_does_not_say_whether_it_is_solved_is_not_enough():
    pilot = make_challenge(stage="pilot")
    make_outcome(pilot, solved=None)
    with pytest.raises(ValidationError) as refused:
        finish(pilot)
    assert refused.value.code == "no_answer"


@pytest.mark.parametrize("stage", ["screening", "selected"])
def test_challenge_that_ends_without_a_pilot_needs_a_reason_and_no_outcome(stage):
    assert finish(make_challenge(stage=stage), reason="応募がありませんでした。").stage == "finished"


def test_finished_challenge_with_only_the_words_of_its_page_stays_as_it_is(client):
    over = make_challenge(stage="finished", outcome="本格導入されました。")
    over.full_clean()
    assert "本格導入されました。" in client.get(over.url).content.decode()
