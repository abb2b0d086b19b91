"""What is decided about a submitted proposal. Telling the applicants is for whoever decides."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.proposals.permissions import is_sealed
from challenges.proposals.stages import BY_THE_TEAM, Stage, check_move

from .locks import lock_with_challenge
from .logs import enter

ENDS = (Stage.SELECTED, Stage.DECLINED)


@transaction.atomic
def move_proposal(*, proposal, to, by, now, reason=""):
    """Move it to a stage that is a decision: interview, selected or declined. Returns it as it is then.

    Raises ValidationError, and changes nothing, when the table has no such move, when the move is the team's, and
    before the challenge has closed. Whether `by` may decide is the caller's question."""
    proposal = lock_with_challenge(proposal)
    if to in BY_THE_TEAM:
        raise ValidationError(_("That is for the team to do."), code="not_yours")
    if is_sealed(proposal.challenge, now):
        raise ValidationError(_("Nothing is decided before the deadline."), code="sealed")
    check_move(before=proposal.stage, after=to)
    if to in ENDS:
        proposal.decided_at = now
    enter(proposal, to, by=by, now=now, reason=reason)
    return proposal
