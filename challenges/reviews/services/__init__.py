"""What people do in a review. Each function is one transaction, holds the review's lock, and is logged."""

from .conflicts import declare, lift_conflict
from .criteria import freeze_criteria, set_criteria
from .deciding import discard_decision, prepare_decisions, send_decisions
from .interviews import offer_slots, release_slot, take_slot, withdraw_slot
from .people import leave_reviews, name_reviewer, remove_reviewer
from .scoring import close_scoring, hand_in, save_scores

__all__ = [
    "close_scoring",
    "declare",
    "discard_decision",
    "freeze_criteria",
    "hand_in",
    "leave_reviews",
    "lift_conflict",
    "name_reviewer",
    "offer_slots",
    "prepare_decisions",
    "release_slot",
    "remove_reviewer",
    "save_scores",
    "send_decisions",
    "set_criteria",
    "take_slot",
    "withdraw_slot",
]
