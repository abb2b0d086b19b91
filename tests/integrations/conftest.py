from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from integrations.github.services import add_repositories
from tests.github_server import GitHubServer

from .clock import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def github(clock: FakeClock, settings: Any) -> Iterator[GitHubServer]:
    """The project's GitHub server, with the settings pointing at it."""
    with GitHubServer(clock) as server:
        settings.GITHUB_API_URL, settings.GITHUB_TOKEN = server.url, server.token
        yield server


class Commands:
    """The commands as a person runs them: `code` and what they printed."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.out = self.err = ""

    def run(self, name: str, *arguments: str, **options: Any) -> int:
        out, err = io.StringIO(), io.StringIO()
        code = 0
        try:
            call_command(name, *arguments, stdout=out, stderr=err, **options)
        except CommandError as error:
            code = error.returncode
            err.write(f"CommandError: {error}\n")
        self.out, self.err = out.getvalue(), err.getvalue()
        return code

    def sync(self, *arguments: str) -> int:
        return self.run("sync_github", *arguments, clock=self.clock)

    def add(self, *names: str) -> None:
        add_repositories(names=names, clock=self.clock)

    def export(self) -> list[dict[str, Any]]:
        self.run("export_repositories")
        return [json.loads(line) for line in self.out.splitlines()]

    def row(self, full_name: str) -> dict[str, Any]:
        return next(row for row in self.export() if row["full_name"] == full_name)


@pytest.fixture
def commands(clock: FakeClock, db: None) -> Commands:
    return Commands(clock)


@pytest.fixture
def import_list(commands: Commands, tmp_path: Any) -> Callable[[bytes], int]:
    def run(content: bytes) -> int:
        path = tmp_path / "repositories.txt"
        path.write_bytes(content)
        return commands.run("import_repositories", str(path), clock=commands.clock)

    return run
