"""What a sync asks of GitHub: `python -m tests.bench.github [100 1000 …]` (repositories; 100, 1,000 and 10,000 else).

The real commands run in processes of their own against the project's GitHub server: the first sync, one in which
nothing changed, and one in which one repository in twenty did. The server takes as long for its answers as users of
GitHub report, and keeps GitHub's limits; waiting is skipped on a clock that both sides share (`world_clock`). A run
that is out of budget is started again every hour, as cron would.

Beside them stands what it takes to ask for each figure by itself, asked of the same server for some of the same
repositories (`one_by_one`). Exits with 1 if a run is over its budget, breaks a limit or says what is not true.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.github_server import GitHubServer
from tests.github_server.truth import populate

from . import one_by_one
from .database import say
from .world_clock import WorldClock

ROOT = Path(__file__).parent.parent.parent
SIZES = (100, 1_000, 10_000)
FOR_NEW, FOR_UNCHANGED = 2.0, 0.05  # requests a repository
HOURS_FOR_NEW, HOURS_OF_ROUTINE = 3, 1
MOST_MIB = 300
ONE_IN = 20  # repositories that change
UNUSUAL_ONE_IN = 200  # of each kind: renamed, archived, deleted, private, empty, blocked
SECONDS_PER_REPOSITORY, SECONDS_PER_REQUEST = 0.09, 0.2  # 30 repositories take GitHub about three seconds
OUT_OF_BUDGET = 75
UNITS_OF_MEMORY = 1024 if sys.platform == "darwin" else 1  # what makes KiB of the system's answer


@dataclass(frozen=True)
class Finished:
    """A command that has run."""

    code: int
    output: str
    seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Budget:
    """What a run may cost: requests in all, and hours until everything is there."""

    requests: float
    hours: int


def main() -> int:
    sizes = [int(size.replace(",", "")) for size in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-github-") as folder:
        empty = Path(folder) / "empty.sqlite3"
        command(environment(empty), "manage.py", "migrate", "--verbosity", "0")
        say(f"{'':>12}  {'':<11}{'requests':>9}{'':>8}{'':>8}{'':>9}{'':>8}{'one by one, a repo':>20}")
        say(
            f"{'repositories':>12}  {'run':<11}{'in all':>9}{'a repo':>8}{'budget':>8}{'points':>9}{'a repo':>8}",
            end="",
        )
        say(f"{'requests':>11}{'points':>9}{'repos/s':>9}{'peak MiB':>10}")
        held = [measure(count, Path(folder), empty) for count in sizes]
    return 0 if all(held) else 1


def measure(count: int, folder: Path, empty: Path) -> bool:
    """Three runs over `count` repositories; True if all keep to the budget and the figures are true."""
    database, clock = folder / f"{count}.sqlite3", WorldClock(folder / f"{count}.clock")
    shutil.copy(empty, database)
    with GitHubServer(clock) as server:
        names = populate(server.world, count, special=count // UNUSUAL_ONE_IN)
        others = one_by_one.measure(server.world)
        server.seconds_per_node, server.seconds_per_request = SECONDS_PER_REPOSITORY, SECONDS_PER_REQUEST
        access = {"GITHUB_API_URL": server.url, "GITHUB_TOKEN": server.token}
        bench = Bench(server, clock, environment(database) | access, folder / f"{count}.clock", count, others)
        bench.add(names, folder / "names.txt")
        return all([bench.first(), bench.unchanged(), bench.some_changed()])


@dataclass
class Bench:
    """One server with so many repositories, and the database that follows them."""

    server: GitHubServer
    clock: WorldClock
    variables: dict[str, str]
    clock_file: Path
    count: int
    others: one_by_one.Spent

    def add(self, names: list[str], file: Path) -> None:
        file.write_text("\n".join(names), encoding="utf-8")
        self.sync("import_repositories", str(file))

    def first(self) -> bool:
        return self.report("first", Budget(FOR_NEW * self.count, HOURS_FOR_NEW))

    def unchanged(self) -> bool:
        return self.report("unchanged", Budget(FOR_UNCHANGED * self.count, HOURS_OF_ROUTINE))

    def some_changed(self) -> bool:
        """People work on one repository in `ONE_IN`."""
        visible = [repository for repository in self.server.world.by_id.values() if repository.visible]
        changed = random.Random(5).sample(visible, self.count // ONE_IN)
        for repository in changed:
            repository.stars += 1
            repository.issues_open += 2
            repository.pulls_merged += 1
            if not repository.empty:
                repository.push(self.clock.now())
        budget = FOR_NEW * len(changed) + FOR_UNCHANGED * (self.count - len(changed))
        return self.report("5 % changed", Budget(budget, HOURS_OF_ROUTINE))

    def report(self, name: str, budget: Budget) -> bool:
        """Sync everything as often as it takes, and print what it took."""
        self.server.calls.clear()
        started, seconds, peak = self.clock.now(), 0.0, 0.0
        for hour in range(24):
            finished = self.sync("sync_github", *([] if hour else ["--all"]))
            seconds, peak = seconds + finished.seconds, max(peak, finished.peak_mib)
            if finished.code != OUT_OF_BUDGET:
                break
            self.clock.skip_to(started + timedelta(hours=hour + 1, minutes=1))
        requests, points = len(self.server.calls), self.server.points
        say(f"{self.count:>12,}  {name:<11}{requests:>9,}{requests / self.count:>8.3f}", end="")
        say(f"{budget.requests / self.count:>8.3f}{points:>9,}{points / self.count:>8.3f}", end="")
        say(f"{self.others.requests:>11.1f}{self.others.points:>9.1f}{self.count / seconds:>9,.0f}{peak:>10,.0f}")
        return self.held(started, budget, peak) & (requests <= budget.requests) & is_true(self.server, self.rows())

    def held(self, started: datetime, budget: Budget, peak: float) -> bool:
        """Print the hours of GitHub's budget, and what was broken; True if nothing was."""
        hours = by_hour(self.server, started)
        pulse = max((hour for hour, what, *_rest in hours if what == "Pulse"), default=0)
        last = max(hour for hour, *_rest in hours)
        points = [sum(row[2] for row in hours if row[0] == hour) for hour in range(1, last + 1)]
        lists = [sum(row[3] for row in hours if row[0] == hour) for hour in range(1, last + 1)]
        broken = {*self.server.broken} | ({"one question at a time"} if self.server.most_graphql_at_once > 1 else set())
        say(
            f"{'':>14}figures of all in hour {pulse}, everything in hour {last}; in each hour points {points}, ", end=""
        )
        say(
            f"REST {lists}; GraphQL at once {self.server.most_graphql_at_once}; limits broken: {', '.join(broken) or 0}"
        )
        return not broken and pulse <= 1 and last <= budget.hours and peak <= MOST_MIB

    def rows(self) -> list[dict]:
        return [
            json.loads(line) for line in command(self.variables, "manage.py", "export_repositories").output.splitlines()
        ]

    def sync(self, *arguments: str) -> Finished:
        return command(self.variables, "-m", "tests.bench.clocked", str(self.clock_file), *arguments)


