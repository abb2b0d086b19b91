import logging
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress

from hub.demo import loader
from hub.demo.accounts import ACCOUNTS, PASSWORD, REMEDY


@contextmanager
def _wagtail_quiet():
    """Without a line in the log for each page."""
    logger = logging.getLogger("wagtail")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


class Command(BaseCommand):
    help = (
        "Load the demo content: regions, brigades, projects, challenges, events, texts, and four accounts. "
        "It does so once: as soon as there is any project, it changes nothing, so that what people wrote is kept. "
        "It loads everything or, if it is interrupted, nothing."
    )

    def handle(self, **options):
        if loader.is_loaded():
            self.stdout.write("There are projects already: the demo content is not loaded again.")
            return
        console = Console(stderr=True)
        with _wagtail_quiet(), Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            counts = loader.load(lambda label, rows: progress.track(rows, description=label))
        self.stdout.write("Loaded the demo content:")
        for name, number in counts.items():
            self.stdout.write(f"{number:>6,} {name}")
        if options["verbosity"]:
            self._name_accounts()

    def _name_accounts(self):
        self.stdout.write(f"Accounts, all with the password {PASSWORD}:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email}: {account.may}")
        if not settings.DEMO_ACCOUNTS_ALLOWED:
            self.stderr.write(self.style.WARNING(f"Everybody knows that password: {REMEDY}"))
