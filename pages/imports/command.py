"""What the commands that import have in common: files in, progress and a report out, the exit code."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.sheets.columns import Column
from integrations.sheets.console import lines_about_table, lines_of_report, open_table, with_progress
from integrations.sheets.errors import TableError
from integrations.sheets.tables import Table

from .kinds import Kind
from .running import Import

FAILED_ROWS, WRONG_USE = 1, 2


class ImportCommand(BaseCommand):
    """Exit code 0: all rows are in; 1: some were refused, the report names them; 2: nothing could be read."""

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Show what would happen; write nothing.")

    def open(self, path: str, columns: tuple[Column, ...]) -> Table:
        try:
            return open_table(path, columns)
        except TableError as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error

    def bring_in(self, table: Table, kind: Kind, *, dry_run: bool) -> Import:
        """All records of the table, with progress while it runs."""
        importing = Import(table=table, kind=kind, dry_run=dry_run)
        for line in lines_about_table(table):
            self.stdout.write(line)
        records = with_progress(table.records, total=len(table.records), label=table.name, stream=self.stdout)
        with _without_log_lines():
            for record in records:
                importing.take(record)
        return importing

    def demand_site(self, *sections: Callable) -> None:
        """Stop where the lists that pages go under are not there yet."""
        if not all(page_type.objects.originals().exists() for page_type in sections):
            raise CommandError(_("The site is not set up yet. Run manage.py set_up_site first."), returncode=WRONG_USE)

    def finish(self, *imports: Import, dry_run: bool) -> None:
        """Print the reports; fail where rows were refused."""
        for importing in imports:
            for line in lines_of_report(importing.report, dry_run=dry_run):
                self.stdout.write(line)
        if dry_run:
            self.stdout.write(_("This was a preview: nothing was written."))
        if refused := sum(len(importing.report.refused) for importing in imports):
            message = ngettext("%(count)d row was refused.", "%(count)d rows were refused.", refused)
            raise CommandError(message % {"count": refused}, returncode=FAILED_ROWS)


@contextmanager
def _without_log_lines() -> Iterator[None]:
    """Wagtail logs three lines a page; they would drown the progress. Its history in the database stays whole."""
    logger = logging.getLogger("wagtail")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)
