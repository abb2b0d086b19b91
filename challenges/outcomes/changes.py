"""The log of an outcome, line by line, for those who write it."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from .forms import OutcomeForm

SHOWN = 20


class Line(NamedTuple):
    """`fields` are what changed, as the form calls it; the same in English stands under one name."""

    at: datetime
    said: str
    who: str
    fields: str


def changes_of(outcome) -> list[Line]:
    """The latest first."""
    return [_line(change) for change in outcome.changes.select_related("changed_by__profile")[:SHOWN]]


def _line(change):
    who = change.changed_by.profile.shown_name if change.changed_by else ""
    names = dict.fromkeys(_name(field) for field in change.fields)
    return Line(change.changed_at, change.get_move_display(), who, _(", ").join(names))


def _name(field):
    if field.endswith("_en"):
        return _("The same in English")
    known = OutcomeForm.base_fields.get(field)
    return str(known.label) if known else _("Code, data, documents")
