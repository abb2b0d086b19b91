"""Without a token, in real processes: killed in the middle, and two at once."""

from collections import Counter

import pytest

from tests.github_server import GitHubServer
from tests.github_server.truth import TrueContributor, TrueIssue

from .machine import Machine


@pytest.fixture
def machine(tmp_path):
    with GitHubServer() as server:
        for index in range(8):
            server.world.add(
                f"code/{index}",
                stars=index,
                issues=[TrueIssue(1)],
                issues_open=1 + index,
                pulls_open=2,
                contributors=[TrueContributor(index + 1, f"person-{index}")],
            )
        with Machine(server, tmp_path) as machine:
            machine.environment["GITHUB_TOKEN"] = ""
            machine.import_names([f"code/{index}" for index in range(8)])
            yield machine


def _true(machine):
    unknown = dict.fromkeys(["issues_closed", "pulls_merged", "pulls_closed", "observed_at"])
    return [row.export() | unknown for row in machine.server.world.by_id.values()]


def test_run_after_kills_brings_everything_once(machine):
    processes = []
    for call in (1, 4, 9):
        machine.server.calls.clear()
        machine.server.before_answer = lambda number, at=call: number == at and processes[-1].kill()
        processes.append(machine.start("sync_github"))
        processes[-1].communicate()
    machine.server.before_answer = None
    machine.run("sync_github")
    assert [process.returncode for process in processes] == [-9] * 3
    assert machine.export() == _true(machine)
    assert machine.values("NewcomerIssue", "repository_id", "number") == [[pk, 1] for pk in range(1, 9)]
    assert machine.values("Contribution", "repository_id", "commits") == [[pk, 1] for pk in range(1, 9)]


def test_two_runs_at_once_share_the_work(machine):
    machine.run_at_once(2, "sync_github")
    assert machine.export() == _true(machine)
    assert set(Counter(call.path for call in machine.server.calls).values()) == {1}
    assert len(machine.server.calls) == 24
