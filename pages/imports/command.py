"""What the commands that import have in common: files in, progress and a report out, the exit code."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.printing import print_to_nobody
from integrations.sheets.columns import Column
from integrations.sheets.console import lines_about_table, lines_of_report, open_table, with_progress
from integrations.sheets.errors import TableError
from integrations.sheets.tables import Table

from .kinds import Kind
from .running import Import

FAILED_ROWS, WRONG_USE, INTERRUPTED = 1, 2, 130


class ImportCommand(BaseCommand):
    """Exit code 0: all rows are in; 1: some were refused, the report names them; 2: nothing could be read.

    Rows go in one by one, each whole: what an interruption leaves out, the next run brings in."""

    def execute(self, *args, **options):
        self._imports = []
        with suppress(AttributeError):  # the stream of a test, or none
            sys.stdout.reconfigure(errors="backslashreplace")  # no name of a row may end the import of the others
        try:
            with _without_log_lines():
                return super().execute(*args, **options)
        except KeyboardInterrupt as interruption:
            self._report(dry_run=options["dry_run"])
            stopped = _("Stopped. The rows counted above are in; run the import again for the others.")
            raise CommandError(stopped, returncode=INTERRUPTED) from interruption
        except BrokenPipeError as error:
            print_to_nobody(self.stdout)
            stopped = _("Stopped, because nobody reads the report any more. Run the import again for the other rows.")
            raise CommandError(stopped, returncode=FAILED_ROWS) from error

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Show what would happen; write nothing.")

    def open(self, path: str, columns: tuple[Column, ...]) -> Table:
        try:
            return open_table(path, columns)
        except TableError as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error

    def bring_in(self, table: Table, kind: Kind, *, dry_run: bool) -> None:
        """All records of the table, with progress while it runs."""
        importing = Import(table=table, kind=kind, dry_run=dry_run)
        self._imports.append(importing)
        for line in lines_about_table(table):
            self.stdout.write(line)
        records = with_progress(table.records, total=len(table.records), label=table.name, stream=self.stdout)
        for record in records:
            importing.take(record)

    def demand_site(self, *sections: Callable) -> None:
        """Stop where the lists that pages go under are not there yet."""
        if not all(page_type.objects.originals().exists() for page_type in sections):
            raise CommandError(_("The site is not set up yet. Run manage.py set_up_site first."), returncode=WRONG_USE)

    def finish(self, *, dry_run: bool) -> None:
        """Print the reports; fail where rows were refused."""
        self._report(dry_run=dry_run)
        if dry_run:
            self.stdout.write(_("This was a preview: nothing was written."))
        if refused := sum(len(importing.report.refused) for importing in self._imports):
            message = ngettext("%(count)d row was refused.", "%(count)d rows were refused.", refused)
            raise CommandError(message % {"count": refused}, returncode=FAILED_ROWS)

    def _report(self, *, dry_run: bool) -> None:
        for importing in self._imports:
            for line in lines_of_report(importing.report, dry_run=dry_run):
                self.stdout.write(line)


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
