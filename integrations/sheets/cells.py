"""Cells cleaned, and read as texts, numbers, dates and links.

A reader takes the text of a cell and returns what can be kept as JSON; it raises CellError where the row can do
without the cell, and RowError where it cannot."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext as _

from .errors import CellError, RowError

Reader = Callable[[str], object]

TEXT_LIMIT = 20_000
LARGEST_NUMBER = 10_000_000
_LINE_ENDS = re.compile(r"\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f\u2800\u3164\uffa0\t", " "))
# Controls, halves of characters, invisible spaces and hyphens, and marks that turn the direction of writing.
_INVISIBLE = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\ud800-\udfff\u200b\u200e\u200f\u2060-\u2064\ufeff"
    "\ufff9-\uffff\u202a-\u202e\u2066-\u2069]"
)
# What joins signs or chooses between their forms: wanted in a text, unseen in a name.
_JOINERS = re.compile("[\u034f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?\s*(?:名|人|件|個|プロジェクト|people|persons)?")


def clean(cell: str) -> str:
    """The text as people see it: plain spaces and line ends, nothing that cannot be seen, no blanks around it."""
    return _INVISIBLE.sub("", _spaced(cell)).strip()


def _spaced(cell: str) -> str:
    return _LINE_ENDS.sub("\n", cell).translate(_SPACES)


def shortened(cell: str, length: int = 60) -> str:
    """One line of a cell for a report."""
    start = " ".join(cell[: length * 4].split())
    return start if len(start) <= length and len(cell) <= length * 4 else f"{start[:length]}…"


def matching_key(name: str) -> str:
    """What two spellings of one name have in common: NFKC, white space collapsed, case folded, nothing unseen."""
    folded = unicodedata.normalize("NFKC", _JOINERS.sub("", _INVISIBLE.sub("", _spaced(name)))).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def text(limit: int = TEXT_LIMIT) -> Reader:
    """The text as it is, if it has at most `limit` characters."""

    def read(cell: str) -> str:
        if len(cell) > limit:
            raise RowError(
                _("The text has %(length)s characters; at most %(limit)s are taken. Shorten it.")
                % {"length": f"{len(cell):,}", "limit": f"{limit:,}"}
            )
        return cell

    return read


def line(limit: int) -> Reader:
    """The text on one line."""
    within = text(limit)
    return lambda cell: within(" ".join(cell.split()) if len(cell) <= TEXT_LIMIT else cell)


def whole_number(cell: str) -> int | None:
    """As in 30, ３０, 1,200 or 30名; None for an empty cell. “約30” is no number."""
    if not cell:
        return None
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", cell[:100]).strip())
    number = int(found[1].replace(",", "")) if found else None
    if number is None or number > LARGEST_NUMBER:
        raise CellError(_("“%(cell)s” is no whole number. Write it in digits, as in 30.") % {"cell": shortened(cell)})
    return number
