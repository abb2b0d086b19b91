from django.core.management.base import BaseCommand

from accounts.skills import load_skills
from hub.first_texts import write_first_texts
from hub.services import set_up_site


class Command(BaseCommand):
    help = "Make the home page, the four sections and the standard pages in Japanese and English. Safe to run again."

    def handle(self, **options):
        home = set_up_site()
        write_first_texts()
        load_skills()
        self.stdout.write(f"The site stands at {home.full_url}.")
