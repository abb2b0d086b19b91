"""Whether something comes in time, to the moment, and what is said when it does not."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from challenges.stages import Stage

from .permissions import takes_proposals
from .words import exact_moment


def check_in_time(challenge, now: datetime) -> None:
    """Raises ValidationError, with code `late` after a deadline and `closed` for whatever else keeps it shut."""
    if takes_proposals(challenge, now):
        return
    if challenge.stage == Stage.OPEN and challenge.closes_at and now >= challenge.closes_at:
        raise ValidationError(_late(challenge.closes_at, now), code="late")
    raise ValidationError(
        _("Nothing was submitted: this challenge takes no proposals any more. The municipality’s contact knows why."),
        code="closed",
    )


def _late(deadline, now):
    said = _(
        "Too late: the deadline was %(deadline)s, and this reached us at %(arrived)s, %(late)s later. It was not "
        "submitted; your text is kept. If something on our side held you up, write to the municipality’s contact and "
        "name both times."
    )
    return said % {"deadline": exact_moment(deadline), "arrived": exact_moment(now), "late": span(now - deadline)}


def span(time) -> str:
    """“3 minutes 5 seconds”; less than a second counts as one."""
    seconds = max(1, int(time.total_seconds()))
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        (hours, ngettext("%(number)d hour", "%(number)d hours", hours)),
        (minutes, ngettext("%(number)d minute", "%(number)d minutes", minutes)),
        (seconds, ngettext("%(number)d second", "%(number)d seconds", seconds)),
    ]
    return " ".join(words % {"number": number} for number, words in parts if number)
