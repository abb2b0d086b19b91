"""Serve a made-up GitHub by hand: `python -m tests.github_server --repositories 200`."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from .server import GitHubServer
from .truth import populate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repositories", type=int, default=200)
    parser.add_argument("--special", type=int, default=4, help="how many each are renamed, archived, deleted, …")
    parser.add_argument("--names", type=Path, default=Path("var/github-names.txt"), help="where to write the names")
    options = parser.parse_args()
    with GitHubServer() as server:
        names = populate(server.world, options.repositories, special=options.special)
        options.names.write_text("\n".join(names) + "\n", encoding="utf-8")
        sys.stdout.write(
            f"export GITHUB_API_URL={server.url} GITHUB_TOKEN={server.token}\n"
            f"python manage.py import_repositories {options.names}\n"
            "python manage.py sync_github\npython manage.py export_repositories\n"
        )
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write(f"\n{len(server.calls)} requests, {server.points} points\n")


if __name__ == "__main__":
    main()
