"""A file as a table of records, whichever form it has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from . import delimited, objects
from .cells import clean
from .columns import Column, match
from .encodings import decode
from .errors import TableError


@dataclass(frozen=True)
class Record:
    """One row. `cells` holds the wanted columns that the file has, cleaned, by the columns' own names."""

    place: str
    cells: dict[str, str]
    problem: str = ""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """`unknown` are headings that mean nothing here, `absent` are optional columns that the file lacks."""

    name: str
    records: list[Record]
    unknown: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def read_table(data: bytes, *, name: str, columns: tuple[Column, ...]) -> Table:
    """The records of the file's bytes. Rows without any text are left out.

    Raises TableError where the file is empty, no table, or lacks a required column."""
    text = _with_plain_lines(decode(data).replace("\0", "").lstrip("\ufeff"))
    if not text.strip():
        raise TableError(_("The file is empty."))
    form = objects if objects.is_json(text) else delimited
    headings, rows = form.read(text, columns)
    matched = match(headings, columns)
    records = [
        Record(place=row.place, cells=matched.cells_of(row.cells, clean), problem=row.problem)
        for row in rows
        if row.problem or any(cell.strip() for cell in row.cells)
    ]
    return Table(name=name, records=records, unknown=matched.unknown, absent=matched.absent)


def _with_plain_lines(text: str) -> str:
    """Some programs end lines with rare signs alone. Beside the usual ones these stand inside cells."""
    return text if "\n" in text or "\r" in text else re.sub("[\u0085\u2028\u2029]", "\n", text)
