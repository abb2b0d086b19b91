"""The budgets, measured: `make bench`. Each part runs in a process of its own; 1 if any budget is broken."""

import subprocess
import sys
import time

PARTS = ("assets", "pages", "queries", "search", "finding", "matching", "challenges", "github")


def main() -> int:
    broken = [part for part in PARTS if not run(part)]
    print(f"\nBudgets broken in: {', '.join(broken)}" if broken else "\nAll budgets hold.")  # noqa: T201
    return 1 if broken else 0


def run(part: str) -> bool:
    print(f"\n== {part}", flush=True)  # noqa: T201
    start = time.monotonic()
    finished = subprocess.run([sys.executable, "-m", f"tests.bench.{part}"], check=False)
    print(f"({time.monotonic() - start:.0f} s)", flush=True)  # noqa: T201
    return finished.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
