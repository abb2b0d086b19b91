"""Who may do what with a proposal. Whoever may not is answered as if it were not there."""

from challenges.permissions import may_manage
from challenges.stages import Stage as ChallengeStage

from .models import Proposal, TeamMember
from .readers import is_reader, is_shut_out
from .stages import COUNTED

SEALED_STAGES = {ChallengeStage.PREPARING, ChallengeStage.OPEN}


def may_take_part(user):
    """Whoever is signed in may begin a proposal, and be asked into a team."""
    return user.is_authenticated and user.is_active


def takes_proposals(challenge, now):
    return challenge.live and challenge.stage_at(now) == ChallengeStage.OPEN


def role_in_team(user, proposal):
    """The role of `user` in the team, None for others."""
    if not (user.is_authenticated and user.is_active):
        return None
    return proposal.team.filter(user=user).values_list("role", flat=True).first()


def is_in_team(user, proposal):
    return role_in_team(user, proposal) is not None


def may_write(user, proposal):
    return is_in_team(user, proposal)


def may_lead(user, proposal):
    """Submit and withdraw it, and decide who is in the team."""
    return role_in_team(user, proposal) == TeamMember.Role.LEAD


def may_read(user, proposal, now):
    """The team; and, once the challenge has closed, those who judge what was submitted, but for those shut out."""
    return is_in_team(user, proposal) or may_judge(user, proposal, now)


def may_judge(user, proposal, now):
    """Officers, the programme office and named reviewers; nobody opens a proposal before the deadline, and nobody who
    competes for the challenge opens any but their own."""
    if not (user.is_authenticated and user.is_active):
        return False
    if proposal.stage not in COUNTED or is_sealed(proposal.challenge, now):
        return False
    if competes(user, proposal.challenge) or is_shut_out(user, proposal):
        return False
    return may_manage(user, proposal.challenge) or is_reader(user, proposal)


def may_see_list(user, challenge):
    """All proposals of a challenge. Before it has closed the list says that the envelopes are sealed."""
    return may_manage(user, challenge) and not competes(user, challenge)


def may_see_records(user, proposal, now):
    """Who has seen and fetched it."""
    return may_judge(user, proposal, now) and may_manage(user, proposal.challenge)


def may_answer_invitation(user, invitation):
    """Whoever has proved that the address is theirs."""
    if not may_take_part(user):
        return False
    return user.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists()


def competes(user, challenge):
    return Proposal.objects.filter(challenge=challenge, team__user=user).exists()


def is_sealed(challenge, now):
    """Until it has closed, proposals are in their envelopes."""
    return challenge.stage_at(now) in SEALED_STAGES
