"""Text with commas, semicolons or tabs, as spreadsheets write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice

from django.utils.translation import gettext as _

from .columns import Column, recognised
from .errors import TableError
from .rows import RawRow, lines_place

_DELIMITERS = (",", "\t", ";")
_LOOK_FOR_HEADINGS_IN = 10
_SAMPLE = 50_000
_MAX_REPAIRS = 20
_END = "end of the table \uf8ff"

RawLine = tuple[int, int, list[str]]


def read(text: str, columns: Sequence[Column]) -> tuple[list[str], list[RawRow]]:
    """The headings and the rows below them. Titles above the headings are passed over."""
    delimiter = _delimiter(text, columns)
    lines = list(io.StringIO(text, newline=""))
    with _cells_of_any_size(len(text)):
        rows = [row for row in _rows(lines, delimiter) if row.problem or any(cell.strip() for cell in row.cells)]
    if not rows:
        raise TableError(_("The file is no table: it has no line with headings."))
    heading = _heading_position([row.cells for row in rows], columns)
    return rows[heading].cells, [_checked(row, len(rows[heading].cells)) for row in rows[heading + 1 :]]


@contextmanager
def _cells_of_any_size(size: int) -> Iterator[None]:
    """The csv module's limit is for the whole process; ours is kept later, with a message for the row."""
    before = csv.field_size_limit(max(size + 1, csv.field_size_limit()))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str, columns: Sequence[Column]) -> str:
    """The one that finds most of the wanted columns, else the one that finds most cells."""

    def found(delimiter: str) -> tuple[int, int]:
        with _cells_of_any_size(_SAMPLE):
            reader = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter)
            rows = list(islice(reader, _LOOK_FOR_HEADINGS_IN))
        return max((recognised(row, columns), len(row)) for row in rows)

    return max(_DELIMITERS, key=found)


def _heading_position(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> int:
    """The row that names most of the columns: the first of them."""
    return max(range(min(len(rows), _LOOK_FOR_HEADINGS_IN)), key=lambda row: recognised(rows[row], columns))


def _checked(row: RawRow, width: int) -> RawRow:
    extra = [cell for cell in row.cells[width:] if cell.strip()]
    if row.problem or not extra:
        return row
    problem = _(
        "The row has %(cells)d cells, the headings are %(width)d. "
        "Text with a comma, a quotation mark or several lines has to stand in quotation marks."
    ) % {"cells": len(row.cells), "width": width}
    return RawRow(row.place, row.cells, problem)


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[RawRow]:
    """All rows. Where a quotation mark is never closed, its line is given up and reading goes on with the next."""
    start = 0
    for _attempt in range(_MAX_REPAIRS):
        unclosed = None
        for first, last, cells in _parse(lines, start, delimiter):
            if last > len(lines):
                unclosed = first
                break
            yield RawRow(lines_place(first, last), cells)
        if unclosed is None:
            return
        yield _unclosed(lines, unclosed, unclosed)
        start = unclosed
    if start < len(lines):
        yield _unclosed(lines, start + 1, len(lines))


def _parse(lines: Sequence[str], start: int, delimiter: str) -> Iterator[RawLine]:
    """(first line, last line, cells) of the rows from line `start` on. A row that is never closed runs to beyond
    the end of the file, because it has swallowed the line that is put there."""
    reader = csv.reader(chain(islice(lines, start, None), [_END]), delimiter=delimiter)
    first = start + 1
    for cells in reader:
        last = start + reader.line_num
        if cells == [_END]:
            return
        if cells:
            yield first, last, cells
        first = last + 1


def _unclosed(lines: Sequence[str], first: int, last: int) -> RawRow:
    problem = _("A quotation mark that opens here is never closed.")
    return RawRow(lines_place(first, last), [lines[first - 1]], problem)
