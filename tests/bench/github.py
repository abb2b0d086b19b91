"""What a sync asks of GitHub: `python -m tests.bench.github [--full]` (10,000 repositories too).

The real commands run in processes of their own against the project's GitHub server: the first sync, one in which
nothing changed, and one in which one repository in twenty did. Beside the requests stands how many it would take to ask
for each known figure by itself; the seconds count the start of the process, too. Exits with 1 if a run is over the
budget of DESIGN, section 6, or says what is not true.
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
from pathlib import Path

from tests.github_server import GitHubServer
from tests.github_server.truth import populate

from .database import say

ROOT = Path(__file__).parent.parent.parent
SIZES, FULL = (100, 1_000), 10_000
FOR_NEW, FOR_UNCHANGED = 2, 0.05  # requests a repository
ONE_IN = 20  # repositories that change
UNUSUAL_ONE_IN = 200  # of each kind: renamed, archived, deleted, private, empty, blocked
NO_FIGURES = {"github_id", "full_name", "status", "observed_at"}
UNITS_OF_MEMORY = 1024 if sys.platform == "darwin" else 1  # what makes KiB of the system's answer


@dataclass(frozen=True)
class Finished:
    """A command that has run."""

    output: str
    seconds: float
    peak_mib: float


def main() -> int:
    sizes = (*SIZES, FULL) if "--full" in sys.argv[1:] else SIZES
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-github-") as folder:
        empty = Path(folder) / "empty.sqlite3"
        run(environment(empty), "migrate", "--verbosity", "0")
        say(f"{'repositories':>12}  {'run':<11}{'requests':>9}{'a repo':>8}{'budget':>8}", end="")
        say(f"{'points':>8}{'one by one':>12}{'repos/s':>9}{'peak MiB':>10}")
        held = [measure(count, Path(folder), empty) for count in sizes]
    return 0 if all(held) else 1


def measure(count: int, folder: Path, empty: Path) -> bool:
    """Three runs over `count` repositories; True if all keep to the budget and the figures are true."""
    database = folder / f"{count}.sqlite3"
    shutil.copy(empty, database)
    with GitHubServer() as server:
        names = populate(server.world, count, special=count // UNUSUAL_ONE_IN)
        access = {"GITHUB_API_URL": server.url, "GITHUB_TOKEN": server.token}
        commands = environment(database) | access
        (folder / "names.txt").write_text("\n".join(names), encoding="utf-8")
        run(commands, "import_repositories", str(folder / "names.txt"))
        held = [
            report(server, commands, count, "first", new=count),
            report(server, commands, count, "unchanged", new=0),
            report(server, commands, count, "5 % changed", new=change_some(server)),
        ]
        return all(held)


def change_some(server: GitHubServer) -> int:
    """People work on one repository in `ONE_IN`; returns on how many."""
    visible = [repository for repository in server.world.by_id.values() if repository.visible]
    changed = random.Random(5).sample(visible, len(server.world.by_id) // ONE_IN)
    for repository in changed:
        repository.stars += 1
        repository.issues_open += 2
        repository.pulls_merged += 1
    return len(changed)


def report(server: GitHubServer, commands: dict[str, str], count: int, name: str, *, new: int) -> bool:
    """Sync everything once and print a line."""
    server.calls.clear()
    finished = run(commands, "sync_github", "--all")
    requests, points = len(server.calls), server.points
    rows = exported(commands)
    budget = FOR_NEW * new + FOR_UNCHANGED * (count - new)
    figures = sum(value is not None for row in rows for field, value in row.items() if field not in NO_FIGURES)
    say(f"{count:>12,}  {name:<11}{requests:>9,}{requests / count:>8.3f}{budget / count:>8.3f}", end="")
    say(f"{points:>8,}{figures:>12,}{count / finished.seconds:>9,.0f}{finished.peak_mib:>10,.0f}")
    return requests <= budget and is_true(server, rows)


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


def exported(commands: dict[str, str]) -> list[dict]:
    return [json.loads(line) for line in run(commands, "export_repositories").output.splitlines()]


def environment(database: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "DATABASE_URL": f"sqlite:///{database}",
        "TASKS_URL": "database://",
        "LOG_LEVEL": "ERROR",
    }


def run(variables: dict[str, str], *arguments: str) -> Finished:
    """Run a command to its end. Raises RuntimeError with what it printed if it did not end well."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=variables, stdout=output, stderr=subprocess.STDOUT
        )
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        output.seek(0)
        text = output.read()
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}: {text[-2000:]}")
    return Finished(text, seconds, used.ru_maxrss / UNITS_OF_MEMORY / 1024)


if __name__ == "__main__":
    sys.exit(main())
