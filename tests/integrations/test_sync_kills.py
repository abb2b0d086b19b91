"""`kill -9` at random moments, again and again: nothing is lost, nothing is there twice."""

import json
import random
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

from tests.github_server import GitHubServer
from tests.github_server.truth import TrueContributor, TrueIssue, populate

from .machine import Machine

KILLS = 10  # of first runs, and as many of later ones
AFTER_AT_MOST = 6  # requests: few enough that there is something left to kill the next run in


def test_rows_after_twenty_kills_are_those_of_an_undisturbed_run(tmp_path):
    chance = random.Random(9)
    with GitHubServer() as server:
        names = populate(server.world, 60, special=2)
        _commit(server.world, chance)
        with Machine(server, _folder(tmp_path, "killed")) as killed, Machine(server, _folder(tmp_path, "left")) as left:
            for machine in (killed, left):
                machine.import_names(names)
            for _round in range(2):
                _kill(killed, chance)
                killed.run("sync_github", "--all")
                left.run("sync_github", "--all")
                rows = _dump(left)
                assert all(rows.values())
                assert _dump(killed) == rows
                _work_on(server.world, chance)
            assert _doubled(killed) == []
            assert server.broken == []


def _kill(machine, chance):
    """Half of them while the answer is awaited, half when it is just there and about to be stored."""
    for _time in range(KILLS):
        at, is_answered = chance.randint(1, AFTER_AT_MOST), chance.random() < 0.5
        process = _killed_at(machine, at, is_answered=is_answered)
        assert process.returncode == -9, "it came to its end before it could be killed"


def _killed_at(machine, at, *, is_answered):
    server, processes = machine.server, []
    server.calls.clear()
    hook = "after_answer" if is_answered else "before_answer"
    setattr(server, hook, lambda number: number == at and processes[0].kill())
    processes.append(machine.start("sync_github", "--all"))
    processes[0].communicate()
    server.before_answer = server.after_answer = None
    return processes[0]


def _dump(machine):
    command = [sys.executable, "-m", "tests.integrations.dump"]
    found = subprocess.run(command, env=machine.environment, capture_output=True, check=True, text=True)
    return json.loads(found.stdout)


def _doubled(machine):
    days = machine.values("Snapshot", "repository", "day")
    return [each for each, times in Counter(map(tuple, days)).items() if times > 1]


def _living(world):
    return [row for row in world.by_id.values() if row.visible and not row.empty]


def _commit(world, chance):
    now = datetime.now(UTC).replace(microsecond=0)
    for row in _living(world):
        row.commits = [now - timedelta(days=chance.randrange(80)) for _commit in range(chance.randrange(6))]


def _work_on(world, chance):
    """Something moves in every repository."""
    now = datetime.now(UTC).replace(microsecond=0)
    for row in _living(world):
        row.stars += 1
        row.topics = ["new", *row.topics]
        row.push(now - timedelta(days=2))
        row.contributors = [*row.contributors[1:], TrueContributor(1000 + chance.randrange(50), "late")]
        row.issues = [*row.issues[1:], TrueIssue(10**6, changed_at=now)]
        row.issues_open += 1
    world.rename(_living(world)[3], "moved-9/renamed")


def _folder(parent, name):
    (parent / name).mkdir()
    return parent / name
