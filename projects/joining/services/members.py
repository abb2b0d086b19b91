"""Who is in a project, in which role, and leaving it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.joining import letters
from projects.joining.logs import record
from projects.joining.models import Handover, JoinRequest, Membership
from projects.joining.stages import Stage

from .locks import lock

Role = Membership.Role


@transaction.atomic
def add_member(*, project, user, role=Role.MEMBER, by=None, now=None):
    """Put `user` into `project` without asking anybody, or give them this role there. Nobody is told by mail."""
    project, now = lock(project), now or timezone.now()
    asked = JoinRequest.objects.open().filter(project=project, user=user).first()
    first = {"role": role, "since": now, "is_shown": shown_at_first(user, asked)}
    membership, added = Membership.objects.get_or_create(project=project, user=user, defaults=first)
    if not added and membership.role == role:
        return membership
    _give_role(membership, role, now)
    _close_own_request(project, user, by=by, now=now)
    record("add" if added else "role", project=project, by=by, person=user.pk, role=str(role))
    return membership


def shown_at_first(user, request=None) -> bool:
    """Whether the project's page names a new member: as they said when they asked, else where they are public."""
    said = request.to_be_shown if request else None
    return user.profile.is_public if said is None else said


def make_owner(*, project, user, by=None, now=None):
    """Let `user` look after `project`, beside the owners that it has."""
    return add_member(project=project, user=user, role=Role.OWNER, by=by, now=now)


@transaction.atomic
def change_role(*, membership, role, by, now):
    """Raises ValidationError where nobody would look after the project then."""
    project, membership = _locked(membership)
    if membership.role == role:
        return membership
    if membership.role == Role.OWNER:
        _check_another_owner(membership)
    _give_role(membership, role, now)
    entry = record("role", project=project, by=by, person=membership.user_id, role=str(role))
    if by != membership.user:
        letters.of_role(membership, entry, by=by)
    return membership


@transaction.atomic
def remove_member(*, membership, reason, by, now):
    """Put somebody out; they are told why. The last owner cannot be."""
    project, membership = _locked(membership)
    if membership.role == Role.OWNER:
        _check_another_owner(membership)
    _go(membership, now)
    entry = record("remove", project=project, by=by, person=membership.user_id)
    letters.of_removal(project, membership.user, entry, reason=reason)


@transaction.atomic
def leave_project(*, membership, now):
    """When the last owner leaves, the project has none: those who stay are told, and anybody may claim it."""
    project, membership = _locked(membership)
    was_last = membership.role == Role.OWNER and not _other_owners(membership).exists()
    _go(membership, now)
    entry = record("leave", project=project, by=membership.user, was_last_owner=was_last)
    if was_last:
        letters.of_orphaning(project, entry)


@transaction.atomic
def leave_everything(*, user, now):
    """Before an account is deleted: leave every project, and withdraw what waits for somebody's answer."""
    for membership in user.memberships.select_related("project__locale").order_by("pk"):
        leave_project(membership=membership, now=now)
    for request in user.join_requests.open().select_related("project__locale"):
        _close(request, Stage.WITHDRAWN, by=user, now=now)
        record("withdraw", project=request.project, by=user, request=request.pk)


@transaction.atomic
def choose_shown(*, membership, is_shown):
    membership.is_shown = is_shown
    membership.save(update_fields=["is_shown"])


def _locked(membership):
    """The project, and the membership as it is by now; ValidationError where somebody has left in between."""
    project = lock(membership.project)
    found = Membership.objects.with_people().filter(pk=membership.pk).first()
    if found is None:
        raise ValidationError(_("Nothing was changed: this person has left the project."), code="gone")
    found.project = project
    return project, found


def _other_owners(membership):
    return Membership.objects.owners().filter(project=membership.project).other_than(membership)


def _check_another_owner(membership):
    if not _other_owners(membership).exists():
        raise ValidationError(
            _("Somebody has to look after the project. Hand it over, or make somebody else an owner first."),
            code="last_owner",
        )


def _give_role(membership, role, now):
    """Whoever is an owner now needs no offer; whoever is none any more has nothing to offer."""
    side = "offered_to" if role == Role.OWNER else "offered_by"
    _take_back_offers(membership.project, now, **{side: membership.user})
    membership.role = role
    membership.save(update_fields=["role"])


def _go(membership, now):
    """What was offered by or to somebody who goes is off."""
    _take_back_offers(membership.project, now, offered_by=membership.user)
    _take_back_offers(membership.project, now, offered_to=membership.user)
    Membership.objects.filter(pk=membership.pk).delete()


def _take_back_offers(project, now, **whose):
    state = Handover.State.WITHDRAWN
    Handover.objects.open().filter(project=project, **whose).update(state=state, decided_at=now)


def _close_own_request(project, user, *, by, now):
    for request in JoinRequest.objects.open().filter(project=project, user=user):
        _close(request, Stage.ACCEPTED, by=by, now=now)


def _close(request, stage, *, by, now):
    request.stage, request.decided_at, request.decided_by, request.waits_for_owner_since = stage, now, by, None
    request.save()
