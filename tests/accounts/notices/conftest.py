"""People who follow things, and what they are told."""

from datetime import UTC, datetime

import pytest
from django.core import mail

from accounts.notices.services import Words, notify
from integrations.mail.delivery import deliver_due
from tests.factories import make_user

# A Saturday in Japan, half past ten in the morning.
NOW = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)


@pytest.fixture
def person(site):
    """Reads Japanese."""
    return make_user("hanako@tomoni.example")


@pytest.fixture
def reader(site):
    """Reads English."""
    user = make_user("reader@tomoni.example")
    user.profile.mail_language = "en"
    user.profile.save()
    return user


@pytest.fixture
def mails(db):
    """`mails()` delivers what waits; all that arrived so far."""

    def delivered():
        deliver_due()
        return mail.outbox

    return delivered


@pytest.fixture
def tell():
    """`tell(person, "title")` of an update of a project."""

    def tell(*users, title="新しい動き", kind="project_update", key=None, text="", url="/projects/給食/"):
        words = Words(title=title, text=text, because="「給食」をフォローしています。")
        notify(users=users, kind=kind, key=key or title, words=lambda: words, url=url, happened_at=NOW)

    return tell
