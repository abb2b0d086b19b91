"""A closed challenge with two proposals, an officer, three reviewers and two teams."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from freezegun import freeze_time

from tests.factories import make_municipality_page

from .making import NOW, closed_challenge, judge, make_proposal, person

AT = "/challenges/kobe/menu/review/"


@pytest.fixture(autouse=True)
def _at_the_time():
    """Pages read the clock; the moment is the one that services are given."""
    with freeze_time(NOW, ignore=["hypothesis"]):
        yield


@pytest.fixture
def kobe(site):
    return make_municipality_page(slug="kobe")


@pytest.fixture
def challenge(kobe):
    return closed_challenge(kobe)


@pytest.fixture
def officer(kobe):
    return person("Ono", groups=[kobe.space.group])


@pytest.fixture
def office(db):
    """Somebody of the programme office."""
    user = person("Kanda")
    user.user_permissions.add(
        Permission.objects.get(codename="add_round", content_type__app_label="challenges", content_type__model="round")
    )
    return user


@pytest.fixture
def teams(db):
    return [person("Taro"), person("Jiro")]


@pytest.fixture
def proposals(challenge, teams):
    return [
        make_proposal(challenge, "株式会社こんだて", team=[teams[0]]),
        make_proposal(challenge, "給食ラボ", team=[teams[1]]),
    ]


@pytest.fixture
def people(db):
    return [person("Hana"), person("Miki"), person("Ken")]


@pytest.fixture
def reviewers(challenge, proposals, people, officer):
    return [judge(challenge, each, officer) for each in people]


@pytest.fixture
def browse():
    """A browser of somebody who is signed in."""

    def signed_in(user):
        client = Client()
        if user:
            client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in
