from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from regions.services import load_regions


class Command(BaseCommand):
    help = "Load all prefectures and municipalities of Japan with their national codes. Safe to run again."

    def handle(self, **options):
        try:
            loaded = load_regions()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        self.stdout.write(
            f"{loaded.prefectures} prefectures and {loaded.municipalities} municipalities: "
            f"{loaded.created} new, {loaded.updated} changed."
        )
