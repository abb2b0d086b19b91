"""A machine on which the commands run in processes of their own, against the test server with the machine's clock."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

from tests.github_server import GitHubServer

ROOT = Path(__file__).resolve().parent.parent.parent
TEST_DATABASE = os.environ.get("TEST_DATABASE_URL", "")


class Machine:
    """`with Machine(server, folder) as machine:` has a database of its own: a file, or in PostgreSQL as the tests."""

    _migrated: str | None = None

    def __init__(self, server: GitHubServer, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.database = str(folder / "github.sqlite3")
        if TEST_DATABASE.startswith("postgres"):
            self.database = urlunsplit(urlsplit(TEST_DATABASE)._replace(path=f"/tomoni_{uuid.uuid4().hex}"))
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.integrations.settings",
            "GITHUB_TEST_DATABASE": self.database,
            "GITHUB_API_URL": server.url,
            "GITHUB_TOKEN": server.token,
            "PYTHONPATH": str(ROOT),
        }

    def __enter__(self) -> Self:
        self._on_server("CREATE DATABASE {}")
        if not self._begin_as_another():
            self.run("migrate", "--verbosity", "0")
            Machine._migrated = shutil.copy(self.database, f"{self.database}-migrated") if self._is_file() else None
        return self

    def _begin_as_another(self) -> bool:
        """On the file that the first of all machines had made, where that still stands."""
        found = self._is_file() and Machine._migrated is not None and Path(Machine._migrated).exists()
        return bool(found and shutil.copy(str(Machine._migrated), self.database))

    def _is_file(self) -> bool:
        return not self.database.startswith("postgres")

    def __exit__(self, *_error: object) -> None:
        self._on_server("DROP DATABASE {} WITH (FORCE)")

    def start(self, *arguments: str, stderr: int | None = None) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "django", *arguments]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, stderr=stderr, encoding="utf-8")

    def finish(self, *arguments: str) -> tuple[int, str, str]:
        """Code, output and errors of a command."""
        process = self.start(*arguments, stderr=subprocess.PIPE)
        out, err = process.communicate()
        return process.returncode, out, err

    def run(self, *arguments: str) -> str:
        code, out, err = self.finish(*arguments)
        assert code == 0, out + err
        return out

    def run_at_once(self, times: int, *arguments: str) -> list[str]:
        processes = [self.start(*arguments) for _time in range(times)]
        reports = [process.communicate()[0] for process in processes]
        assert [process.returncode for process in processes] == [0] * times, reports
        return reports

    def import_names(self, names: list[str]) -> None:
        (self.folder / "names.txt").write_text("\n".join(names), encoding="utf-8")
        self.run("import_repositories", str(self.folder / "names.txt"))

    def export(self) -> list[dict[str, Any]]:
        rows = map(json.loads, self.run("export_repositories").splitlines())
        return sorted(((row | {"observed_at": None}) for row in rows), key=lambda row: row["full_name"])

    def pending(self) -> int:
        return [row["status"] for row in self.export()].count("pending")

    def values(self, model: str, *fields: str) -> list[list[Any]]:
        """What stands in the rows of a model, in the order they were made in."""
        code = (
            f"import json; from integrations.github.models import {model}; "
            f"print(json.dumps(list({model}.objects.order_by('pk').values_list(*{fields!r})), default=str))"
        )
        return json.loads(self.run("shell", "--no-imports", "-c", code))

    def _on_server(self, statement: str) -> None:
        if not self._is_file():
            name = urlsplit(self.database).path.removeprefix("/")
            elsewhere = urlunsplit(urlsplit(self.database)._replace(scheme="postgresql", path="/postgres"))
            with psycopg.connect(elsewhere, autocommit=True) as connection:
                connection.execute(SQL(statement).format(Identifier(name)))
