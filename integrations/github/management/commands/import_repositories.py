"""Add the repositories of a list. Needs no network: `sync_github` asks GitHub about them later."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from integrations.github.listing import UnreadableListError, read_list
from integrations.github.services import add_repositories


class Command(BaseCommand):
    help = (
        "Add repositories from a file, one owner/name or address a line; “-” reads standard input. Exit code 0: all "
        "are in; 1: some lines were refused, they are named; 2: the file cannot be used."
    )

    stealth_options = ("clock",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="text file, or - for standard input")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        source = options["file"]
        try:
            names, refused = read_list(_read(source))
        except UnreadableListError as error:
            raise CommandError(f"{_shown(source)}: {error}", returncode=2) from error
        added = add_repositories(names=names, clock=options.get("clock"))
        for line in refused:
            self.stderr.write(f"line {line.number}: {line.reason} ({line.text})")
        self.stdout.write(
            f"{added.new} added, {added.known} known already, {added.repeated} repeated, {len(refused)} refused."
        )
        if refused:
            raise CommandError(f"{len(refused)} lines were refused; the others are in.", returncode=1)


def _read(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise UnreadableListError(f"It cannot be read ({error.strerror}). Check the path.") from error


def _shown(source: str) -> str:
    return "standard input" if source == "-" else source
