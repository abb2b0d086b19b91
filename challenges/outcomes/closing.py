"""A pilot ends with an outcome that everybody can read."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.conditions import before_entering
from challenges.reaching import parts_of_address
from challenges.stages import Stage

from .models import Outcome


@before_entering(Stage.FINISHED)
def pilot_has_an_outcome(challenge, before):
    """Challenges that ended without a pilot, or came to this site when they were over, need none."""
    if before == Stage.PILOT and not Outcome.objects.published().filter(challenge=challenge).exists():
        raise ValidationError(
            _("A pilot ends with an outcome. Publish it first, here: %(address)s"),
            code="no_outcome",
            params={"address": reverse("outcome", args=parts_of_address(challenge))},
        )
