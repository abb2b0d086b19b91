"""The dates of a round: which there are, in which order they come, and how far a round is."""

from calendar import monthrange
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Milestone(NamedTuple):
    """A date of a round that is known: a moment, or a day in Japan."""

    name: str
    label: str
    at: datetime | date

    @property
    def day(self) -> date:
        """The day in Japan."""
        return timezone.localtime(self.at).date() if isinstance(self.at, datetime) else self.at

    def is_behind(self, now: datetime) -> bool:
        """A moment is behind when it has come; a day when it has ended in Japan."""
        return self.at <= now if isinstance(self.at, datetime) else self.at < timezone.localtime(now).date()


LABELS = {
    "opens_at": gettext_lazy("Proposals open"),
    "questions_end_at": gettext_lazy("Last questions"),
    "closes_at": gettext_lazy("Proposals close"),
    "screening_ends_on": gettext_lazy("Screening ends"),
    "pilots_begin_on": gettext_lazy("Pilots begin"),
    "pilots_end_on": gettext_lazy("Pilots end"),
    "reports_due_on": gettext_lazy("Reports are due"),
}
"""By the name of the field, in the order in which they come."""


def milestones(dates) -> list[Milestone]:
    """Those that are known, in their order. `dates` is a round, or whatever has its fields."""
    return [Milestone(name, label, at) for name, label in LABELS.items() if (at := getattr(dates, name))]


def later_by(at, months: int):
    """The same day and time so many months later, or the last day of that month where it has no such day; None stays.

    Moments keep their time in Japan."""
    if at is None:
        return None
    local = timezone.localtime(at) if isinstance(at, datetime) else at
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    return local.replace(year=year, month=month + 1, day=min(local.day, monthrange(year, month + 1)[1]))


def check_order(dates) -> None:
    """Raise ValidationError, by field, for each date that comes before one that it should follow."""
    known = milestones(dates)
    errors = {
        later.name: _("“%(later)s” lies before “%(earlier)s”. Check the two dates.")
        % {"later": later.label, "earlier": earlier.label}
        for earlier, later in pairwise(known)
        if _lies_before(later, earlier)
    }
    if errors:
        raise ValidationError(errors)


def _lies_before(later, earlier):
    """Two moments are compared to the second; a day is compared with the day of the other."""
    if isinstance(later.at, datetime) and isinstance(earlier.at, datetime):
        return later.at < earlier.at
    return later.day < earlier.day
