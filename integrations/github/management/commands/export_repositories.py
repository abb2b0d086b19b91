"""Print every repository with its latest figures, as JSON Lines."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand

from integrations.github.export import exported
from integrations.github.models import Repository


class Command(BaseCommand):
    help = "Print every repository with its latest figures to standard output, one JSON object a line, by id."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._print_all()
        except BrokenPipeError:  # the reader has seen enough (head, a closed pager)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _print_all(self) -> None:
        repositories = Repository.objects.with_latest_figures().order_by("pk")
        for repository in repositories.iterator(chunk_size=1000):
            self.stdout.write(json.dumps(exported(repository), ensure_ascii=False))
