"""What whoever opens the link of an invitation can do with it. Everything but READY is a reason why not yet, or never.

Only an account that has proved the invited address may accept: a mail that was forwarded, or a link that was found in
a history, opens nothing to anybody else (docs/spaces.md)."""

from django.db.models import TextChoices

from .mailboxes import has_proved, is_same


class Standing(TextChoices):
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    USED = "used"
    EXPIRED = "expired"
    SIGN_IN = "sign_in"
    UNPROVED = "unproved"
    WRONG_ACCOUNT = "wrong_account"
    READY = "ready"


ENDED = {Standing.UNKNOWN, Standing.WITHDRAWN, Standing.USED, Standing.EXPIRED}
"""Then nothing is said of the space, of who invited, or of who was invited."""


class NotAcceptableError(Exception):
    """`standing` says why."""

    def __init__(self, standing):
        super().__init__(standing)
        self.standing = standing


def standing_of(invitation, user, now) -> Standing:
    """`invitation` is None where nobody has made one with this secret."""
    if invitation is None:
        return Standing.UNKNOWN
    if invitation.withdrawn_at:
        return Standing.WITHDRAWN
    if invitation.accepted_at:
        return Standing.USED
    if invitation.expires_at <= now:
        return Standing.EXPIRED
    return _standing_of_account(invitation, user)


def _standing_of_account(invitation, user):
    if not user.is_authenticated:
        return Standing.SIGN_IN
    if has_proved(user, invitation.email):
        return Standing.READY
    return Standing.UNPROVED if is_same(user.email, invitation.email) else Standing.WRONG_ACCOUNT
