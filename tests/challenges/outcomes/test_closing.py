"""A pilot ends with a published outcome; what was over before stays as it is."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from challenges.services import move_challenge
from tests.factories import make_challenge, make_municipality_page

from .making import make_outcome

pytestmark = pytest.mark.usefixtures("site")


def finish(challenge):
    return move_challenge(challenge=challenge, to="finished", by=None, now=timezone.now())


def test_pilot_without_an_outcome_cannot_be_finished_and_is_told_where_to_write_it():
    kobe = make_municipality_page(slug="kobe")
    pilot = make_challenge(slug="counter", municipality=kobe, stage="pilot")
    with pytest.raises(ValidationError) as refused:
        finish(pilot)
    assert "/challenges/kobe/counter/outcome/" in refused.value.messages[0]
    pilot.refresh_from_db()
    assert pilot.stage == "pilot"


def test_draft_is_not_enough():
    pilot = make_challenge(stage="pilot")
    make_outcome(pilot, published=False)
    with pytest.raises(ValidationError):
        finish(pilot)


def test_pilot_with_a_published_outcome_is_finished():
    pilot = make_challenge(stage="pilot")
    make_outcome(pilot)
    assert finish(pilot).stage == "finished"


@pytest.mark.parametrize("stage", ["screening", "selected"])
def test_challenge_that_ends_without_a_pilot_needs_no_outcome(stage):
    assert finish(make_challenge(stage=stage)).stage == "finished"


def test_finished_challenge_with_only_the_words_of_its_page_stays_as_it_is(client):
    over = make_challenge(stage="finished", outcome="本格導入されました。")
    over.full_clean()
    assert "本格導入されました。" in client.get(over.url).content.decode()
