"""A pilot ends with an outcome that everybody can read."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from challenges.conditions import before_entering
from challenges.stages import Stage

from .models import Outcome


@before_entering(Stage.FINISHED)
def pilot_has_an_outcome(challenge, before):
    """Challenges that end without a pilot, or came to this site when they were over, need none: there a reason does."""
    if before != Stage.PILOT:
        return
    told = Outcome.objects.published().filter(challenge=challenge).first()
    if told is None:
        raise ValidationError(_("A pilot ends with an outcome. Write it and publish it first."), code="no_outcome")
    if told.solved is None:
        raise ValidationError(
            _("The outcome does not say yet whether the problem is solved. Answer that first: yes, partly or no."),
            code="no_answer",
        )
