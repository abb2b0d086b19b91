"""Whoever works on a proposal is told what is answered about its challenge."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy

from challenges.audiences import audience

from .stages import Stage


@audience(because=gettext_lazy("You work on a proposal for this challenge."))
def teams(challenge):
    """Those of proposals that are drafts or in the competition."""
    at_work = challenge.proposals.filter(stage__in=[Stage.DRAFT, Stage.SUBMITTED])
    return get_user_model().objects.filter(proposals_written__proposal__in=at_work).distinct()