def by_hour(server: GitHubServer, started: datetime) -> list[tuple[int, str, int, int]]:
    """Hour, what was asked, points and REST requests that counted, of every call."""
    return [
        (
            int((call.at - started) / timedelta(hours=1)) + 1,
            call.what,
            call.points,
            int(call.kind == "rest" and call.status != 304),
        )
        for call in server.calls
    ]


def is_true(server: GitHubServer, rows: list[dict]) -> bool:
    """Whether every repository that the server shows came out with the server's own figures."""
    by_id = {row["github_id"]: row for row in rows}
    wrong = [
        truth.full_name
        for truth in server.world.by_id.values()
        if truth.visible and not truth.export().items() <= by_id.get(truth.github_id, {}).items()
    ]
    if wrong:
        say(f"Not as on the server: {', '.join(wrong[:5])} … ({len(wrong)} in all)")
    return not wrong


def environment(database: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "DATABASE_URL": f"sqlite:///{database}",
        "TASKS_URL": "database://",
        "LOG_LEVEL": "ERROR",
    }


def command(variables: dict[str, str], *arguments: str) -> Finished:
    """Run it to its end. Raises RuntimeError with what it printed if it did not end well or out of budget."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=variables, stdout=output, stderr=subprocess.STDOUT
        )
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        output.seek(0)
        text = output.read()
    if process.returncode not in {0, OUT_OF_BUDGET}:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}: {text[-2000:]}")
    return Finished(process.returncode, text, seconds, used.ru_maxrss / UNITS_OF_MEMORY / 1024)


if __name__ == "__main__":
    sys.exit(main())
