"""What is kept of people who write proposals or read them, and what happens to it with their account."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import before_deletion, keeps

from .fields import texts_of
from .models import AccessLog, Attachment, ProposalStageChange, ProposalVersion, TeamInvitation
from .services import leave_all_teams


@keeps(
    "proposals",
    what=_(
        "Proposals to challenges that you write with others, when each was submitted and by whom, files that you "
        "added, whom you asked into a team; proposals of others that you have read or fetched, and decisions about them"
    ),
    why=_(
        "So that your team can write together and prove what it submitted and when; and so that the municipality can "
        "answer for who has seen a confidential proposal."
    ),
    stays=_(
        "The rest of the team goes on without you. A draft that only you write is deleted with your account. What was "
        "submitted stays, with the texts and files as they are, but without your name beside them, until it is deleted "
        "in its time: withdraw it before, if you do not want that. That somebody has read a proposal or decided about "
        "it stays too, without your name."
    ),
    fields=(
        "proposals.TeamMember.user",
        "proposals.TeamInvitation.invited_by",
        "proposals.Attachment.added_by",
        "proposals.ProposalVersion.submitted_by",
        "proposals.ProposalStageChange.changed_by",
        "proposals.AccessLog.user",
    ),
)
def proposals_of(user):
    memberships = user.proposals_written.select_related("proposal__challenge")
    moved = ProposalStageChange.objects.filter(changed_by=user).order_by("pk")
    return {
        "proposals": [_proposal(each) for each in memberships],
        "invitations": list(TeamInvitation.objects.filter(invited_by=user).values("email", "invited_at")),
        "files": list(Attachment.objects.filter(added_by=user).values("name", "size", "added_at")),
        "submitted": list(ProposalVersion.objects.filter(submitted_by=user).values("receipt", "submitted_at")),
        "moved": list(moved.values("proposal__challenge__title", "stage", "changed_at")),
        "read": list(AccessLog.objects.filter(user=user).values("proposal__challenge__title", "what", "at")),
    }


def _proposal(member):
    proposal = member.proposal
    return {
        "challenge": proposal.challenge.title,
        "role": member.role,
        "since": member.since,
        "stage": proposal.stage,
        "submitted_at": proposal.submitted_at,
        "texts": texts_of(proposal),
    }


@before_deletion
def leave_teams_before_deletion(user):
    leave_all_teams(user=user, now=timezone.now())
    addresses = [each.lower() for each in user.emailaddress_set.values_list("email", flat=True)]
    TeamInvitation.objects.filter(email__in=addresses).delete()
