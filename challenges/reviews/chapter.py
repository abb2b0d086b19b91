"""The criteria on the challenge's public page: what applicants are judged by."""

from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.chapters import Chapter, actions, chapter
from challenges.reaching import parts_of_address
from challenges.stages import Stage
from pages.cards import Action

from .models import Criterion
from .permissions import may_see_review
from .presets import SCALE
from .standing import preset_criteria

AHEAD = (Stage.PREPARING, Stage.OPEN)
SHOWN_AT = (*AHEAD, Stage.CLOSED, Stage.SCREENING, Stage.SELECTED)
"""Later the outcome counts, and nobody pays a query for how it was judged."""


@chapter(order=30)
def criteria(challenge, request, now):
    """One query. Until it closes, those that count if the municipality sets no others are shown as well."""
    stage = challenge.stage_at(now)
    if stage not in SHOWN_AT:
        return None
    rows = list(Criterion.objects.filter(challenge=challenge))
    if not rows and stage not in AHEAD:
        return None
    context = {
        "criteria": rows or preset_criteria(challenge),
        "scale": list(SCALE.items()),
        "are_presets": not rows,
        "may_change": stage in AHEAD,
    }
    return Chapter("criteria", _("How proposals are judged"), "reviews/chapter.html", context)


@actions(order=30)
def review(challenge, request, now):
    """For those who judge; a visitor who is not signed in costs nothing."""
    if not request.user.is_authenticated or not may_see_review(request.user, challenge):
        return []
    return [Action(_("Review of the proposals"), reverse("review", args=parts_of_address(challenge)))]
