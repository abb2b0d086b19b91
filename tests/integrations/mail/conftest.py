"""The outbox with a mail server of the tests."""

from datetime import UTC, datetime, timedelta

import pytest

from integrations.mail.delivery import deliver_due
from integrations.mail.models import Letter

from . import scripted
from .server import MailServer


class Wheel:
    """A clock that is turned by hand, beginning when letters are posted."""

    def __init__(self):
        self.time = datetime.now(UTC) + timedelta(minutes=1)

    def now(self):
        return self.time

    def turn(self, **by):
        self.time += timedelta(**by)

    def deliver(self, **by):
        self.turn(**by)
        return deliver_due(now=self.now)


@pytest.fixture
def wheel():
    return Wheel()


@pytest.fixture
def server(db, settings):
    with MailServer() as server:
        settings.MAIL_DELIVERY = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 10
        yield server


@pytest.fixture
def carrier(settings, monkeypatch):
    """What sends mail, with a `fate` that the test chooses and that ends with it."""
    settings.MAIL_DELIVERY = "tests.integrations.mail.scripted.Scripted"
    monkeypatch.setattr(scripted, "fate", "taken")
    return scripted


@pytest.fixture
def letter_of():
    """The one letter to a person, as it stands now."""
    return lambda to: Letter.objects.get(to=to)
