"""A project with an owner, somebody who asks, and the mails that they get."""

from datetime import UTC, datetime

import pytest

from integrations.mail.models import Letter
from projects.joining.models import Membership
from projects.joining.services import add_member, ask_to_join, make_owner
from tests.factories import make_project, make_user

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)


def person(name, **fields):
    """Somebody whom others see by this name."""
    user = make_user(f"{name.lower()}@tomoni.example", **fields)
    user.profile.name = name
    user.profile.save()
    return user


def ask(project, user, message="手伝います。", now=NOW):
    return ask_to_join(project=project, user=user, message=message, now=now)


def mails(user):
    """The subjects and texts of what was posted to this person, in order."""
    return [(each.subject, each.message["body"]) for each in Letter.objects.filter(to=user.email).order_by("pk")]


def roles(project):
    return dict(Membership.objects.filter(project=project).values_list("user__profile__name", "role"))


@pytest.fixture
def project(site):
    return make_project("給食の地図", slug="lunch")


@pytest.fixture
def owner(project):
    user = person("Hana")
    make_owner(project=project, user=user, now=NOW)
    return user


@pytest.fixture
def asker(db):
    return person("Taro")


@pytest.fixture
def member(project):
    user = person("Miki")
    add_member(project=project, user=user, now=NOW)
    return user


@pytest.fixture
def request_to_join(project, owner, asker):
    return ask(project, asker)
