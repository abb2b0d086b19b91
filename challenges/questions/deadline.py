"""Until when questions can be asked: decided by the clock, to the second."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.stages import Stage
from pages.templatetags.tomoni import datetime_text


def questions_end_at(challenge) -> datetime | None:
    """The round's last moment for questions, else the challenge's own end; whichever comes first. None: not known."""
    known = [challenge.round.questions_end_at if challenge.round else None, challenge.closes_at]
    return min((each for each in known if each), default=None)


def takes_questions(challenge, now: datetime) -> bool:
    ends_at = questions_end_at(challenge)
    return challenge.stage_at(now) == Stage.OPEN and (ends_at is None or now < ends_at)


def check_takes_questions(challenge, now: datetime) -> None:
    """Raise ValidationError, in words for the asker, where no question is taken at `now`."""
    if takes_questions(challenge, now):
        return
    stage, ends_at = challenge.stage_at(now), questions_end_at(challenge)
    if stage == Stage.PREPARING:
        raise ValidationError(_not_yet(challenge), code="too_early")
    if ends_at and ends_at <= now:
        raise ValidationError(
            _("Questions could be asked until %(end)s. Now it is %(now)s (Japan time), so none is taken any more."),
            code="too_late",
            params={"end": _to_the_second(ends_at), "now": _to_the_second(now)},
        )
    raise ValidationError(_("This challenge takes no questions any more."), code="too_late")


def _not_yet(challenge):
    if challenge.stage == Stage.OPEN and challenge.opens_at:
        when = datetime_text(timezone.localtime(challenge.opens_at))
        return _("This challenge has not opened yet. Questions can be asked from %(when)s on.") % {"when": when}
    return _("This challenge has not opened yet. Questions can be asked once it has.")


def _to_the_second(moment):
    local = timezone.localtime(moment)
    return datetime_text(local).replace(f"{local:%H:%M}", f"{local:%H:%M:%S}", 1)
