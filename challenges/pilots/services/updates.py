"""Updates of a pilot."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.models import ChallengePage
from challenges.pilots.models import PilotUpdate
from challenges.stages import Stage


@transaction.atomic
def write_update(*, pilot, by, text, day, now) -> PilotUpdate:
    """Raises ValidationError where the challenge has left the pilot by now."""
    challenge = ChallengePage.objects.select_for_update(of=("self",)).get(pk=pilot.challenge_id)
    if challenge.stage != Stage.PILOT:
        raise ValidationError(_("This pilot has ended: no update can be added any more."), code="ended")
    return PilotUpdate.objects.create(pilot=pilot, author=by, text=text, day=day, written_at=now)


def change_update(*, update, text, day, now) -> PilotUpdate:
    if (update.text, update.day) != (text, day):
        update.text, update.day, update.edited_at = text, day, now
        update.save(update_fields=["text", "day", "edited_at"])
    return update


def delete_update(*, update) -> None:
    update.delete()


def hide_update(*, update, now) -> None:
    """For moderators: visitors see it no more."""
    if update.hidden_at is None:
        update.hidden_at = now
        update.save(update_fields=["hidden_at"])


def show_update(*, update) -> None:
    update.hidden_at = None
    update.save(update_fields=["hidden_at"])
