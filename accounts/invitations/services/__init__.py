"""What people do about who looks after a space. Each function is one transaction."""

from .accepting import accept
from .belonging import end_all_memberships, leave_space, remove_from_space
from .inviting import forget_invitations, invite, resend, withdraw_invitation, withdraw_invitations_of

__all__ = [
    "accept",
    "end_all_memberships",
    "forget_invitations",
    "invite",
    "leave_space",
    "remove_from_space",
    "resend",
    "withdraw_invitation",
    "withdraw_invitations_of",
]
