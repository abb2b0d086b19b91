"""The search page among 10,000 projects, 30,000 needs and 5,000 issues: `DATABASE_URL=… python -m tests.bench.finding`.

Works in a test database of its own. Prints for each question the hits, the queries and the milliseconds of the whole
page that nobody has kept, and the milliseconds that the words alone take, a mistake put right among them. Exits with 1
if a page takes more than 12 queries, another number than another page of its sort, or the words more than 50 ms; how
long the whole page takes is told and not judged. Meant for an idle machine.
"""

import sys
import time
from statistics import median

from .database import own_database, say

SIZE = {"projects": 10_000, "others": 1_000}
MOST_QUERIES, BUDGET_MS = 12, 50
ROUNDS = 9
QUESTIONS = {
    "no words": {
        "no filter": "",
        "needs": "kind=need",
        "issues": "kind=issue",
        "three filters": "kind=need&role=design&effort=hour&region=280003",
        "near, two topics": "region=280003&near=1&topic=topic-0&topic=topic-3",
    },
    "words": {
        "a rare word": "q=むじな",
        "one word": "q=獣害",
        "a common word": "q=公開",
        "a Latin word": "q=decidim",
        "two words": "q=防災マップ 神戸",
        "words and filters": "q=公開&kind=need&role=data&activity=30&place=online",
    },
    "a mistake": {"a typing mistake": "q=decidmi", "with a filter": "q=decidmi&kind=need"},
    "nothing fits": {
        "a word, filters": "q=むじな&role=design&region=470007",
        "other filters": "q=むじな&role=design&region=470007&effort=hour",
    },
}
"""By the sort of the page: those of a sort take the same number of queries, however much they find."""


def main() -> int:
    with own_database():
        from .filling import Filling

        site = Filling()
        start = time.monotonic()
        site.grow(**SIZE)
        say(f"made in {time.monotonic() - start:.0f} s")
        return measure()


def measure() -> int:
    from pages.finding.models import Entry

    say(f"{Entry.objects.count():,} entries; read into memory in {_first_read():.0f} ms")
    say(f"{'':<20}{'hits':>8}{'queries':>9}{'budget':>8}{'page ms':>10}{'words ms':>10}{'budget':>8}")
    broken = [name for sort, questions in QUESTIONS.items() for name in _of_sort(sort, questions)]
    if broken:
        say(f"Over the budget: {', '.join(broken)}")
    return 1 if broken else 0


def _of_sort(sort: str, questions: dict[str, str]) -> list[str]:
    """What of it is over the budget; the sort itself where its pages take unlike numbers of queries."""
    taken = {name: _report(name, query) for name, query in questions.items()}
    broken = [name for name, (queries, words) in taken.items() if queries > MOST_QUERIES or words > BUDGET_MS]
    unlike = {queries for queries, _words in taken.values()}
    return [*broken, *([f"{sort} ({min(unlike)} to {max(unlike)} queries)"] if len(unlike) > 1 else [])]


def _first_read() -> float:
    from django.utils import timezone

    from pages.finding.memory import remember

    start = time.perf_counter()
    remember(timezone.now())
    return (time.perf_counter() - start) * 1000


def _report(name: str, query: str) -> tuple[int, float]:
    """Queries, and milliseconds of the words alone."""
    asked = [_ask(f"/search/?{query}") for _round in range(ROUNDS + 1)][1:]
    hits, queries = asked[0][0], max(each[1] for each in asked)
    page, words = median(each[2] for each in asked), _words_alone(query)
    say(f"{name:<20}{hits:>8,}{queries:>9}{MOST_QUERIES:>8}{page:>10.0f}{words:>10.1f}{BUDGET_MS:>8}")
    return queries, words


def _ask(path: str) -> tuple[int, int, float]:
    """Hits, queries and milliseconds, past the kept pages."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"cookie": f"{settings.SESSION_COOKIE_NAME}=none"})
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        response = client.get(path)
        taken = time.perf_counter() - start
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}.")
    return response.context_data["look"].count, len(queries), taken * 1000


def _words_alone(query: str) -> float:
    from django.http import QueryDict
    from django.utils import timezone

    from hub.finding.asked import Asked
    from hub.finding.looking import Look, what_is_known
    from hub.finding.words import Words

    words = Words.of(QueryDict(query).get("q", ""))
    if not words.text:
        return 0.0
    memory, times = what_is_known(timezone.now()), []
    for _round in range(ROUNDS):
        look = Look(Asked(words=words), memory)
        start = time.perf_counter()
        look.text  # noqa: B018  works out what the words find, and what they should have been
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
