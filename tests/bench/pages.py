"""The demo site on the production server: how large each page is, and how fast a kept page is beside a static file of
its size, same server, same run."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

from .load import requests_per_second

ROOT = Path(__file__).parent.parent.parent
BUDGET_BYTES = 60 * 1024
BUDGET_RATIO = 0.8
ROUNDS, SECONDS = 5, 2.0
PAGES = (
    "/",
    "/en/",
    "/projects/",
    "/challenges/",
    "/regions/",
    "/regions/hyogo/",
    "/events/",
    "/search/?q=%E9%98%B2%E7%81%BD",
)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder, serving(Path(folder)) as port:
        heavy = [path for path in PAGES if report_size(port, path) > BUDGET_BYTES]
        ratio = report_speed(Path(folder), port)
    return 1 if heavy or ratio < BUDGET_RATIO else 0


@contextlib.contextmanager
def serving(folder: Path):
    """The site with demo content, its static files and one more, `bench.html`, of the size of the home page."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }
    for command in (["migrate", "--verbosity", "0"], ["load_demo"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )
    with running(environment, port):
        (folder / "static" / "bench.html").write_bytes(fetch(port, "/"))
    with running(environment, port):
        yield port


@contextlib.contextmanager
def running(environment, port):
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "hub/gunicorn.py", "hub.wsgi"], cwd=ROOT, env=environment
    )
    try:
        wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def report_size(port: int, path: str) -> int:
    size = len(fetch(port, path))
    print(f"{path:<32}{size:>8,} bytes of HTML, budget {BUDGET_BYTES:,}")  # noqa: T201
    return size


def report_speed(folder: Path, port: int) -> float:
    """Turn about, so that what else the machine does falls on both; the median ratio of the rounds counts."""
    page, file = "/", "/static/bench.html"
    rounds = [[requests_per_second(port, path, SECONDS) for path in (page, file)] for _ in range(ROUNDS)]
    ratio = median(kept / static for kept, static in rounds)
    kept, static = (median(column) for column in zip(*rounds, strict=True))
    print(f"kept page {kept:,.0f}/s, static file {static:,.0f}/s, ratio {ratio:.2f}, budget {BUDGET_RATIO}")  # noqa: T201
    return ratio


def fetch(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.read()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("The server did not start.")


if __name__ == "__main__":
    sys.exit(main())
