"""What GitHub's own pulse page counts: commits of the default branch without merges, their authors, and issues and
pull requests by what became of them. Bots count as everybody does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.utils.crypto import salted_hmac

from .bots import is_bot
from .records import Happened, Period

COUNTS = ("commits", "issues_opened", "issues_closed", "pulls_opened", "pulls_merged", "pulls_closed")
FIGURES = ("authors", *COUNTS)

Days = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Event:
    """One thing to count; only commits have an author."""

    count: str
    at: datetime
    author: str = ""


def figures_of(happened: Happened, period: Period) -> dict[str, int]:
    """The seven figures of FIGURES for a period that was read in whole."""
    inside = [event for event in _events(happened) if period.holds(event.at)]
    counts = Counter(event.count for event in inside)
    authors = {event.author for event in inside if event.count == "commits"}
    return {"authors": len(authors)} | {name: counts[name] for name in COUNTS}


def days_of(happened: Happened, period: Period, zone: tzinfo) -> Days:
    """ISO day in `zone` → what is not 0 of COUNTS, and `authors`: fingerprints that no name can be read from."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    authors: dict[str, set[str]] = defaultdict(set)
    for event in _events(happened):
        if period.holds(event.at):
            day = event.at.astimezone(zone).date().isoformat()
            counts[day][event.count] += 1
            if event.count == "commits":
                authors[day].add(event.author)
    return {
        day: dict(found) | ({"authors": sorted(map(fingerprint, authors[day]))} if authors[day] else {})
        for day, found in sorted(counts.items())
    }


def fingerprint(author: str) -> str:
    """The same for the same author in all repositories; another after SECRET_KEY was changed."""
    return salted_hmac("integrations.github.counting.author", author, algorithm="sha256").hexdigest()[:16]


def last_by_human(happened: Happened, until: datetime, bots: Collection[str]) -> datetime | None:
    """When a person last opened an issue or a pull request; `bots` are the listed ones."""
    touched = [item for item in happened.issues | happened.pulls if item.by_human]
    opened = [item.opened_at for item in touched if not is_bot(login=item.login, listed=bots)]
    return max((at for at in opened if at <= until), default=None)


def _events(happened: Happened) -> Iterator[_Event]:
    for commit in happened.commits:
        if not commit.is_merge:
            yield _Event("commits", commit.committed_at, commit.author)
    for issue in happened.issues:
        yield _Event("issues_opened", issue.opened_at)
        if issue.closed_at is not None:
            yield _Event("issues_closed", issue.closed_at)
    for pull in happened.pulls:
        yield _Event("pulls_opened", pull.opened_at)
        if pull.merged_at is not None:
            yield _Event("pulls_merged", pull.merged_at)
        elif pull.closed_at is not None:
            yield _Event("pulls_closed", pull.closed_at)
