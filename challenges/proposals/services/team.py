"""Who is in a team: asked in by e-mail, taken in, put out, leaving, handing over the lead."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.proposals import letters
from challenges.proposals.models import MOST_IN_A_TEAM, Proposal, TeamInvitation, TeamMember

from .locks import lock

Role = TeamMember.Role


@transaction.atomic
def invite(*, proposal, email, by, now) -> TeamInvitation:
    """Ask whoever has this address. The same again within its time sends no second mail; afterwards it does.

    What happens is the same whether there is an account with the address or not."""
    proposal, email = lock(proposal), email.strip().lower()
    if proposal.team.filter(user__emailaddress__email__iexact=email, user__emailaddress__verified=True).exists():
        raise ValidationError(_("This person is in the team already."), code="member")
    standing = proposal.invitations.filter(email=email).first()
    if standing and proposal.invitations.open_at(now).filter(pk=standing.pk).exists():
        return standing
    _check_room(proposal, now)
    invitation, _made = proposal.invitations.update_or_create(
        email=email, defaults={"invited_by": by, "invited_at": now}
    )
    letters.of_invitation(invitation)
    return invitation


def _check_room(proposal, now):
    if proposal.team.count() + proposal.invitations.open_at(now).count() >= MOST_IN_A_TEAM:
        said = _("A team has at most %(most)d people, those who are invited among them.")
        raise ValidationError(said, params={"most": MOST_IN_A_TEAM}, code="full")


@transaction.atomic
def take_back_invitation(*, invitation):
    TeamInvitation.objects.filter(pk=invitation.pk).delete()


@transaction.atomic
def accept_invitation(*, invitation, user, now) -> TeamMember:
    """Raises ValidationError where it has run out or was taken back. That the address is theirs is the caller's
    question."""
    proposal = lock(invitation.proposal)
    if not proposal.invitations.open_at(now).filter(pk=invitation.pk).exists():
        raise ValidationError(_("This invitation is no longer open. Ask the team for a new one."), code="over")
    invitation.delete()
    has_lead = proposal.team.filter(role=Role.LEAD).exists()
    first = {"role": Role.WRITER if has_lead else Role.LEAD, "since": now}
    member, made = proposal.team.get_or_create(user=user, defaults=first)
    if made:
        letters.of_joining(proposal, member)
    return member


@transaction.atomic
def decline_invitation(*, invitation):
    TeamInvitation.objects.filter(pk=invitation.pk).delete()


@transaction.atomic
def remove_member(*, member, now):
    """Put somebody out; they are told. The lead goes by leaving."""
    proposal, member = _locked(member)
    if member.role == Role.LEAD:
        raise ValidationError(_("The lead cannot be removed. Hand the lead over first."), code="lead")
    letters.of_removal(proposal, member)
    member.delete()


@transaction.atomic
def leave_team(*, member, now):
    """The lead hands over first; whoever is alone withdraws the proposal instead."""
    _proposal, member = _locked(member)
    if member.role == Role.LEAD:
        raise ValidationError(
            _("You lead this team. Hand the lead over first; if you are alone, withdraw the proposal."), code="lead"
        )
    member.delete()


@transaction.atomic
def hand_over_lead(*, member, to, now):
    """From the lead `member` to the writer `to`, who is told."""
    proposal, member = _locked(member)
    to = proposal.team.filter(pk=to.pk, user__is_active=True).exclude(pk=member.pk).first()
    if member.role != Role.LEAD or to is None:
        raise ValidationError(_("Nothing was changed: the team is another one by now."), code="gone")
    _make_lead(proposal, to, now)
    return to


def _make_lead(proposal, member, now):
    proposal.team.filter(role=Role.LEAD).update(role=Role.WRITER)
    member.role = Role.LEAD
    member.save(update_fields=["role"])
    letters.of_lead(proposal, member, now)


@transaction.atomic
def leave_all_teams(*, user, now):
    """Before an account is deleted: the next one in a team leads it; what nobody else writes is deleted, unless it was
    submitted."""
    for each in TeamMember.objects.filter(user=user).order_by("pk"):
        _leave_for_good(*_locked(each), now)


def _leave_for_good(proposal, member, now):
    others = proposal.team.exclude(pk=member.pk)
    if not others.exists() and proposal.submitted_at is None:
        Proposal.objects.get(pk=proposal.pk).delete()
        return
    was_lead = member.role == Role.LEAD
    member.delete()
    if was_lead and (heir := others.filter(user__is_active=True).first()):
        _make_lead(proposal, heir, now)


def _locked(member):
    """The proposal, and the member as it is by now."""
    proposal = lock(member.proposal)
    found = proposal.team.filter(pk=member.pk).select_related("user__profile").first()
    if found is None:
        raise ValidationError(_("Nothing was changed: this person has left the team."), code="gone")
    return proposal, found
