"""Writes of challenges: moving one from stage to stage, and the log of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.bringing.publishing import PublishBeside, keep_waiting

from .models import ChallengePage, StageChange
from .stages import Stage


@transaction.atomic
def move_challenge(*, challenge, to, by, now):
    """Move a published challenge to the stage `to` and publish it so. `by` is the user, or None for the clock.

    What an editor has in a draft stays a draft, at the new stage, and goes on waiting for approval where it did. Raises ValidationError, and changes nothing, when the
    table of stages has no such move. Whether `by` may do it is the caller's question."""
    page = ChallengePage.objects.select_for_update(of=("self",)).get(pk=challenge.original.pk)
    if not page.live:
        raise ValidationError(_("Publish the challenge first: the stage of a draft is nobody’s business yet."))
    page.check_move_to(to, now)
    if page.stage == to:
        return page
    draft = page.get_latest_revision() if page.has_unpublished_changes else None
    page.stage = to
    StageChange.objects.create(challenge=page, stage=to, changed_at=now, changed_by=by)
    PublishBeside(page.save_revision(user=by), user=by).execute(skip_permission_checks=True)
    if draft:
        waiting = draft.as_object()
        waiting.stage = to
        keep_waiting(page=waiting, user=draft.user)
    page.refresh_from_db()
    return page


def record_stage(*, challenge, by, now):
    """Log the stage at which `challenge` was just published, unless it was there already."""
    last = challenge.stage_changes.last()
    if last and last.stage == challenge.stage:
        return
    known = last or (by and challenge.stage in {Stage.PREPARING, Stage.OPEN})
    StageChange.objects.create(
        challenge=challenge, stage=challenge.stage, changed_at=now if known else None, changed_by=by
    )
