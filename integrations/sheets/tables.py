"""A file as a table of records, whichever form it has."""

from __future__ import annotations

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
    text = decode(data).replace("\0", "").lstrip("\ufeff")
    if not text.strip():
        raise TableError(_("The file is empty."))
    is_json = text.lstrip().startswith(("[", "{"))
    headings, rows = objects.read(text) if is_json else delimited.read(text, columns)
    matched = match(headings, columns)
    records = [
        Record(place=row.place, cells=matched.cells_of(row.cells, clean), problem=row.problem)
        for row in rows
        if row.problem or any(cell.strip() for cell in row.cells)
    ]
    return Table(name=name, records=records, unknown=matched.unknown, absent=matched.absent)
