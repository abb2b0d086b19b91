from django.core.management.base import BaseCommand

from hub.services import set_up_site


class Command(BaseCommand):
    help = "Make the home page and the four sections in Japanese and English. Safe to run again."

    def handle(self, **options):
        home = set_up_site()
        self.stdout.write(f"The site stands at {home.full_url}.")
