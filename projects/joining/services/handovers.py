"""Handing a project over: an owner offers it, a member takes it or not."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.joining import letters
from projects.joining.logs import record
from projects.joining.models import Handover, Membership

from .locks import lock
from .members import leave_project

State = Handover.State


@transaction.atomic
def offer_project(*, project, to, by, leaves, now):
    """Offer `project` to the member `to`. What is offered already stays offered: the same again is no new offer."""
    project = lock(project)
    standing = Handover.objects.open().filter(project=project).first()
    if standing and standing.offered_to_id == to.pk:
        return standing
    if standing:
        raise ValidationError(_("The project is offered to somebody already. Take that back first."), code="offered")
    if not Membership.objects.filter(project=project, user=to).exclude(role=Membership.Role.OWNER).exists():
        raise ValidationError(_("Offer it to a member who is not an owner yet."), code="no_member")
    handover = Handover.objects.create(project=project, offered_by=by, offered_to=to, leaves=leaves, offered_at=now)
    record("offer", project=project, by=by, person=to.pk)
    letters.of_offer(handover)
    return handover


@transaction.atomic
def take_project(*, handover, now):
    """The member becomes an owner; whoever offered it stays as a member, or leaves."""
    handover = _decide(handover, State.TAKEN, now)
    roles = Membership.objects.filter(project=handover.project)
    roles.filter(user=handover.offered_to).update(role=Membership.Role.OWNER)
    record("take", project=handover.project, by=handover.offered_to)
    letters.of_offer_decided(handover)
    before = roles.filter(user=handover.offered_by).first()
    if before and handover.leaves:
        leave_project(membership=before, now=now)
    elif before:
        before.role = Membership.Role.MEMBER
        before.save(update_fields=["role"])
    return handover


@transaction.atomic
def refuse_project(*, handover, now):
    handover = _decide(handover, State.REFUSED, now)
    record("refuse", project=handover.project, by=handover.offered_to)
    letters.of_offer_decided(handover)
    return handover


@transaction.atomic
def take_back_offer(*, handover, by, now):
    handover = _decide(handover, State.WITHDRAWN, now)
    record("take_back", project=handover.project, by=by, person=handover.offered_to_id)
    letters.of_offer_taken_back(handover)
    return handover


def _decide(handover, state, now):
    """Refuses what was decided before."""
    project = lock(handover.project)
    handover = Handover.objects.select_related("offered_by__profile", "offered_to__profile").get(pk=handover.pk)
    handover.project = project
    if handover.state != State.OFFERED:
        stands = handover.get_state_display()
        raise ValidationError(_("Nothing was changed: this offer is “%(state)s” already.") % {"state": stands})
    handover.state, handover.decided_at = state, now
    handover.save(update_fields=["state", "decided_at"])
    return handover
