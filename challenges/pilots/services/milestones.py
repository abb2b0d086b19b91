"""Milestones of a pilot."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.pilots.models import Milestone, Pilot

MOST = 50


@transaction.atomic
def add_milestone(*, pilot, title, due_on=None, done_on=None, note="") -> Milestone:
    pilot = Pilot.objects.select_for_update(of=("self",)).get(pk=pilot.pk)
    if pilot.milestones.count() >= MOST:
        raise ValidationError(_("A pilot has at most %(most)d milestones.") % {"most": MOST}, code="too_many")
    return pilot.milestones.create(title=title, due_on=due_on, done_on=done_on, note=note)


@transaction.atomic
def change_milestone(*, milestone, title, due_on, done_on, note) -> Milestone:
    """One that is due on another day is reminded of anew."""
    milestone = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
    if milestone.due_on != due_on:
        milestone.reminded_at = None
    milestone.title, milestone.due_on, milestone.done_on, milestone.note = title, due_on, done_on, note
    milestone.save()
    return milestone


def delete_milestone(*, milestone) -> None:
    milestone.delete()
