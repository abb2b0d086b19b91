"""Coming into a space and going out of it. The group decides what somebody may do, from the next request on."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.invitations import letters
from accounts.invitations.models import SpaceMembership
from accounts.invitations.permissions import may_remove
from accounts.invitations.querysets import people_of
from pages.models import Space

from .inviting import withdraw_invitations_of
from .locks import lock
from .page_ties import release_ties

End = SpaceMembership.End


def enter(*, space, user, invited_by, now):
    """Within a transaction that has locked the space. Whoever is there already stays as they are."""
    first = {"since": now, "invited_by": invited_by}
    SpaceMembership.objects.get_or_create(space=space, user=user, ended_at=None, defaults=first)
    space.group.user_set.add(user)


@transaction.atomic
def leave_space(*, space, user, now):
    """Where nobody is left then, the moderators are told. Raises ValidationError for whoever is not there."""
    space = lock(space)
    _check_is_there(space, user)
    _end(space, user, how=End.LEFT, by=user, now=now)


@transaction.atomic
def remove_from_space(*, space, user, by, now):
    """Take a colleague out, who is told. Invitations that they sent and nobody has answered are withdrawn.

    Raises ValidationError for whoever is not there, PermissionDenied where `by` may not (any more)."""
    space = lock(space)
    if not may_remove(by, space, user):
        raise PermissionDenied
    _check_is_there(space, user)
    letters.of_removal(_end(space, user, how=End.REMOVED, by=by, now=now))


@transaction.atomic
def end_all_memberships(*, user, how, by, now):
    """Of an account that is suspended or deleted."""
    for space in Space.objects.filter(group__user=user).order_by("pk"):
        _end(lock(space), user, how=how, by=by, now=now)


def end_rows(*, space, user, how, by, now) -> SpaceMembership:
    """What follows when somebody is out of the group, whoever took them out. Running it again changes nothing."""
    current = SpaceMembership.objects.current().select_related("user__profile", "space__page", "space__group")
    membership = current.filter(space=space, user=user).first()
    if membership is None:
        return None
    membership.ended_at, membership.ended_by, membership.end = now, by, how
    membership.save(update_fields=["ended_at", "ended_by", "end"])
    release_ties(space=space, user=user)
    if how != End.LEFT:
        withdraw_invitations_of(user=user, space=space, now=now)
    if not people_of(space).exclude(pk=user.pk).exists():
        letters.of_empty_space(membership)
    return membership


def _end(space, user, *, how, by, now):
    """The row first: then the signal of the group finds nothing left to do."""
    _make_row_where_missing(space, user)
    membership = end_rows(space=space, user=user, how=how, by=by, now=now)
    space.group.user_set.remove(user)
    return membership


def _make_row_where_missing(space, user):
    SpaceMembership.objects.get_or_create(space=space, user=user, ended_at=None)


def _check_is_there(space, user):
    if not space.group.user_set.filter(pk=user.pk).exists():
        raise ValidationError(_("Nothing was changed: this person has left the space already."), code="gone")
