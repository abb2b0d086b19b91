"""Do what is due, or let the worker do it by itself."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from integrations.regular.engine import do_due
from integrations.regular.scheduling import begin_schedule, interval, queue_can_wait


class Command(BaseCommand):
    help = (
        "Do the regular work that is due: retries of mail, digests, questions whether help is still needed. For cron, "
        "every few minutes, where the task worker does not do it by itself. Exit code 0: done; 1: done, but some of it "
        "failed; 2: the settings do not allow the schedule."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--all", action="store_true", help="Do all of it now, due or not.")
        what.add_argument(
            "--schedule", action="store_true", help="Do nothing now; begin the task worker's own schedule, once."
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if options["schedule"]:
            self._schedule()
        elif self._do(all_of_it=options["all"]):
            sys.exit(1)

    def _do(self, *, all_of_it: bool) -> int:
        """Return how many failed."""
        count = failed = 0
        for done in do_due(all_of_it=all_of_it):
            self.stdout.write(f"{done.name}: {'FAILED: ' if done.failed else ''}{done.outcome}")
            count += 1
            failed += done.failed
        self.stdout.write(f"{count} done, {failed} of them failed.")
        return failed

    def _schedule(self) -> None:
        every = interval()
        if every is None:
            raise CommandError(
                "REGULAR_WORK_EVERY is 0. Set it to the minutes between two rounds, 5 for instance, and restart the "
                "worker, too.",
                returncode=2,
            )
        if not queue_can_wait():
            raise CommandError(
                "The queue of TASKS_URL cannot keep a task for later. Use database:// or redis://host:port/0, or let "
                "cron run do_regular_work.",
                returncode=2,
            )
        began = "The schedule begins" if begin_schedule() else "The schedule runs already"
        minutes = every.total_seconds() / 60
        self.stdout.write(f"{began}: the worker does what is due every {minutes:g} minutes.")
