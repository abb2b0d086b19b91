"""Send the mail that is due."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, no_translations
from django.utils import timezone

from integrations.mail.delivery import deliver_due
from integrations.mail.models import Letter
from integrations.mail.services import try_again_what_was_given_up


class Command(BaseCommand):
    help = (
        "Send the mail that is due. The task worker does so by itself; cron may, too, and both at once. Exit code 0: "
        "everything that was due is sent; 1: some of it was not taken, or the mail server cannot be reached. It waits."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--given-up", action="store_true", help="Try again what was given up: the fault was the mail server's."
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if options["given_up"]:
            again = try_again_what_was_given_up(now=timezone.now())
            self.stdout.write(f"{again} that were given up wait again.")
        outcome = deliver_due()
        self.stdout.write(f"{outcome}. {Letter.objects.waiting().count()} wait.")
        if not outcome.all_went_well:
            sys.exit(1)
