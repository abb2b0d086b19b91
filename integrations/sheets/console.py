"""Reads the files that a command names, and shows in a terminal, or in a log, how an import goes and went."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .columns import Column
from .errors import TableError
from .reports import CREATED, PASSED_OVER, REFUSED, UNCHANGED, UPDATED, Remark, Report
from .tables import Table, read_table

_LOG_EVERY = 100
STANDARD_INPUT = "-"


def open_table(path: str, columns: tuple[Column, ...]) -> Table:
    """The table in a file, or in standard input for "-". Raises TableError that names the file."""
    name = _("standard input") if path == STANDARD_INPUT else path
    try:
        data = _standard_input() if path == STANDARD_INPUT else Path(path).read_bytes()
        return read_table(data, name=name, columns=columns)
    except FileNotFoundError as error:
        raise TableError(_("%(file)s: there is no such file.") % {"file": name}) from error
    except OSError as error:
        raise TableError(
            _("%(file)s: cannot be read (%(reason)s).") % {"file": name, "reason": error.strerror or error}
        ) from error
    except TableError as error:
        raise TableError(f"{name}: {error}") from error


def _standard_input() -> bytes:
    """Nothing where it is closed, as under some schedulers."""
    return sys.stdin.buffer.read() if sys.stdin else b""


def with_progress(records: Iterable[Any], *, total: int, label: str, stream: Any) -> Iterator[Any]:
    """The records one by one, with a bar on a terminal and a line now and then elsewhere."""
    if not (hasattr(stream, "isatty") and stream.isatty()):
        yield from _with_lines(records, total, label, stream)
        return
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=getattr(stream, "_out", stream)),
        transient=True,
    )
    with bar:
        yield from bar.track(records, total=total, description=label)


def _with_lines(records: Iterable[Any], total: int, label: str, stream: Any) -> Iterator[Any]:
    for number, record in enumerate(records, start=1):
        yield record
        if number % _LOG_EVERY == 0:
            progress = {"label": label, "number": number, "total": total}
            stream.write(_("%(label)s: %(number)d of %(total)d rows") % progress + "\n")


def lines_about_table(table: Table) -> Iterator[str]:
    if table.unknown:
        yield _("%(file)s: columns not known here, left out: %(columns)s") % {
            "file": table.name,
            "columns": ", ".join(table.unknown),
        }
    if table.absent:
        yield _("%(file)s: columns not in the file, nothing changed there: %(columns)s") % {
            "file": table.name,
            "columns": ", ".join(table.absent),
        }


def lines_of_report(report: Report, *, dry_run: bool) -> Iterator[str]:
    """The report as plain lines: counts, refused rows, remarks."""
    counts = {
        "file": report.file,
        "created": report.counts[CREATED],
        "updated": report.counts[UPDATED],
        "unchanged": report.counts[UNCHANGED],
        "refused": report.counts[REFUSED],
    }
    yield from report.previews
    done = _("%(file)s: %(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(refused)d refused")
    planned = _("%(file)s: would be %(created)d created, %(updated)d updated, %(unchanged)d as is, %(refused)d refused")
    yield (planned if dry_run else done) % counts
    if passed_over := report.counts[PASSED_OVER]:
        yield ngettext(
            "%(count)d row with totals was passed over.", "%(count)d rows with totals were passed over.", passed_over
        ) % {"count": passed_over}
    if report.refused:
        yield _("Refused:")
        yield from (_line_of(report, remark) for remark in report.refused)
    if report.remarks:
        yield _("Please note:")
        yield from _lines_of_remarks(report)


def _lines_of_remarks(report: Report) -> Iterator[str]:
    """One line for all rows about which there is the same to tell."""
    alike: dict[tuple[str, str], list[Remark]] = {}
    for remark in report.remarks:
        alike.setdefault((remark.column, remark.text), []).append(remark)
    for first, *others in alike.values():
        more = ngettext("(and %(count)d more row)", "(and %(count)d more rows)", len(others)) % {"count": len(others)}
        yield _line_of(report, first) + (f" {more}" if others else "")


def _line_of(report: Report, remark: Remark) -> str:
    about = [report.file, remark.place, *([_("“%(name)s”") % {"name": remark.name}] if remark.name else [])]
    column = f"{remark.column}: " if remark.column else ""
    return f"  {', '.join(about)}: {column}{remark.text}"
