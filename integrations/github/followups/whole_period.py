"""Everything that happened in a period, page by page, although GitHub goes on while it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from integrations.github.asking import ask_for_more
from integrations.github.client import GitHubClient
from integrations.github.records import (
    Absence,
    Commit,
    CommitPage,
    Happened,
    Period,
    PeriodPage,
    Touched,
    TouchedPage,
    Unfinished,
)

from .step import MovingError, agreed

Unread = Absence | MovingError | Unfinished

Page = TypeVar("Page")

_MOST_LOOKS = 12


def read_period(
    client: GitHubClient, node_ids: Sequence[str], period: Period, before_each: Callable[[], None]
) -> dict[str, Happened | Unread]:
    """The first pages of all together; where that is not all, and it was not asked about alone, it is unfinished.
    Calls `before_each` before every request but the first."""
    found: dict[str, Happened | Unread] = {}
    for node_id, first in client.period(list(node_ids), period).items():
        if isinstance(first, Absence):
            found[node_id] = first
            continue
        if len(node_ids) > 1 and _has_more(first, period):
            found[node_id] = Unfinished.MORE
            continue
        reading = _Reading(client, node_id, period, before_each)
        try:
            found[node_id] = Happened(
                reading.commits(first.commits), reading.issues(first.issues), reading.pulls(first.pulls)
            )
        except _UnreadError as error:
            found[node_id] = error.why
    return found


def _has_more(first: PeriodPage, period: Period) -> bool:
    return first.commits.after is not None or any(_goes_on(page, period.since) for page in (first.issues, first.pulls))


def _goes_on(page: TouchedPage, back_to: datetime) -> bool:
    return page.after is not None and bool(page.items) and page.items[-1].changed_at >= back_to


class _UnreadError(Exception):
    """Ends the reading of one repository."""

    def __init__(self, why: Unread) -> None:
        super().__init__(str(why))
        self.why = why


class _Reading:
    """Of one repository."""

    def __init__(self, client: GitHubClient, node_id: str, period: Period, before_each: Callable[[], None]) -> None:
        self.client, self.node_id, self.period, self.before_each = client, node_id, period, before_each

    def commits(self, first: CommitPage) -> frozenset[Commit]:
        known = [first]

        def read() -> tuple[frozenset[Commit], bool]:
            pages = [known.pop() if known else self._commit_page(None)]
            while pages[-1].after is not None:
                pages.append(self._commit_page(pages[-1].after))
            commits = [commit for page in pages for commit in page.commits]
            return frozenset(commits), _is_clean(pages, commits)

        found = agreed(read)
        if isinstance(found, MovingError):
            raise _UnreadError(found)
        return found

    def issues(self, first: TouchedPage) -> frozenset[Touched]:
        return self._touched(first, lambda after: self.client.period_issues(self.node_id, self.period, after))

    def pulls(self, first: TouchedPage) -> frozenset[Touched]:
        return self._touched(first, lambda after: self.client.period_pulls(self.node_id, after))

    def _commit_page(self, after: str | None) -> CommitPage:
        page = self._more(lambda: self.client.period_commits(self.node_id, self.period, after))
        if isinstance(page, Absence):
            raise _UnreadError(page)
        return page

    def _touched(self, first: TouchedPage, ask: Callable[[str | None], TouchedPage | Absence]) -> frozenset[Touched]:
        """What is touched while the list is read jumps to its front, maybe past us. So the front is read again, back
        to where it began the last time, until nothing is new there."""
        found: dict[int, Touched] = {}
        page: TouchedPage | None = first
        before: TouchedPage | None = None
        back_to = self.period.since
        for _look in range(_MOST_LOOKS):
            pages = self._pages(page, ask, back_to)
            front, page = pages[0], None
            if before is not None and front.total < before.total:  # one has gone, and pulled others past us
                found, before, back_to = {}, None, self.period.since
                continue
            found |= {item.number: item for each in pages for item in each.items}
            if (before is None and len(pages) == 1) or (before is not None and _same_front(front, before)):
                return frozenset(found.values())
            before, back_to = front, front.items[0].changed_at if front.items else back_to
        raise _UnreadError(MovingError())

    def _pages(
        self, first: TouchedPage | None, ask: Callable[[str | None], TouchedPage | Absence], back_to: datetime
    ) -> list[TouchedPage]:
        pages = [first or self._page(ask, None)]
        while _goes_on(pages[-1], back_to):
            pages.append(self._page(ask, pages[-1].after))
        return pages

    def _page(self, ask: Callable[[str | None], TouchedPage | Absence], after: str | None) -> TouchedPage:
        page = self._more(lambda: ask(after))
        if isinstance(page, Absence):
            raise _UnreadError(page)
        return page

    def _more(self, ask: Callable[[], Page]) -> Page:
        return ask_for_more(ask, clock=self.client.ledger.clock, before_each=self.before_each)


def _is_clean(pages: Sequence[CommitPage], commits: Sequence[Commit]) -> bool:
    """One head and one total on all pages, which is what came."""
    seen = len({commit.oid for commit in commits})
    return {(page.head, page.total) for page in pages} == {(pages[0].head, seen)}


def _same_front(now: TouchedPage, before: TouchedPage) -> bool:
    return now.total == before.total and now.items == before.items
