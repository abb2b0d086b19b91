"""Two at the same moment: one token lets in one, and two who leave do not both stay the last but one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.invitations.models import Invitation, SpaceMembership
from accounts.invitations.services import accept, invite, leave_space
from accounts.invitations.standing import NotAcceptableError
from accounts.invitations.tokens import digest_of
from tests.factories import make_user

from .conftest import ADDRESS

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*functions):
    """What each returned, or the error that it raised."""
    together = Barrier(len(functions))

    def run(function):
        together.wait(timeout=10)
        try:
            return function()
        except Exception as error:  # noqa: BLE001  it is looked at
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(functions)) as pool:
        return list(pool.map(run, functions))


def test_two_people_with_one_link_one_comes_in(space, officer):
    now = timezone.now()
    Invitation.objects.create(
        space=space,
        email=ADDRESS,
        invited_by=officer,
        invited_at=now,
        sent_at=now,
        expires_at=now + timezone.timedelta(days=1),
        token_hash=digest_of("secret"),
    )
    people = [make_user(ADDRESS), make_user("second@city.example")]
    people[1].emailaddress_set.update(email=ADDRESS.upper())  # both have proved it: the database does not forbid that
    found = at_once(*[lambda user=user: accept(token="secret", user=user, now=now) for user in people])
    assert sum(isinstance(each, NotAcceptableError) for each in found) == 1, found
    assert sum(isinstance(each, Invitation) for each in found) == 1, found
    assert SpaceMembership.objects.current().exclude(user=officer).count() == 1


def test_two_who_invite_the_same_address_make_one_invitation(space, officer, colleague):
    now = timezone.now()
    found = at_once(
        *[
            lambda by=by: invite(space=space, email=ADDRESS, by=by, now=now, language="ja")
            for by in (officer, colleague)
        ]
    )
    assert Invitation.objects.count() == 1, found


def test_two_who_leave_at_once_tell_the_moderators_once(space, officer, colleague, moderator, mails):
    now = timezone.now()
    at_once(*[lambda user=user: leave_space(space=space, user=user, now=now) for user in (officer, colleague)])
    assert not SpaceMembership.objects.current().exists()
    assert len(mails(moderator.email)) == 1
