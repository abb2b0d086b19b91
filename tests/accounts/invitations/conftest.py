"""A space with one officer, a moderator, and somebody who is invited."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.invitations.services import invite
from integrations.mail.delivery import deliver_due
from pages.models import Space
from tests.factories import make_municipality_page, make_user

NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
"""A Saturday in Japan, ten in the morning."""
ADDRESS = "taro@city.example"
LINK = re.compile(r"https?://[^/\s]+(/\S*accounts/invitations/\S+/)")


def named(user, name):
    user.profile.name = name
    user.profile.save()
    return user


def browser(user=None):
    client = Client()
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def kobe(site):
    return make_municipality_page(title="神戸市", slug="kobe")


@pytest.fixture
def space(kobe):
    return Space.objects.get(page=kobe.page_ptr)


@pytest.fixture
def officer(space):
    return named(make_user("officer@city.example", groups=[space.group]), "山田 花")


@pytest.fixture
def colleague(space):
    return named(make_user("colleague@city.example", groups=[space.group]), "佐藤 健")


@pytest.fixture
def moderator(site):
    return named(make_user("moderator@tomoni.example", groups=[Group.objects.get(name="Moderators")]), "運営 一郎")


@pytest.fixture
def taro(site):
    """Has the account with the address that is invited."""
    return named(make_user(ADDRESS), "鈴木 太郎")


@pytest.fixture
def mails(db):
    """`mails("a@b.example")` delivers what waits: all mails to this address so far."""

    def delivered(to=None):
        deliver_due(now=lambda: timezone.now() + timedelta(minutes=1))
        return [each for each in mail.outbox if to is None or each.to == [to]]

    return delivered


@pytest.fixture
def invited(space, officer, mails):
    """`invited()` invites ADDRESS; returns the invitation and the path that its mail leads to."""

    def invited(email=ADDRESS, by=officer, now=None, language="ja"):
        invitation, _is_new = invite(space=space, email=email, by=by, now=now or timezone.now(), language=language)
        return invitation, link_in(mails(invitation.email)[-1])

    return invited


def link_in(message):
    return LINK.search(message.body).group(1)
