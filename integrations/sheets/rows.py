"""One row as it stands in a file, before its columns are known."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class RawRow:
    place: str
    cells: list[str]
    problem: str = ""


def lines_place(first: int, last: int) -> str:
    """Where a person finds it in a text editor, as in "line 7" or "lines 7–9"."""
    if last <= first:
        return _("line %(line)d") % {"line": first}
    return _("lines %(first)d–%(last)d") % {"first": first, "last": last}


def item_place(number: int) -> str:
    """Where a person finds it in a list of objects, counted from 1."""
    return _("item %(number)d") % {"number": number}
