"""What a challenge needs before its pilot begins, in words for officers."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from challenges.proposals.permissions import may_judge
from challenges.proposals.stages import Stage as ProposalStage
from challenges.stages import USUAL_WAY, Stage, ahead

from .models import Pilot

BEGINS_AT = (Stage.SELECTED, Stage.PILOT)
"""At the second, where somebody has moved the challenge by hand: then the pilot is told of, and nothing is moved."""


@dataclass(frozen=True)
class Missing:
    """`stages` must be passed first, in this order; none for a challenge that has ended."""

    text: str
    stages: list[str] = field(default_factory=list)


def missing_for(challenge, now) -> Missing | None:
    """None where the pilot can begin."""
    stage = challenge.stage_at(now)
    if not challenge.live:
        return Missing(_("The challenge is not public yet."))
    if stage in BEGINS_AT:
        return None
    if stage not in USUAL_WAY or stage == Stage.FINISHED:
        return Missing(_("The challenge has ended: it is “%(stage)s”.") % {"stage": stage.label})
    before = [each for each in ahead(stage) if each in USUAL_WAY[: USUAL_WAY.index(Stage.PILOT)]]
    said = _("The challenge is “%(stage)s”. A pilot begins once a partner is chosen.")
    return Missing(said % {"stage": stage.label}, [str(each.label) for each in before])


def check_may_begin(challenge, now) -> None:
    missing = missing_for(challenge, now)
    if missing:
        raise ValidationError(missing.text, code="too_early")
    if Pilot.objects.filter(challenge=challenge).exists():
        raise ValidationError(_("This pilot was set up already. Nothing was done twice."), code="begun")


def proposals_to_begin_from(challenge, user, now) -> list:
    """Those that were selected and that `user` may read."""
    selected = challenge.proposals.filter(stage=ProposalStage.SELECTED).select_related("challenge").order_by("pk")
    return [each for each in selected if may_judge(user, each, now)]
