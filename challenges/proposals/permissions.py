"""Who may do what with a proposal."""

from challenges.permissions import may_manage
from challenges.stages import Stage as ChallengeStage

from .readers import is_reader, is_shut_out
from .stages import COUNTED


def is_in_team(user, proposal):
    return user.is_authenticated and user.is_active and proposal.team.filter(user=user).exists()


def may_read(user, proposal, now):
    """The team; and, once the challenge has closed, those who judge what was submitted, but for those shut out."""
    return is_in_team(user, proposal) or may_judge(user, proposal, now)


def may_judge(user, proposal, now):
    """Officers, the programme office and named reviewers; nobody opens a proposal before the deadline."""
    if not user.is_authenticated or proposal.stage not in COUNTED or is_sealed(proposal.challenge, now):
        return False
    if is_in_team(user, proposal) or is_shut_out(user, proposal):
        return False
    return may_manage(user, proposal.challenge) or is_reader(user, proposal)


def is_sealed(challenge, now):
    """Until it has closed, proposals are in their envelopes."""
    return challenge.stage_at(now) in {ChallengeStage.PREPARING, ChallengeStage.OPEN}
