"""Print every repository with its latest figures, as JSON Lines."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from integrations.github.export import exported
from integrations.github.models import Repository
from integrations.printing import print_to_nobody


class Command(BaseCommand):
    help = "Print every repository with its latest figures to standard output, one JSON object a line, by id."

    def handle(self, *args: Any, **options: Any) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8, whatever the terminal's language is
        try:
            self._print_all()
            self.stdout.flush()
        except BrokenPipeError:
            print_to_nobody(self.stdout)
        except OSError as error:
            print_to_nobody(self.stdout)
            raise CommandError(f"The list cannot be written ({error.strerror}). It is incomplete.") from error

    def _print_all(self) -> None:
        repositories = Repository.objects.with_latest_figures().order_by("pk")
        for repository in repositories.iterator(chunk_size=1000):
            self.stdout.write(json.dumps(exported(repository), ensure_ascii=False))
