"""What a challenge's page says of its pilot, and what those who run it can do."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.chapters import Chapter, actions, chapter
from challenges.reaching import parts_of_address
from challenges.stages import Stage
from pages.cards import Action

from .beginning import BEGINS_AT
from .cards import facts_of, step
from .models import Pilot
from .permissions import may_ask_for_a_pilot, may_begin, may_write_updates

HAVE_ONE = (Stage.PILOT, Stage.FINISHED, Stage.WITHDRAWN)


@chapter(order=50)
def pilot_chapter(challenge, request, now):
    """Costs one query, and none before there can be a pilot."""
    if challenge.stage not in HAVE_ONE:
        return None
    rows = list(Pilot.objects.filter(challenge=challenge).select_related("region__parent").told_at_once())
    if not rows:
        return None
    pilot, today = rows[0], timezone.localdate(now)
    steps = [
        step(each.milestone_title, each.milestone_due_on, each.milestone_done_on, today)
        for each in rows
        if each.milestone_title
    ]
    context = {"facts": facts_of(pilot), "steps": steps, "pilot": pilot, "url": _url("pilot", challenge)}
    return Chapter("pilot", _("Pilot"), "pilots/chapter.html", context)


@actions(order=50)
def pilot_actions(challenge, request, now):
    """For those who run it."""
    if challenge.stage not in BEGINS_AT or not may_ask_for_a_pilot(request.user):
        return
    pilot = Pilot.objects.filter(challenge=challenge).select_related("challenge", "project").first()
    if pilot is None and may_begin(request.user, challenge):
        yield Action(_("Set up the pilot"), _url("pilot_begin", challenge))
    elif pilot and may_write_updates(request.user, pilot):
        yield Action(_("Write about the pilot"), _url("pilot_update_new", challenge))


def _url(name, challenge):
    return reverse(name, args=parts_of_address(challenge))
