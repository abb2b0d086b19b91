"""What editors are told who would delete a challenge with its proposals."""

from django.utils.translation import gettext as _
from wagtail import hooks

from challenges.models import ChallengePage
from challenges.stages import Stage
from pages.refusals import RefusedError

from .models import Proposal


@hooks.register("before_delete_page")
def keep_challenges_that_took_proposals(request, page):
    _refuse([page])


@hooks.register("before_bulk_action")
def keep_them_among_others(request, action_type, objects, action):
    if action_type == "delete" and action.models and any(model.__name__ == "Page" for model in action.models):
        _refuse(objects)


def _refuse(pages):
    """The same whether anybody has begun one or not, while envelopes are sealed: nobody is to learn that by trying."""
    challenges = ChallengePage.objects.none()
    for page in pages:
        challenges |= ChallengePage.objects.originals().descendant_of(page, inclusive=True)
    opened = challenges.filter(stage_changes__stage=Stage.OPEN, stage_changes__changed_at__isnull=False)
    open_now = challenges.filter(stage=Stage.OPEN)
    if opened.exists() or open_now.exists() or Proposal.objects.filter(challenge__in=challenges).exists():
        raise RefusedError(
            _(
                "Nothing was deleted: a challenge that was open for proposals stays, for those who answered it. "
                "Withdraw it, or unpublish it."
            )
        )
