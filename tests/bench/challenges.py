"""The municipality's way among 5,000 challenges and 100,000 proposals.

`DATABASE_URL=… python -m tests.bench.challenges` works in a test database of its own, small at first and large then.
Prints for each page the queries and the milliseconds, nothing of it kept. Exits with 1 if a public page takes more than
12 queries, or any page another number on the large site.
"""

import sys
import time
from statistics import median
from typing import NamedTuple

from .database import own_database, say

SMALL = {"challenges": 10, "proposals": 40, "of_the_first": 5}
LARGE = {"challenges": 5_000, "proposals": 100_000, "of_the_first": 500}
MOST_QUERIES, ROUNDS = 12, 5
HERE = "/challenges/kobe/challengepage-0/"
PAGES = {
    "a visitor": (
        "/challenges/",
        "/en/challenges/",
        "/challenges/?stage=closed&topic=topic-0",
        "/challenges/kobe/",
        HERE,
        "/challenges/rounds/",
        "/challenges/funnel/",
        "/challenges/funnel/?by=topic",
        "/challenges/outcomes/",
    ),
    "an officer": (
        "/challenges/desk/",
        f"{HERE}desk/",
        f"{HERE}proposals/",
        f"{HERE}review/",
        f"{HERE}review/ranking/",
        f"{HERE}review/decisions/",
    ),
    "a reviewer": (f"{HERE}review/scoring/", f"{HERE}review/declaration/"),
    "the programme office": ("/challenges/desk/",),
}


class Cost(NamedTuple):
    queries: int
    milliseconds: float


def main() -> int:
    with own_database():
        from .proposing import Proposing

        site = Proposing()
        small, large = (_costs_at(site, size) for size in (SMALL, LARGE))
    return report(small, large)


def _costs_at(site, size) -> dict[tuple[str, str], Cost]:
    start = time.monotonic()
    site.grow(**size)
    say(f"{size['challenges']:,} challenges, {size['proposals']:,} proposals: made in {time.monotonic() - start:.0f} s")
    return {(who, path): _cost(site.browser(who), path) for who, paths in PAGES.items() for path in paths}


def _cost(browser, path: str) -> Cost:
    _ask(browser, path)  # what is kept for all pages, such as the address of the home page, is kept now
    costs = [_ask(browser, path) for _round in range(ROUNDS)]
    return Cost(max(count for count, _time in costs), median(taken for _count, taken in costs))


def _ask(browser, path: str) -> tuple[int, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        response = browser.get(path)
        taken = time.perf_counter() - start
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}.")
    return len(queries), taken * 1000


def report(small, large) -> int:
    say(f"{'':<74}{'queries':>12}{'budget':>8}{'milliseconds':>16}")
    broken = [path for who, path in small if not _report_one(who, path, small[who, path], large[who, path])]
    if broken:
        say(f"Over the budget, or another number of queries on the large site: {', '.join(broken)}")
    return 1 if broken else 0


def _report_one(who: str, path: str, small: Cost, large: Cost) -> bool:
    budget = MOST_QUERIES if who == "a visitor" else None
    times = f"{small.milliseconds:.0f} → {large.milliseconds:.0f}"
    told = f"{small.queries} → {large.queries}"
    say(f"{f'{who}: {path}':<74}{told:>12}{budget or '':>8}{times:>16}")
    return small.queries == large.queries and (budget is None or large.queries <= budget)


if __name__ == "__main__":
    sys.exit(main())
