"""Real processes: killed in the middle, and two at once."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.github_server import GitHubServer
from tests.github_server.truth import populate

from .machine import Machine


@pytest.fixture
def machine(tmp_path):
    with GitHubServer() as server:
        names = populate(server.world, 60, special=2)
        with Machine(server, tmp_path) as machine:
            machine.import_names(names)
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
    with Machine(machine.server, _folder(tmp_path, "undisturbed")) as undisturbed:
        undisturbed.import_names([row["full_name"] for row in disturbed])
        undisturbed.run("sync_github")
        assert [process.returncode for process in processes] == [-9] * 6
        assert disturbed == undisturbed.export()


@pytest.fixture
def slow_graphql(machine):
    machine.server.graphql_takes = 0.1


def test_two_full_runs_at_once_share_the_work(machine, slow_graphql):
    machine.run("sync_github")
    machine.server.calls.clear()
    reports = machine.run_at_once(2, "sync_github", "--all")
    asked = Counter(name for call in machine.server.calls if call.kind == "graphql" for name in call.ids)
    assert sum(checked(report) for report in reports) == len(asked) >= 60
    assert machine.server.most_graphql_at_once == 1


def test_two_first_runs_at_once_ask_one_at_a_time_and_nothing_twice(machine):
    others = []

    def join_in(number):
        """Another run begins while the first one's second question is open."""
        if number == 2:
            others.append(machine.start("sync_github"))
            while len(machine.values("SyncRun", "pk")) < 2:
                assert others[0].poll() is None

    machine.server.before_answer = join_in
    reports = [machine.run("sync_github"), others[0].communicate()[0]]
    asked = Counter((call.what, name) for call in machine.server.calls for name in call.ids)
    asked += Counter((call.what, "") for call in machine.server.calls if call.what.endswith("/contributors"))
    living = sum(row["status"] in {"active", "archived"} for row in machine.export())
    assert sum(what == "Weekly" for what, _name in asked) == living
    assert set(asked.values()) == {1}
    assert all(checked(report) for report in reports)
    assert (machine.server.most_graphql_at_once, machine.server.most_at_once) == (1, 1)


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


def checked(report):
    """How many repositories the last line of a report names."""
    return int(report.splitlines()[-1].split()[0])


def _folder(parent, name):
    (parent / name).mkdir()
    return parent / name
