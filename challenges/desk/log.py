"""The log of a challenge as its officers read it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from challenges.stages import Hand, Stage
from projects.joining.words import name_of


class Line(NamedTuple):
    """`at` is None where nobody noted when it was."""

    stage: str
    at: object
    by: str
    reason: str
    is_public: bool


def lines_of(challenge) -> list[Line]:
    """The newest first."""
    changes = challenge.stage_changes.select_related("changed_by__profile").order_by("-pk")
    return [
        Line(str(Stage(each.stage).label), each.changed_at, who(each), each.reason, each.is_public) for each in changes
    ]


def who(change) -> str:
    if change.hand == Hand.CLOCK:
        return _("by the clock")
    if change.changed_by is None and change.changed_at is None:
        return _("known since it came to this site")
    return name_of(change.changed_by)
