"""Brings in the Social Hack Day sheet: its projects and its events."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from events.imports import COLUMNS as EVENT_COLUMNS
from events.imports import LONGEST_TITLE, SERIES, event_kind, open_series, series_named
from events.models import EventIndexPage
from integrations.sheets.cells import clean
from integrations.sheets.console import STANDARD_INPUT
from pages.imports.command import WRONG_USE, ImportCommand
from projects.imports import COLUMNS as PROJECT_COLUMNS
from projects.imports import project_kind
from projects.models import ProjectIndexPage


class Command(ImportCommand):
    help = (
        "Import the projects and events of the Social Hack Day sheet (CSV, TSV or JSON). "
        "May be run again: pages are updated, never doubled. See docs/importing.md."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("projects", help="File with the projects; - for standard input.")
        parser.add_argument("events", help="File with the events; - for standard input.")
        parser.add_argument("--series", default=SERIES, help="Title or slug of the series; made where it is missing.")

    def handle(self, *args, projects, events, series, dry_run, **options):
        if projects == events == STANDARD_INPUT:
            raise CommandError(_("Only one of the two files can be standard input."), returncode=WRONG_USE)
        series = clean(series)
        if not 0 < len(series) <= LONGEST_TITLE:
            raise CommandError(
                _("--series: give a title of 1 to %(limit)d characters.") % {"limit": LONGEST_TITLE},
                returncode=WRONG_USE,
            )
        self.demand_site(ProjectIndexPage, EventIndexPage)
        project_table, event_table = self._tables(projects, events)
        page = series_named(series) if dry_run else open_series(title=series)
        self.bring_in(project_table, project_kind(), dry_run=dry_run)
        self.bring_in(event_table, event_kind(page), dry_run=dry_run)
        self.finish(dry_run=dry_run)

    def _tables(self, projects, events):
        try:
            return self.open(projects, PROJECT_COLUMNS), self.open(events, EVENT_COLUMNS)
        except CommandError as error:
            if STANDARD_INPUT not in {projects, events} and self._are_swapped(projects, events):
                hint = _("The two files are in the wrong order: first the projects, then the events.")
                raise CommandError(hint, returncode=WRONG_USE) from error
            raise

    def _are_swapped(self, projects, events):
        try:
            return self.open(projects, EVENT_COLUMNS) and self.open(events, PROJECT_COLUMNS)
        except CommandError:
            return False
