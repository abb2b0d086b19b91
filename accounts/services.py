"""What people do with their own account."""

from django.core.cache import cache

from integrations.github.people import choose

from .provider import GitHub
from .signin.ways import disconnect

CHANGES_AN_HOUR = 20


class TooOftenError(Exception):
    """Each change makes a sync that is at work ask again: nobody may do that all the time."""


def choose_for_oneself(*, user, github_id, choice):
    """The person has proved to be this account: their word stands above an administrator's.

    Raises TooOftenError after CHANGES_AN_HOUR, until there was none for an hour.
    """
    key = f"choices-of:{user.pk}"
    changes = cache.get(key, 0) + 1
    if changes > CHANGES_AN_HOUR:
        raise TooOftenError
    cache.set(key, changes, 3600)
    return choose(github_id=github_id, choice=choice, by_person=True)


def disconnect_github(*, request, github_id):
    """Forget that the signed-in person is this account. What they chose stays: it belongs to the account on GitHub."""
    disconnect(request=request, provider=GitHub.id, uid=github_id)
