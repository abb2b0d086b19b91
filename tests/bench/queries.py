"""How many queries and milliseconds every kind of public page takes on a small and on a large site.

`DATABASE_URL=… python -m tests.bench.queries` works in a test database of its own. Nothing is kept between the requests
but what the site keeps for all pages, as for the first anonymous visitor after a publish. Exits with 1 if a page takes
more than 12 queries, takes another number on the large site, or takes more than 2 when it is kept.
"""

import sys
import time
from collections.abc import Mapping
from statistics import median
from typing import NamedTuple

from .database import own_database, say

SMALL = {"projects": 10, "others": 10}
LARGE = {"projects": 10_000, "others": 1_000}
MOST_QUERIES, MOST_WHEN_KEPT = 12, 2
ROUNDS = 5
PAGES = (
    "/",
    "/en/",
    "/about/",
    "/projects/",
    "/en/projects/",
    "/projects/?need=any&region=280003&topic=topic-0",
    "/projects/?q=神戸",
    "/projects/projectpage-0/",
    "/en/projects/projectpage-0/",
    "/challenges/",
    "/en/challenges/",
    "/challenges/kobe/",
    "/challenges/kobe/challengepage-0/",
    "/regions/",
    "/en/regions/",
    "/regions/hyogo/",
    "/en/regions/hyogo/",
    "/regions/brigadepage-0/",
    "/events/",
    "/en/events/",
    "/events/hackday/",
    "/events/hackday/eventpage-0/",
    "/search/?q=むじな",
    "/en/search/?q=むじな",
    "/search/?q=神戸&type=project",
    "/projects/feed.atom",
)


class Cost(NamedTuple):
    queries: int
    when_kept: int
    milliseconds: float


def main() -> int:
    with own_database():
        from .filling import Filling

        site = Filling()
        small, large = (_costs_at(site, size) for size in (SMALL, LARGE))
    return report(small, large)


def _costs_at(site, size: Mapping[str, int]) -> dict[str, Cost]:
    start = time.monotonic()
    site.grow(**size)
    seconds = time.monotonic() - start
    say(f"{size['projects']:,} projects, {size['others']:,} of each other kind: made in {seconds:.0f} s")
    return {path: _cost(path) for path in PAGES}


def _cost(path: str) -> Cost:
    from django.core.cache import cache

    from hub import page_cache

    cache.clear()
    page_cache.LOOK_EVERY = 0  # so that the look at the site's generation counts, too
    page_cache.KEEP_FOR, kept_for = 0, page_cache.KEEP_FOR
    _ask(path)  # what is kept for all pages, such as the address of the home page, is kept now
    costs = [_ask(path) for _round in range(ROUNDS)]
    page_cache.KEEP_FOR = kept_for
    _ask(path)
    when_kept, _time = _ask(path)
    return Cost(max(count for count, _time in costs), when_kept, median(time for _count, time in costs))


def _ask(path: str) -> tuple[int, float]:
    """Queries and milliseconds of one request by an anonymous visitor."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        response = Client().get(path)
        taken = time.perf_counter() - start
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}.")
    return len(queries), taken * 1000


def report(small: dict[str, Cost], large: dict[str, Cost]) -> int:
    say(f"{'':<50}{'queries':>16}{'budget':>8}{'kept':>6}{'budget':>8}{'milliseconds':>18}")
    broken = [path for path in PAGES if not _report_one(path, small[path], large[path])]
    if broken:
        say(f"Over the budget, or another number of queries on the large site: {', '.join(broken)}")
    return 1 if broken else 0


def _report_one(path: str, small: Cost, large: Cost) -> bool:
    queries = f"{small.queries} → {large.queries}"
    times = f"{small.milliseconds:.0f} → {large.milliseconds:.0f}"
    say(f"{path:<50}{queries:>16}{MOST_QUERIES:>8}{large.when_kept:>6}{MOST_WHEN_KEPT:>8}{times:>18}")
    within = large.queries <= MOST_QUERIES and large.when_kept <= MOST_WHEN_KEPT
    return within and small.queries == large.queries


if __name__ == "__main__":
    sys.exit(main())
