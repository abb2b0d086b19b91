"""Inviting somebody to a space by e-mail, sending it again, and taking it back."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.invitations import letters
from accounts.invitations.mailboxes import has_proved, is_same, normalised, proved_addresses
from accounts.invitations.models import Invitation
from accounts.invitations.permissions import may_invite
from accounts.invitations.querysets import people_of
from accounts.invitations.tokens import digest_of, new_token

from .locks import lock

WORKS_FOR = timedelta(days=14)
AGAIN_AFTER = timedelta(minutes=10)
MOST_SENDINGS = 5
"""While it works; whoever is invited anew after it has expired begins at one."""


@transaction.atomic
def invite(*, space, email, by, now, language) -> tuple[Invitation, bool]:
    """Ask the person at `email` to look after `space`; return the invitation, and whether it is a new one.

    One that is open is sent again. Raises ValidationError where the address cannot be invited, and PermissionDenied
    where `by` may not invite (any more)."""
    space, email = lock(space), normalised(email)
    _check_right(by, space)
    _check_address(space, email, by)
    invitation = Invitation.objects.unanswered().filter(space=space, email=email).first()
    if invitation:
        return _send_again(invitation, by=by, now=now), False
    invitation = Invitation(
        space=space, email=email, language=language, invited_by=by, invited_at=now, expires_at=now + WORKS_FOR
    )
    _send(invitation, now)
    return invitation, True


@transaction.atomic
def resend(*, invitation, by, now) -> Invitation:
    """With a new secret and a new time; the link of the mail before works no longer. Raises as `invite`."""
    invitation = _locked(invitation)
    _check_right(by, invitation.space)
    _check_unanswered(invitation)
    return _send_again(invitation, by=by, now=now)


@transaction.atomic
def withdraw_invitation(*, invitation, by, now) -> Invitation:
    """Whoever opens the link is told so. Raises as `invite`."""
    invitation = _locked(invitation)
    _check_right(by, invitation.space)
    _check_unanswered(invitation)
    _withdraw(invitation, now)
    return invitation


@transaction.atomic
def withdraw_invitations_of(*, user, now, space=None):
    """Those that `user` sent and nobody has answered, to one space or to all."""
    found = Invitation.objects.select_for_update(of=("self",)).unanswered().filter(invited_by=user)
    for invitation in found.filter(space=space) if space else found:
        _withdraw(invitation, now)


@transaction.atomic
def forget_invitations(*, before) -> int:
    """Those that ended before that time: the address is nobody's business any more. Returns how many."""
    count, _by_model = Invitation.objects.ended_before(before).delete()
    return count


def _locked(invitation):
    space = lock(invitation.space)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("invited_by__profile")
    found = rows.get(pk=invitation.pk)
    found.space = space
    return found


def _check_right(by, space):
    if not may_invite(by, space):
        raise PermissionDenied


def _check_address(space, email, by):
    if email in proved_addresses(people_of(space)):
        raise ValidationError(_("This person looks after the space already."), code="member")
    if has_proved(by, email) or is_same(by.email, email):
        raise ValidationError(_("This is your own address. Somebody else has to invite you."), code="oneself")


def _check_unanswered(invitation):
    if invitation.accepted_at:
        raise ValidationError(_("Nothing was changed: the invitation was accepted in the meantime."), code="accepted")
    if invitation.withdrawn_at:
        raise ValidationError(_("Nothing was changed: the invitation was withdrawn in the meantime."), code="withdrawn")


def _send_again(invitation, *, by, now):
    expired = invitation.expires_at <= now
    if not expired and now - invitation.sent_at < AGAIN_AFTER:
        raise ValidationError(
            _("This address was invited a moment ago. The mail can be sent again ten minutes after the last one."),
            code="too_soon",
        )
    if not expired and invitation.times_sent >= MOST_SENDINGS:
        raise ValidationError(
            _("The mail was sent to this address five times. Ask the person another way whether it arrived."),
            code="too_often",
        )
    invitation.times_sent = 1 if expired else invitation.times_sent + 1
    invitation.invited_by, invitation.expires_at = by, now + WORKS_FOR
    letters.drop_unsent(invitation)
    _send(invitation, now)
    return invitation


def _send(invitation, now):
    token = new_token()
    invitation.token_hash, invitation.sent_at = digest_of(token), now
    invitation.save()
    letters.of_invitation(invitation, token)


def _withdraw(invitation, now):
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    letters.drop_unsent(invitation)
