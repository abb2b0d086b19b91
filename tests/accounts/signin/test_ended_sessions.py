"""Sessions do not outlive themselves."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from integrations.regular import KINDS
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("site")


def test_ended_session_is_forgotten_and_others_stay(client):
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    ended = Client()
    ended.force_login(make_user("other@tomoni.example"), backend="django.contrib.auth.backends.ModelBackend")
    Session.objects.filter(pk=ended.session.session_key).update(expire_date=timezone.now() - timedelta(minutes=1))
    assert KINDS["ended sessions"].work(timezone.now()) == "1 forgotten"
    assert client.get("/en/accounts/").status_code == 200
    assert Session.objects.count() == 1
