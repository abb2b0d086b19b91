"""Real processes: killed in the middle, and two at once."""

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from tests.github_server import GitHubServer
from tests.github_server.truth import populate

ROOT = Path(__file__).resolve().parent.parent.parent


class Machine:
    """The commands in processes of their own, on a database file, against a server with the machine's clock."""

    def __init__(self, server, folder):
        self.server = server
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.integrations.settings",
            "GITHUB_TEST_DATABASE": str(folder / "github.sqlite3"),
            "GITHUB_API_URL": server.url,
            "GITHUB_TOKEN": server.token,
            "PYTHONPATH": str(ROOT),
        }
        self.run("migrate", "--verbosity", "0")

    def start(self, *arguments):
        command = [sys.executable, "-m", "django", *arguments]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, encoding="utf-8")

    def run(self, *arguments):
        process = self.start(*arguments)
        out, _err = process.communicate()
        assert process.returncode == 0, out
        return out

    def import_names(self, names, folder):
        (folder / "names.txt").write_text("\n".join(names), encoding="utf-8")
        self.run("import_repositories", str(folder / "names.txt"))

    def export(self):
        rows = map(json.loads, self.run("export_repositories").splitlines())
        return sorted(((row | {"observed_at": None}) for row in rows), key=lambda row: row["full_name"])


@pytest.fixture
def machine(tmp_path):
    with GitHubServer() as server:
        names = populate(server.world, 60, special=2)
        machine = Machine(server, tmp_path)
        machine.import_names(names, tmp_path)
        yield machine


def test_run_after_kills_in_mid_batch_gives_the_rows_of_an_undisturbed_run(machine, tmp_path):
    processes = []
    for call in (1, 2, 4, 5, 9, 30):
        machine.server.calls.clear()
        machine.server.before_answer = lambda number, at=call: number == at and processes[-1].kill()
        processes.append(machine.start("sync_github"))
        processes[-1].wait()
        processes[-1].stdout.close()
    machine.server.before_answer = None
    machine.run("sync_github")
    disturbed = machine.export()
    assert [row["status"] for row in disturbed].count("pending") == 0
    undisturbed = Machine(machine.server, _folder(tmp_path, "undisturbed"))
    undisturbed.import_names([row["full_name"] for row in disturbed], tmp_path)
    undisturbed.run("sync_github")
    assert [process.returncode for process in processes] == [-9] * 6
    assert disturbed == undisturbed.export()


def test_two_full_runs_at_once_share_the_work(machine):
    machine.run("sync_github")
    machine.server.calls.clear()
    machine.server.before_answer = lambda number: number == 2 and machine.run("sync_github", "--all")
    machine.run("sync_github", "--all")
    asked = Counter(name for call in machine.server.calls if call.kind == "graphql" for name in call.ids)
    assert len(asked) == 60
    assert set(asked.values()) == {1}


def test_two_first_runs_at_once_share_the_questions_after_the_pulse(machine):
    first = threading.Lock()

    def join_in(_number):
        asked = [call.what for call in machine.server.calls if call.what.endswith("/contributors")]
        if asked and first.acquire(blocking=False):
            machine.run("sync_github")

    machine.server.before_answer = join_in
    machine.run("sync_github")
    asked = Counter(call.what for call in machine.server.calls if call.what.endswith("/contributors"))
    asked += Counter(
        f"{call.what} {name}" for call in machine.server.calls if call.what == "Weekly" for name in call.ids
    )
    assert len(asked) == 2 * sum(row["status"] in {"active", "archived"} for row in machine.export())
    assert set(asked.values()) == {1}


def test_sync_goes_on_when_the_reader_of_its_progress_leaves(machine):
    process = machine.start("sync_github")
    process.stdout.close()
    assert process.wait() == 0
    assert [row["status"] for row in machine.export()].count("pending") == 0


def test_each_of_two_runs_at_once_reports_its_own_work(machine):
    reports = []
    machine.server.before_answer = lambda number: number == 1 and reports.append(machine.run("sync_github"))
    reports.append(machine.run("sync_github"))
    assert [report.splitlines()[-1].split()[0] for report in reports] == ["0", "60"]


def test_export_is_utf8_whatever_the_language_of_the_terminal(machine):
    machine.environment |= {"PYTHONIOENCODING": "ascii"}
    machine.run("sync_github")
    assert "開発" in {row["default_branch"] for row in machine.export()}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_export_onto_a_full_disk_says_that_it_is_incomplete(machine):
    command = [sys.executable, "-m", "django", "export_repositories"]
    with Path("/dev/full").open("wb") as full:
        end = subprocess.run(
            command, env=machine.environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (end.returncode, end.stderr) == (
        1,
        "CommandError: The list cannot be written (No space left on device). It is incomplete.\n",
    )


def _folder(parent, name):
    (parent / name).mkdir()
    return parent / name
