"""What people do with proposals. Each function is one transaction; `now` is the moment that counts."""

from .attaching import add_attachment, change_attachments, remove_attachment
from .deciding import move_proposal
from .drafting import Kept, begin_proposal, save_texts
from .logs import record_access, record_accesses
from .submitting import (
    RefusedFilesError,
    keep_late_texts,
    reopen_proposal,
    resubmit_proposal,
    submit_proposal,
    withdraw_proposal,
)
from .team import (
    accept_invitation,
    decline_invitation,
    hand_over_lead,
    invite,
    leave_all_teams,
    leave_team,
    remove_member,
    take_back_invitation,
)

__all__ = [
    "Kept",
    "RefusedFilesError",
    "accept_invitation",
    "add_attachment",
    "begin_proposal",
    "change_attachments",
    "decline_invitation",
    "hand_over_lead",
    "invite",
    "keep_late_texts",
    "leave_all_teams",
    "leave_team",
    "move_proposal",
    "record_access",
    "record_accesses",
    "remove_attachment",
    "remove_member",
    "reopen_proposal",
    "resubmit_proposal",
    "save_texts",
    "submit_proposal",
    "take_back_invitation",
    "withdraw_proposal",
]
