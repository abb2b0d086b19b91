"""People and invitations of a space as plain values for templates."""

from dataclasses import dataclass
from datetime import datetime

from .models import Invitation, SpaceMembership
from .querysets import people_of
from .words import name_of


@dataclass(frozen=True)
class PersonRow:
    """`since` and `invited_by` are None and empty where nobody wrote them down."""

    pk: int
    name: str
    is_oneself: bool
    since: datetime | None
    invited_by: str


@dataclass(frozen=True)
class FormerRow:
    name: str
    since: datetime | None
    until: datetime
    end: str
    ended_by: str


@dataclass(frozen=True)
class InvitationRow:
    pk: int
    address: str
    invited_by: str
    invited_at: datetime
    sent_at: datetime
    expires_at: datetime
    is_expired: bool


MOST_FORMER = 50


def people_rows(space, reader) -> list[PersonRow]:
    """Those who are in the group, for it decides; the longest there first."""
    rows = SpaceMembership.objects.current().filter(space=space).select_related("invited_by__profile")
    written_down = {each.user_id: each for each in rows}
    people = people_of(space).select_related("profile").order_by("pk")
    found = [_person(each, written_down.get(each.pk), reader) for each in people]
    return sorted(found, key=lambda each: each.since.timestamp() if each.since else 0)


def former_rows(space) -> list[FormerRow]:
    rows = SpaceMembership.objects.former().filter(space=space).with_people().order_by("-ended_at", "-pk")
    return [_former(each) for each in rows[:MOST_FORMER]]


def invitation_rows(space, now) -> list[InvitationRow]:
    rows = Invitation.objects.unanswered().filter(space=space).newest_first()
    return [_invitation(each, now) for each in rows]


def _person(user, row, reader):
    return PersonRow(
        pk=user.pk,
        name=name_of(user),
        is_oneself=user.pk == reader.pk,
        since=row.since if row else None,
        invited_by=name_of(row.invited_by) if row and row.invited_by else "",
    )


def _former(row):
    return FormerRow(
        name=name_of(row.user),
        since=row.since,
        until=row.ended_at,
        end=str(row.get_end_display()),
        ended_by=name_of(row.ended_by) if row.ended_by_id and row.ended_by_id != row.user_id else "",
    )


def _invitation(row, now):
    return InvitationRow(
        pk=row.pk,
        address=row.email,
        invited_by=name_of(row.invited_by),
        invited_at=row.invited_at,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        is_expired=row.expires_at <= now,
    )
