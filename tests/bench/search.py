"""How long a search takes among 10,000 Japanese pages: `DATABASE_URL=… python -m tests.bench.search`.

Works in a test database of its own beside the one named (SQLite: a temporary file) and removes it. Prints the
median and the 95th percentile of the first page of 20 hits, and the median of counting them. Exits with 1 if a median
is over the budget of 50 ms; meant for an idle machine. A letter in every document is shown, but has no budget.
"""

import random
import sys
import time
from statistics import median, quantiles

from .database import analyse_tables, own_database, say
from .words import PLACES, THINGS, one_of, sentence

BUDGET_MS = 50
DOCUMENTS = 10_000
ROUNDS = 15
SENTENCES = 12

VERY_COMMON = "地域課題"
WITHOUT_BUDGET = "in every document"
QUERIES = {
    "two letters": "給食",
    "one letter": "栓",
    "long word": "オープンデータ活用推進会議",
    "ASCII word": "decidim",
    "mixed": "Code for 会津",
    "half-width": "ｵｰﾌﾟﾝﾃﾞｰﾀ",
    "no hit": "鯨飲馬食",
    "in 30 %, two letters": "課題",
    "in 30 %, long": VERY_COMMON,
    WITHOUT_BUDGET: "市",
    "three words": "防災 訓練 避難所",
    "either word": "給食 OR",
}


def main() -> int:
    with own_database():
        return measure()


def measure() -> int:
    from django.db import connection

    seconds = fill()
    say(f"{connection.vendor}: {DOCUMENTS:,} documents indexed in {seconds:.1f} s")
    say(f"{'query':<24}{'hits':>8}{'median ms':>12}{'p95 ms':>10}{'count ms':>10}")
    slow = [name for name, query in QUERIES.items() if report(name, query) > BUDGET_MS and name != WITHOUT_BUDGET]
    if slow:
        say(f"Over the budget of {BUDGET_MS} ms: {', '.join(slow)}")
    return 1 if slow else 0


def fill() -> float:
    """Make the pages and index them. Pages as such have no body; here their description stands for one."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Locale, Page
    from wagtail.search.backends import get_search_backend
    from wagtail.search.index import SearchField

    Page.search_fields = [*Page.search_fields, SearchField("search_description")]
    chance = random.Random(20)
    common = {"content_type": ContentType.objects.get_for_model(Page), "locale": Locale.objects.first(), "depth": 2}
    pages = Page.objects.bulk_create(
        Page(path=f"0001{number:04x}X", slug=str(number), url_path=f"/{number}/", **texts(chance), **common)
        for number in range(DOCUMENTS)
    )
    start = time.perf_counter()
    get_search_backend().add_bulk(Page, pages)
    seconds = time.perf_counter() - start
    analyse_tables()
    return seconds


def texts(chance: random.Random) -> dict[str, str]:
    sentences = [sentence(chance) for _ in range(SENTENCES)]
    if chance.random() < 0.3:
        sentences.insert(chance.randrange(SENTENCES), f"{chance.choice(PLACES)}の{VERY_COMMON}を解決する。")
    if chance.random() < 0.002:
        sentences.append("オープンデータ活用推進会議とCode for 会津が集まった。")
    title = f"{one_of(chance, PLACES)}の{one_of(chance, THINGS)}"
    return {"title": title, "draft_title": title, "search_description": "".join(sentences)}


def report(name: str, query: str) -> float:
    """Print one line; return the median in milliseconds."""
    from wagtail.models import Page

    def results():
        if query.endswith(" OR"):
            return Page.objects.live().search("給食 除雪", operator="or")
        return Page.objects.live().search(query)

    first_page = timed(lambda: list(results()[:20]))
    counting = timed(lambda: results().count())
    p95 = quantiles(first_page, n=20)[-1]
    say(f"{name:<24}{results().count():>8,}{median(first_page):>12.1f}{p95:>10.1f}{median(counting):>10.1f}")
    return median(first_page)


def timed(run) -> list[float]:
    run()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return times


if __name__ == "__main__":
    sys.exit(main())
