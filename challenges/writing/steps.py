"""What the desk says of a challenge that is not published as it is written: hand it in, or with whom it lies."""

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from challenges.todo import Todo, todo


class Waiting(NamedTuple):
    """Of one that was handed in: whether it was sent back, and whether it lies with a colleague."""

    was_sent_back: bool
    is_with_colleague: bool


def handed_in(challenges, now):
    """By key, those that were handed in and not published yet."""
    states = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(challenge.pk) for challenge in challenges],
    )
    found = states.values_list("object_id", "status", "current_task_state__task__colleagueapproval")
    return {
        int(key): Waiting(status == WorkflowState.STATUS_NEEDS_CHANGES, colleague is not None)
        for key, status, colleague in found
    }


@todo(order=10, gather=handed_in)
def hand_in_what_is_written(challenge, now, waiting):
    """Nothing where visitors see all that is written."""
    said, urgent = _said(challenge, waiting)
    return Todo(said, reverse("wagtailadmin_pages:edit", args=[challenge.pk]), urgent=urgent) if said else None


def _said(challenge, waiting):
    if waiting and waiting.was_sent_back:
        return _("Change what you were asked to, and hand it in again"), True
    if waiting and waiting.is_with_colleague:
        return _("To be looked over by a colleague"), False
    if waiting:
        return _("To be looked over by the programme office"), False
    if not challenge.live:
        return _("Finish writing it, and hand it in"), False
    return (
        (_("Hand in what you have changed, or take it back"), False)
        if challenge.has_unpublished_changes
        else ("", False)
    )
