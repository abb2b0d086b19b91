"""Rows of cells, one of which holds the headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from .columns import Column, fold, recognised
from .errors import TableError
from .rows import RawRow

LOOK_FOR_HEADINGS_IN = 10


def headed(rows: Sequence[RawRow], columns: Sequence[Column]) -> tuple[list[str], list[RawRow]]:
    """The headings and the rows below them. Titles above the headings are passed over, and so are blank rows and
    headings that stand there again."""
    rows = [row for row in rows if row.problem or any(cell.strip() for cell in row.cells)]
    if not rows:
        raise TableError(_("The file is no table: it has no line with headings."))
    heading = _heading_position([row.cells for row in rows], columns)
    headings = rows[heading].cells
    below = (row for row in rows[heading + 1 :] if row.problem or not _says_the_same(row.cells, headings))
    return headings, [_within(row, len(headings)) for row in _without_pieces(below, len(headings))]


def _heading_position(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> int:
    """The row that names most of the columns: the first of them."""
    return max(range(min(len(rows), LOOK_FOR_HEADINGS_IN)), key=lambda row: recognised(rows[row], columns))


def _says_the_same(cells: Sequence[str], headings: Sequence[str]) -> bool:
    same_length = len(cells) == len(headings)
    return same_length and all(map(_is_alike, cells, headings))


def _is_alike(cell: str, heading: str) -> bool:
    return cell == heading or (len(cell) < 2 * len(heading) and fold(cell) == fold(heading))


def _without_pieces(rows: Iterator[RawRow], width: int) -> Iterator[RawRow]:
    """Below a row that cannot be read, lines with another number of cells are the rest of its text, and no rows."""
    torn = False
    for row in rows:
        if torn and not row.problem and len(row.cells) != width:
            problem = _("This seems to be the rest of the row above, whose quotation marks are not in order.")
            yield RawRow(row.place, row.cells, problem)
            continue
        torn = bool(row.problem)
        yield row


def _within(row: RawRow, width: int) -> RawRow:
    extra = [cell for cell in row.cells[width:] if cell.strip()]
    if row.problem or not extra:
        return row
    problem = _(
        "The row has %(cells)d cells, the headings are %(width)d. "
        "Text with a comma, a quotation mark or several lines has to stand in quotation marks."
    ) % {"cells": len(row.cells), "width": width}
    return RawRow(row.place, row.cells, problem)
