"""Which heading of a file means which column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from .cells import clean
from .errors import TableError

_SEPARATORS = re.compile(r"[\s_\-‐–ー・/／:：*＊\u200b\ufeff]+")
_SHOWN_HEADINGS = 30


@dataclass(frozen=True)
class Column:
    """A wanted column: its own name, and other headings under which people keep it.

    Without a `required` one the file is not read; a `seldom` one is not missed."""

    name: str
    also: tuple[str, ...] = ()
    required: bool = False
    seldom: bool = False

    def headings(self) -> set[str]:
        return {fold(heading) for heading in (self.name, *self.also)}


@dataclass(frozen=True)
class Matched:
    positions: dict[str, int]
    unknown: list[str]
    absent: list[str]

    def cells_of(self, cells: Sequence[str], clean: Callable[[str], str]) -> dict[str, str]:
        """The wanted cells of a row, cleaned; those beyond its end are empty."""
        return {
            name: clean(cells[position]) if position < len(cells) else "" for name, position in self.positions.items()
        }


def fold(heading: str) -> str:
    """The heading without what people vary: width, case, spaces, underscores."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", heading).casefold())


def recognised(headings: Sequence[str], columns: Sequence[Column]) -> int:
    """How many of the columns these headings name."""
    folded = {fold(heading) for heading in headings}
    return sum(bool(column.headings() & folded) for column in columns)


def match(headings: Sequence[str], columns: Sequence[Column]) -> Matched:
    """Raises TableError for a required column that is missing, and for a column that is there twice."""
    by_heading = {heading: column.name for column in columns for heading in column.headings()}
    positions: dict[str, int] = {}
    unknown = []
    for position, heading in enumerate(headings):
        name = by_heading.get(fold(heading))
        if name in positions:
            raise TableError(
                _("Two columns are headed “%(heading)s” or a word for it. Remove or rename one.") % {"heading": name}
            )
        if name:
            positions[name] = position
        elif heading.strip():
            unknown.append(_shown(heading))
    _demand(columns, positions, headings)
    absent = [column.name for column in columns if column.name not in positions and not column.seldom]
    return Matched(positions, unknown, absent)


def _demand(columns: Sequence[Column], positions: dict[str, int], headings: Sequence[str]) -> None:
    missing = [column for column in columns if column.required and column.name not in positions]
    if not missing:
        return
    found = [_shown(heading) for heading in headings if heading.strip()]
    message = _("The column “%(column)s” is missing. Columns found: %(found)s.") % {
        "column": ", ".join(column.name for column in missing),
        "found": ", ".join(found[:_SHOWN_HEADINGS]) or _("none"),
    }
    near = _nearest(missing[0], found)
    raise TableError(f"{message} {_('Is it “%(heading)s”?') % {'heading': near}}" if near else message)


def _nearest(column: Column, found: Sequence[str]) -> str:
    folded = {fold(heading): heading for heading in found}
    for known in (column.name, *column.also):
        for near in get_close_matches(fold(known), folded, n=1, cutoff=0.75):
            return folded[near]
    return ""


def _shown(heading: str) -> str:
    """In a message, without what would steer the terminal that it is printed on."""
    return " ".join(clean(heading[:500]).split())[:60]
