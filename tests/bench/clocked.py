"""A command by the world's clock: `python -m tests.bench.clocked CLOCK sync_github --all`."""

import sys
from pathlib import Path

import django
from django.core.management import CommandError, call_command

from .world_clock import WorldClock


def main() -> int:
    path, *command = sys.argv[1:]
    django.setup()
    try:
        call_command(*command, clock=WorldClock(Path(path)))
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
