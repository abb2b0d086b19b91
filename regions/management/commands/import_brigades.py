"""Brings in a register of Code for X groups."""

from pages.imports.command import ImportCommand
from regions.imports import COLUMNS, brigade_kind
from regions.models import RegionIndexPage


class Command(ImportCommand):
    help = (
        "Import brigades: the columns of the register of Japan, or organizations.json of Code for America. "
        "May be run again: pages are updated, never doubled. See docs/importing.md."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("file", help="CSV, TSV or JSON; - for standard input.")

    def handle(self, *args, file, dry_run, **options):
        self.demand_site(RegionIndexPage)
        table = self.open(file, COLUMNS)
        self.bring_in(table, brigade_kind(), dry_run=dry_run)
        self.finish(dry_run=dry_run)
