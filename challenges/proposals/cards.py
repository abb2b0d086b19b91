"""Proposals as plain values for templates."""

from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat

from pages.cards import Badge

from .fields import LABELS, TEXTS
from .models import AccessLog
from .stages import Stage
from .words import name_of

TONES = {
    Stage.DRAFT: "quiet",
    Stage.SUBMITTED: "action",
    Stage.INTERVIEW: "action",
    Stage.SELECTED: "alive",
    Stage.DECLINED: "quiet",
    Stage.WITHDRAWN: "quiet",
}


@dataclass(frozen=True)
class FileRow:
    name: str
    url: str
    size: str


@dataclass(frozen=True)
class AccessRow:
    at: datetime
    by: str
    what: str
    detail: str


def badge_of(proposal) -> Badge:
    return Badge(str(proposal.get_stage_display()), TONES[Stage(proposal.stage)])


def sections_of(proposal) -> list[tuple[str, str]]:
    """Heading and text of each section but the name, which is the title."""
    return [(str(LABELS[name]), getattr(proposal, name)) for name in TEXTS[1:]]


def file_row(attachment, url) -> FileRow:
    return FileRow(attachment.name, url, filesizeformat(attachment.size))


def access_row(entry) -> AccessRow:
    known = dict(AccessLog.What.choices)
    return AccessRow(entry.at, name_of(entry.user), str(known.get(entry.what, entry.what)), entry.detail)
