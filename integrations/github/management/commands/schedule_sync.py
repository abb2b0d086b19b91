"""Start the worker's own schedule of the GitHub sync."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from integrations.github.scheduling import begin_schedule, interval, queue_can_wait


class Command(BaseCommand):
    help = (
        "Let the task worker ask GitHub by itself, every GITHUB_SYNC_EVERY minutes. Safe to run again: there is never "
        "more than one schedule. Exit code 0: it runs; 2: the settings do not allow it."
    )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        every = interval()
        if every is None:
            raise CommandError(
                "GITHUB_SYNC_EVERY is not set. Set it to the minutes between two runs, 60 for instance, and restart "
                "the worker, too.",
                returncode=2,
            )
        if not queue_can_wait():
            raise CommandError(
                "The queue of TASKS_URL cannot keep a task for later. Use database:// or redis://host:port/0, or let "
                "cron run sync_github.",
                returncode=2,
            )
        began = "The schedule begins" if begin_schedule() else "The schedule runs already"
        self.stdout.write(f"{began}: the worker asks GitHub every {every.total_seconds() / 60:g} minutes.")
