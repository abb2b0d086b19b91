"""What people do about joining. Each function is one transaction, and writes who did it into the page's log."""

from .asking import ask_to_join, move_request
from .claims import approve_claim, claim_project, reject_claim, withdraw_claim
from .handovers import offer_project, refuse_project, take_back_offer, take_project
from .members import add_member, change_role, choose_shown, leave_everything, leave_project, make_owner, remove_member

__all__ = [
    "add_member",
    "approve_claim",
    "ask_to_join",
    "change_role",
    "choose_shown",
    "claim_project",
    "leave_everything",
    "leave_project",
    "make_owner",
    "move_request",
    "offer_project",
    "refuse_project",
    "reject_claim",
    "remove_member",
    "take_back_offer",
    "take_project",
    "withdraw_claim",
]
