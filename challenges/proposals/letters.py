"""The mails about proposals. Each goes out once: its key says what it is about."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.notices.letters import written
from accounts.notices.services import write_to
from challenges.reaching import parts_of_address
from integrations.mail.services import post
from pages.templatetags.tomoni import date_text

from .words import exact_moment, name_of, title_of


def of_receipt(proposal, version):
    """To the whole team."""
    about = _about(proposal, "proposal", {"version": version, "moment": _moment(version.submitted_at)})
    _send_team(proposal, f"proposal-receipt:{version.pk}", "receipt", about)


def of_withdrawal(proposal, entry):
    about = _about(proposal, "proposal", {"moment": _moment(entry.changed_at), "by": name_of(entry.changed_by)})
    _send_team(proposal, f"proposal-withdrawn:{entry.pk}", "withdrawn", about)


def of_invitation(invitation):
    """The same whether somebody has an account with this address or not: nobody learns it by inviting."""
    context = {
        "by": name_of(invitation.invited_by),
        "proposal": invitation.proposal,
        "challenge": lambda: title_of(invitation.proposal.challenge),
        "path": lambda: reverse("proposal_invitation", args=[invitation.key]),
        "email": invitation.email,
    }
    with translation.override(_language_at(invitation.email)):
        letter = written("proposals/invitation", context, because=_("Somebody has given us this address to ask you."))
    key = f"proposal-invitation:{invitation.pk}:{int(invitation.invited_at.timestamp())}"
    post(key=key, to=invitation.email, subject=letter.subject, text=letter.text, headers=letter.headers)


def _language_at(email):
    """That of whoever has proved the address; of a stranger nothing is known."""
    found = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user__profile").first()
    return found.user.profile.mail_language if found else settings.LANGUAGE_CODE


def of_joining(proposal, member):
    """To those who were in the team before."""
    about = _about(proposal, "proposal_team", {"who": name_of(member.user)})
    for other in proposal.team.exclude(pk=member.pk).select_related("user__profile"):
        _send(other.user, f"proposal-joined:{member.pk}", "joined", about)


def of_removal(proposal, member):
    about = _about(proposal, "proposal", {})
    _send(member.user, f"proposal-removed:{member.pk}", "removed", about)


def of_lead(proposal, member, now):
    """To somebody who leads the team from now on."""
    about = _about(proposal, "proposal_team", {})
    _send(member.user, f"proposal-lead:{member.pk}:{int(now.timestamp())}", "lead", about)


def of_deletion(proposal):
    """Two weeks before it is deleted."""
    about = _about(proposal, "proposal", {"day": lambda: date_text(proposal.deleted_on)})
    _send_team(proposal, f"proposal-deletion:{proposal.pk}:{proposal.deleted_on.isoformat()}", "deletion", about)


def _about(proposal, view, more):
    """Titles and times are said in each reader's language: they are asked for when the mail is written."""
    parts = parts_of_address(proposal.challenge)
    return {
        "proposal": proposal,
        "challenge": lambda: title_of(proposal.challenge),
        "path": lambda: reverse(view, args=[*parts, proposal.key]),
        **more,
    }


def _moment(at):
    return lambda: exact_moment(at)


def _send_team(proposal, key, template, context):
    for member in proposal.team.select_related("user__profile"):
        _send(member.user, key, template, context)


def _send(user, key, template, context):
    if user.is_active:
        write_to(user=user, key=key, template=f"proposals/{template}", context=context)
