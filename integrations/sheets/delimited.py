"""Text with commas, semicolons or tabs, as spreadsheets write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from django.utils.translation import gettext as _

from .columns import Column, recognised
from .grids import LOOK_FOR_HEADINGS_IN, headed
from .rows import RawRow, lines_place

_DELIMITERS = (",", "\t", ";")
_SAMPLE = 50_000
_MAX_READINGS = 20
"""How many times over, in all, lines may be read in vain because of quotation marks that are not in order."""


def read(text: str, columns: Sequence[Column]) -> tuple[list[str], list[RawRow]]:
    """The headings and the rows below them."""
    delimiter = _delimiter(text, columns)
    lines = list(io.StringIO(text, newline=""))
    with _cells_of_any_size(len(text)):
        rows = list(_rows(lines, delimiter))
    return headed(rows, columns)


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
            reader = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter, skipinitialspace=True)
            rows = list(islice(reader, LOOK_FOR_HEADINGS_IN))
        return max((recognised(row, columns), len(row)) for row in rows)

    return max(_DELIMITERS, key=found)


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[RawRow]:
    """All rows. Where quotation marks are not in order, the row's first line is given up, and reading goes on with
    the next one, so that no row is swallowed by the text of another."""
    start, in_vain = 0, 0
    while start < len(lines) and in_vain <= _MAX_READINGS * len(lines):
        rest = map(lines.__getitem__, range(start, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True, skipinitialspace=True)
        first = start + 1
        try:
            for cells in reader:
                last = start + reader.line_num
                yield RawRow(lines_place(first, last), cells)
                first = last + 1
        except csv.Error as error:
            yield _broken(lines, first, start + reader.line_num, error)
            in_vain += start + reader.line_num - first
            start = first
        else:
            return
    if start < len(lines):
        yield RawRow(lines_place(start + 1, len(lines)), [lines[start]], _never_closed())


def _broken(lines: Sequence[str], first: int, last: int, error: csv.Error) -> RawRow:
    if "end of data" in str(error):
        problem = _never_closed()
    else:
        problem = _(
            "The quotation marks from here to line %(line)d are not in order: "
            "one opens a cell, one closes it, and inside a cell each is written twice."
        ) % {"line": last}
    return RawRow(lines_place(first, first), [lines[first - 1]], problem)


def _never_closed() -> str:
    return _("A quotation mark that opens here is never closed.")
