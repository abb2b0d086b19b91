"""What the dates of a published challenge may become: they must not move it by a way that the table of stages lacks."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .stages import Stage


def check_dates(published, changed, now) -> None:
    """Refuse, at its field, a new date with which readers would see the challenge go back, or close in the past."""
    stage = published.stage_at(now)
    if stage == Stage.OPEN and _is_new(published, changed, "opens_at") and changed.opens_at and changed.opens_at > now:
        raise ValidationError({"opens_at": _("It is open already, and cannot open again later.")})
    if not _is_new(published, changed, "closes_at") or _are_in_the_wrong_order(changed):
        return
    has_passed = changed.closes_at is not None and changed.closes_at <= now
    if stage in {Stage.PREPARING, Stage.OPEN} and has_passed:
        raise ValidationError({"closes_at": _("This moment has passed. To close the challenge now, go to its desk.")})
    if stage == Stage.CLOSED and not has_passed:
        raise ValidationError(
            {"closes_at": _("It has closed. Only the programme office can open it again, at its desk.")}
        )


def _is_new(published, changed, name):
    return getattr(published, name) != getattr(changed, name)


def _are_in_the_wrong_order(changed):
    """Which is told by the constraint."""
    return bool(changed.opens_at and changed.closes_at and changed.closes_at <= changed.opens_at)
