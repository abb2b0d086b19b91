"""What is kept of people who look after spaces, or are asked to."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import before_deletion, keeps

from .mailboxes import proved_addresses
from .models import Invitation, SpaceMembership
from .services import end_all_memberships


@keeps(
    "spaces",
    what=_("Which spaces you look after or did, since when, and by whose invitation; invitations to you and by you"),
    why=_("So that it can be told who looks after a municipality, a series or a brigade."),
    stays=_("That somebody looked after a space, from when to when, stays without your name."),
    fields=(
        "invitations.Invitation.invited_by",
        "invitations.Invitation.accepted_by",
        "invitations.SpaceMembership.user",
        "invitations.SpaceMembership.invited_by",
        "invitations.SpaceMembership.ended_by",
    ),
)
def spaces_of(user):
    rows = SpaceMembership.objects.select_related("space__page").order_by("pk")
    return {
        "looked_after": [_membership(each) for each in rows.filter(user=user)],
        "invitations_to_you": [{**_invitation(each), "address": each.email} for each in _to(user)],
        "invited_by_you": [_invitation(each) for each in _invitations().filter(invited_by=user)],
        "colleagues_brought_in_by_you": [_time(each) for each in rows.filter(invited_by=user)],
        "colleagues_taken_out_by_you": [_time(each) for each in rows.filter(ended_by=user).exclude(user=user)],
    }


@before_deletion
def leave_before_deletion(user):
    """Invitations to them go; those by them stay, for whoever was asked still may come."""
    end_all_memberships(user=user, how=SpaceMembership.End.LEFT, by=None, now=timezone.now())
    _to(user).delete()


def _invitations():
    return Invitation.objects.select_related("space__page").order_by("pk")


def _to(user):
    return _invitations().filter(Q(email__in=proved_addresses([user])) | Q(accepted_by=user))


def _membership(row):
    return {**_time(row), "end": row.end}


def _time(row):
    """Who the colleague is, is theirs."""
    return {"space": row.space.page.title, "since": row.since, "until": row.ended_at}


def _invitation(row):
    """Without the address: of those whom one has invited it is theirs."""
    return {
        "space": row.space.page.title,
        "invited_at": row.invited_at,
        "accepted_at": row.accepted_at,
        "withdrawn_at": row.withdrawn_at,
    }
