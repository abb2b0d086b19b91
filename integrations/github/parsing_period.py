"""Answers to Q5, what went on in a period, to records. A list with a gap is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .bots import is_bot
from .reading import Reader
from .records import Commit, CommitPage, PeriodPage, Touched, TouchedPage

Item = TypeVar("Item")

_BIGGEST_ID = 2**63 - 1
_NO_COMMITS = CommitPage("", (), 0, None)


def period_page(node: Reader) -> PeriodPage | None:
    commits, issues, pulls = commit_page(node), issue_page(node), pull_page(node)
    if commits is None or issues is None or pulls is None:
        return None
    return PeriodPage(commits, issues, pulls)


def commit_page(node: Reader) -> CommitPage | None:
    """A repository without a commit has none in any period."""
    branch = node.child("defaultBranchRef")
    if not node.complete:
        return None
    if not branch.present:
        return _NO_COMMITS
    target = branch.child("target")
    head, found = target.text("oid", 64), _listed(target.child("history"), _commit)
    return None if head is None or found is None else CommitPage(head, *found)


def issue_page(node: Reader) -> TouchedPage | None:
    found = _listed(node.child("issues"), _issue)
    return found and TouchedPage(*found)


def pull_page(node: Reader) -> TouchedPage | None:
    found = _listed(node.child("pullRequests"), _pull)
    return found and TouchedPage(*found)


def _listed(
    connection: Reader, read: Callable[[Reader], Item | None]
) -> tuple[tuple[Item, ...], int, str | None] | None:
    """Items, their number on all pages, and the cursor of the next page if there is one."""
    total, info = connection.count("totalCount"), connection.child("pageInfo")
    has_next, nodes = info.flag("hasNextPage"), connection.raw("nodes")
    after = info.text("endCursor", 1000) if has_next else None
    if total is None or has_next is None or (has_next and after is None) or not isinstance(nodes, list):
        return None
    items = [read(Reader(found, complete=True)) for found in nodes]
    whole = tuple(item for item in items if item is not None)
    return (whole, total, after) if len(whole) == len(items) else None


def _commit(found: Reader) -> Commit | None:
    oid, committed_at, parents = found.text("oid", 64), found.time("committedDate"), found.total("parents")
    author = found.child("author")
    if oid is None or committed_at is None or parents is None or not found.complete:
        return None
    return Commit(oid, committed_at, parents > 1, _author(author))


def _author(author: Reader) -> str:
    """The account, else the address without regard to case, else the name."""
    account = author.child("user").count("databaseId", _BIGGEST_ID)
    if account is not None:
        return f"account {account}"
    address = author.text("email", 10_000) or ""
    if address.strip():
        return f"address {address.strip().casefold()}"
    return f"name {(author.text('name', 10_000) or '').strip().casefold()}"


def _issue(found: Reader) -> Touched | None:
    return _touched(found, merged_at=None)


def _pull(found: Reader) -> Touched | None:
    merged_at = found.time("mergedAt")
    if not found.complete or not _is_time_or_none(found.raw("mergedAt"), merged_at):
        return None
    return _touched(found, merged_at=merged_at)


def _touched(found: Reader, *, merged_at: Any) -> Touched | None:
    number, opened_at, changed_at = found.count("number"), found.time("createdAt"), found.time("updatedAt")
    closed_at = found.time("closedAt")
    author = found.child("author")
    if number is None or opened_at is None or changed_at is None or not found.complete:
        return None
    if not _is_time_or_none(found.raw("closedAt"), closed_at):
        return None
    login = author.text("login", 100)
    return Touched(number, opened_at, closed_at, merged_at, changed_at, _by_human(author), login)


def _is_time_or_none(raw: Any, read: Any) -> bool:
    """What is there but is no time would pass for “not yet”."""
    return raw is None or read is not None


def _by_human(author: Reader) -> bool | None:
    if not author.present:
        return None
    return not is_bot(account_type=author.text("__typename", 50), login=author.text("login", 100))
