"""What waits for officers on their desk."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.reaching import parts_of_address
from challenges.stages import Stage
from challenges.todo import Todo, todo

from .waiting import standings


@todo(order=60, gather=standings)
def write_the_outcome(challenge, now, standing):
    if standing is None:
        return None
    if challenge.stage == Stage.FINISHED:
        return _to_decide(challenge, now, standing)
    return _to_publish(challenge, timezone.localdate(now), standing)


def _to_publish(challenge, today, standing):
    if standing.published_at:
        answered = standing.is_solved_known
        return None if answered else Todo(_("Say in the outcome whether it is solved"), outcome_url(challenge))
    if standing.has_draft:
        text = _("Complete the outcome, and publish it")
        return Todo(text, outcome_url(challenge), urgent=standing.has_ended(today))
    if standing.is_near(today):
        return Todo(_("Write the outcome"), outcome_url(challenge), urgent=standing.has_ended(today))
    return None


def _to_decide(challenge, now, standing):
    if standing.is_undecided(now):
        return Todo(_("Say in the outcome whether it was adopted"), outcome_url(challenge))
    return None


def outcome_url(challenge):
    return reverse("outcome", args=parts_of_address(challenge))
