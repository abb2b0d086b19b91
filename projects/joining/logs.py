"""The log of who came, went and decided: entries of the page's own history.

It is Wagtail's and not a table of ours: moderators look there already, it outlives the rows that it tells of, and it
keeps numbers of accounts, never names or words."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

ACTIONS = {
    "joining.ask": (_("Ask to join"), _("Asked to join")),
    "joining.write": (_("Write about a request to join"), _("Wrote again about the own request to join")),
    "joining.answer": (_("Answer a request to join"), _("Answered a request to join")),
    "joining.accept": (_("Accept a request to join"), _("Accepted a request to join")),
    "joining.decline": (_("Decline a request to join"), _("Declined a request to join")),
    "joining.withdraw": (_("Withdraw a request to join"), _("Withdrew the own request to join")),
    "joining.add": (_("Add a member"), _("Added a member")),
    "joining.role": (_("Change a role"), _("Changed the role of a member")),
    "joining.remove": (_("Remove a member"), _("Removed a member")),
    "joining.leave": (_("Leave the project"), _("Left the project")),
    "joining.offer": (_("Offer the project"), _("Offered the project to a member")),
    "joining.take": (_("Take the project"), _("Took the project over")),
    "joining.refuse": (_("Refuse the project"), _("Did not take the project over")),
    "joining.take_back": (_("Take an offer back"), _("Took the offer of the project back")),
    "joining.claim": (_("Claim the project"), _("Claimed the project")),
    "joining.approve_claim": (_("Approve a claim"), _("Approved a claim of the project")),
    "joining.reject_claim": (_("Reject a claim"), _("Rejected a claim of the project")),
    "joining.withdraw_claim": (_("Withdraw a claim"), _("Withdrew the own claim of the project")),
}


def record(move: str, *, project, by, **data):
    """`by` is None for what the site or an operator does. Of people in `data`, their keys alone."""
    return log(project, f"joining.{move}", user=by, data=data)
