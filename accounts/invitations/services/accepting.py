"""Accepting an invitation."""

from django.db import transaction

from accounts.invitations import letters
from accounts.invitations.models import Invitation
from accounts.invitations.standing import NotAcceptableError, Standing, standing_of

from .belonging import enter
from .locks import lock


@transaction.atomic
def accept(*, token, user, now) -> Invitation:
    """Let `user` look after the space. Raises NotAcceptableError, and changes nothing, where the link or the account
    is not the right one; of two who come at once the second finds it used."""
    invitation = _locked(token)
    standing = standing_of(invitation, user, now)
    if standing != Standing.READY:
        raise NotAcceptableError(standing)
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    enter(space=invitation.space, user=user, invited_by=invitation.invited_by, now=now)
    letters.of_acceptance(invitation)
    return invitation


def _locked(token):
    found = Invitation.objects.with_token(token).select_related("space").first()
    if found is None:
        return None
    space = lock(found.space)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("invited_by__profile")
    again = rows.with_token(token).first()
    if again:
        again.space = space
    return again
