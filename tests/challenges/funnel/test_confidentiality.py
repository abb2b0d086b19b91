"""Before a challenge has closed nobody learns from the funnel how many proposals it has."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from challenges.proposals.counting import count_closed
from tests.challenges.outcomes.making import officer_of
from tests.challenges.proposals.making import close
from tests.factories import make_challenge, make_municipality_page, make_topic

from .making import Way, make_proposals

pytestmark = pytest.mark.usefixtures("site")

ADDRESSES = [
    f"/en/challenges/funnel/{query}"
    for query in ("", "?by=round", "?by=region", "?by=topic", "?topic=food", "table.csv", "table.csv?by=topic")
]


@pytest.fixture
def kobe():
    return make_municipality_page(slug="kobe")


@pytest.fixture
def challenge(kobe):
    """An open one beside one that has closed with two proposals."""
    Way(stage="closed", was_opened_here=True, submitted=2, town=kobe).make()
    deadline = timezone.now() + timedelta(days=3)
    return make_challenge(municipality=kobe, stage="open", closes_at=deadline, topics=[make_topic()])


def everything(client):
    """All that the funnel says, but for when it was said."""
    cache.clear()
    pages = [client.get(address).content.decode() for address in ADDRESSES]
    return [re.sub(r"<time.*?</time>|\d{4}-\d\d-\d\dT[\d:+]+|csrf\S+", "", page) for page in pages]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def proposals(client, address="/en/challenges/funnel/"):
    cache.clear()
    return client.get(address).context["counts"].proposals


def test_proposals_for_an_open_challenge_change_nothing(client, challenge):
    before = everything(client)
    make_proposals(challenge, submitted=5, drafts=2)
    assert everything(client) == before
    assert proposals(client) == 2
    assert proposals(client, "/en/challenges/funnel/?topic=food") is None


def test_officer_of_the_challenge_sees_no_more(kobe, challenge):
    browser = signed_in(officer_of(kobe))
    before = everything(browser)
    make_proposals(challenge, submitted=5)
    assert everything(browser) == before


def test_number_shows_once_it_has_closed_without_drafts(client, challenge):
    make_proposals(challenge, submitted=5, drafts=2)
    close(challenge)
    assert proposals(client) == 7
    assert proposals(client, "/en/challenges/funnel/?topic=food") == 5


def test_challenge_that_is_opened_again_takes_its_number_back(client, challenge):
    make_proposals(challenge, submitted=5)
    close(challenge)
    count_closed(timezone.now())
    assert proposals(client) == 7
    close(challenge, at=timezone.now() + timedelta(days=1))
    assert proposals(client) == 2
    before = everything(client)
    make_proposals(challenge, submitted=1)
    assert everything(client) == before


def test_line_of_the_log_that_is_not_public_tells_of_no_pilot(client, kobe):
    Way(stage="closed", was_opened_here=True, pilot="secret line", town=kobe).make()
    cache.clear()
    assert client.get("/en/challenges/funnel/").context["counts"].pilots == 0
