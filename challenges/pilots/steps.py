"""What waits for officers on their desk: setting the pilot up, and what is overdue in it."""

from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.reaching import parts_of_address
from challenges.stages import Stage
from challenges.todo import Todo, todo

from .models import Pilot


class Standing(NamedTuple):
    overdue: int


def standings(challenges, now) -> dict[int, Standing]:
    """By challenge: how many milestones of a pilot that runs are overdue; none where no pilot was set up."""
    today = timezone.localdate(now)
    late = Q(milestones__done_on=None, milestones__due_on__lt=today, ended_on=None)
    pilots = Pilot.objects.filter(challenge__in=challenges).order_by().values_list("challenge")
    found = pilots.annotate(overdue=Count("milestones", filter=late))
    return {challenge: Standing(overdue) for challenge, overdue in found}


@todo(order=40, gather=standings)
def run_the_pilot(challenge, now, standing):
    stage = challenge.stage_at(now)
    if standing is None:
        return _to_begin(challenge, stage)
    if stage == Stage.PILOT and standing.overdue:
        url = reverse("pilot", args=parts_of_address(challenge))
        return Todo(_("Look after the milestones that are overdue"), url, count=standing.overdue, urgent=True)
    return None


def _to_begin(challenge, stage):
    url = reverse("pilot_begin", args=parts_of_address(challenge))
    if stage == Stage.SELECTED:
        return Todo(_("Agree with the partner, and set up the pilot"), url)
    if stage == Stage.PILOT:
        return Todo(_("Tell who tries it, and set up the pilot’s page"), url)
    return None
