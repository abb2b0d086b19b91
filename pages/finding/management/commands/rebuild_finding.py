from django.core.management.base import BaseCommand

from integrations.sheets.console import with_progress
from pages.finding.services import rebuild


class Command(BaseCommand):
    help = (
        "Compare every entry of the search page with the page or row that it stands for, and put right what differs. "
        "Needed once after an update that brings the search page, or after writing past the site; safe at any time."
    )

    def handle(self, **options):
        def each(label, batches):
            return with_progress(batches, total=len(batches), label=label, stream=self.stdout)

        for name, number in rebuild(each).items():
            self.stdout.write(f"{name}: {number} changed")
