"""The log of a review: entries of the challenge's own history, which keep numbers of rows, never words about people."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

ACTIONS = {
    "reviews.criteria": (_("Set criteria"), _("Set the criteria of the review")),
    "reviews.name": (_("Name a reviewer"), _("Named a reviewer")),
    "reviews.remove": (_("Remove a reviewer"), _("Removed a reviewer")),
    "reviews.conflict": (_("Declare a conflict of interest"), _("Declared a conflict of interest")),
    "reviews.lift": (_("Lift a conflict of interest"), _("Lifted a conflict of interest")),
    "reviews.hand_in": (_("Hand in scores"), _("Handed in scores")),
    "reviews.reveal": (_("Show the scores to all"), _("All scores are in; they are shown to those who judge")),
    "reviews.close": (_("Close the scoring early"), _("Closed the scoring before all scores were in")),
    "reviews.slots": (_("Offer times for interviews"), _("Changed the times for interviews")),
    "reviews.decide": (_("Send decisions"), _("Sent the decisions to the teams")),
}


def record(action: str, *, challenge, by, **data):
    """`by` is None for what the site does. Of people and proposals in `data`, their keys alone."""
    return log(challenge, f"reviews.{action}", user=by, data=data)
