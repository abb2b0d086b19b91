"""What people can be told of. Each kind says how soon, until a person chooses."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Pace


@dataclass(frozen=True)
class NoticeKind:
    """`label` and `help_text` are lazy translations."""

    name: str
    label: Any
    help_text: Any
    pace: Pace


KINDS: dict[str, NoticeKind] = {}


def register(kind: NoticeKind):
    """Make it known to the page of choices; in the order of registration."""
    KINDS[kind.name] = kind


for each in (
    NoticeKind(
        "project_need",
        _("Help wanted"),
        _("A project asks for help, and you follow it, its topic or its region."),
        Pace.DAILY,
    ),
    NoticeKind("project_update", _("News of projects"), _("A project that you follow tells what it did."), Pace.DAILY),
    NoticeKind(
        "new_project", _("New projects"), _("A project begins, and you follow its topic or its region."), Pace.WEEKLY
    ),
    NoticeKind(
        "event",
        _("New events"),
        _("An event is announced in a region that you follow, or a project that you follow takes part in it."),
        Pace.DAILY,
    ),
    NoticeKind(
        "challenge",
        _("New challenges"),
        _("A town posts a challenge, and you follow its region or topic."),
        Pace.WEEKLY,
    ),
    NoticeKind("saved_search", _("Saved searches"), _("Something new fits a search that you saved."), Pace.DAILY),
):
    register(each)
