"""The tables that officers take with them, and the files they come in."""

import csv
import io
import re
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from projects.joining.words import name_of

from .ranked_rows import ranked_rows

FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
"""How cells begin that a spreadsheet would run, or turn into something else."""
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WIDEST = 40


def ranking_table(results) -> list[list]:
    """The first row are the headings; numbers are numbers, and what is unknown is None."""
    criteria = results.standing.criteria
    headings = [
        _("Rank"),
        _("Company or team"),
        _("Stage"),
        _("Submitted (Japan time)"),
        _("Weighted mean"),
        _("Spread"),
        _("Reviewers counted"),
        *[_("%(name)s (%(weight)s %%)") % {"name": each.name, "weight": each.weight} for each in criteria],
    ]
    rows = [
        [row.rank, row.name, row.badge.label, row.submitted, row.mean, row.spread, row.number, *row.by_criterion]
        for row in ranked_rows(results, results.ranked)
    ]
    return [headings, *rows]


def scores_table(results) -> list[list]:
    """One row for each score that counts, in the order of the ranking, of the reviewers and of the criteria."""
    names = {pk: name_of(each.user) for pk, each in results.reviewers.items()}
    places = {each.pk: place for place, each in enumerate(results.standing.criteria)}
    order = {each.proposal: place for place, each in enumerate(results.ranked)}
    criteria = {each.pk: each for each in results.standing.criteria}
    found = sorted(
        results.scores_with_notes(),
        key=lambda each: (order[each.proposal_id], each.reviewer_id, places[each.criterion_id]),
    )
    headings = [
        _("Company or team"),
        _("Reviewer"),
        _("Criterion"),
        _("Weight in percent"),
        _("Points (0 to 5)"),
        _("Note"),
    ]
    rows = [
        [
            str(results.proposals[each.proposal_id]),
            names[each.reviewer_id],
            criteria[each.criterion_id].name,
            criteria[each.criterion_id].weight,
            each.points,
            each.note,
        ]
        for each in found
    ]
    return [headings, *rows]


def as_csv(table) -> bytes:
    """UTF-8 with a mark at its beginning, without which Excel does not read Japanese. What could be taken for a formula
    begins with an apostrophe."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([[_plain(cell) for cell in row] for row in table])
    return file.getvalue().encode("utf-8-sig")


def _plain(cell):
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def as_xlsx(tables) -> bytes:
    """`tables` is {name of the sheet: table}. Texts are texts, whatever they begin with: none of them is a formula."""
    book = Workbook(write_only=True)
    for name, table in tables.items():
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        for number, column in enumerate(zip(*table, strict=True), 1):
            sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, 2 + max(map(_width, column)))
        for place, row in enumerate(table):
            sheet.append([_cell(sheet, value, is_heading=place == 0) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet, value, *, is_heading):
    cell = WriteOnlyCell(sheet, value=NOT_IN_XML.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = bool(FORMULA.match(value))
    if isinstance(value, Decimal):
        cell.number_format = "0.00"
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _width(value):
    """Japanese letters are twice as wide."""
    text = "" if value is None else str(value)
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
