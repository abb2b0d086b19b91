"""What happens in a repository in the course of time: commits, issues and pull requests, each with its dates."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .truth import TrueRepository, World

_FIRST_OF_LOG = 10**9


@dataclass
class Person:
    """A commit's author; `login` is None when the e-mail belongs to no account."""

    name: str = "Hanako"
    email: str = "hanako@tomoni.example"
    login: str | None = "hanako"
    github_id: int = 1

    def graphql(self) -> dict[str, Any]:
        user = self.login and {"databaseId": self.github_id, "login": self.login, "__typename": "User"}
        return {"name": self.name, "email": self.email, "user": user}


@dataclass
class TrueCommit:
    at: datetime
    author: Person = field(default_factory=Person)
    is_merge: bool = False


@dataclass
class TrueWork:
    """An issue or a pull request as time went over it. `author` is None for one who has left GitHub."""

    number: int
    opened_at: datetime
    closed_at: datetime | None = None
    merged_at: datetime | None = None
    touched_at: datetime | None = None
    author: str | None = "hanako"
    is_bot: bool = False

    @property
    def changed_at(self) -> datetime:
        """Comments touch it, too."""
        return max(at for at in (self.opened_at, self.closed_at, self.merged_at, self.touched_at) if at)

    def graphql(self, kind: str) -> dict[str, Any]:
        merged = {"mergedAt": self.merged_at and iso(self.merged_at)} if kind == "PullRequest" else {}
        author = self.author and {"__typename": "Bot" if self.is_bot else "User", "login": self.author}
        return merged | {
            "__typename": kind,
            "number": self.number,
            "createdAt": iso(self.opened_at),
            "closedAt": self.closed_at and iso(self.closed_at),
            "updatedAt": iso(self.changed_at),
            "author": author,
        }


class Happenings:
    """What a repository's row can tell of them. `commits` are the plain ones, by its one author."""

    def commit_log(self: TrueRepository) -> list[tuple[str, TrueCommit]]:
        """With their ids, the latest first."""
        plain = [TrueCommit(at, self.author) for at in self.commits]
        numbered = [*enumerate(plain), *enumerate(self.log, _FIRST_OF_LOG)]
        rows = [(f"{self.github_id:020x}{number:020x}", commit) for number, commit in numbered]
        return sorted(rows, key=lambda row: row[1].at, reverse=True)

    def open(self: TrueRepository, at: datetime, *, pull: bool = False, **facts: Any) -> TrueWork:
        """An issue or a pull request, which counts among the open ones."""
        work = TrueWork(len(self.issue_work) + len(self.pull_work) + 1, at, **facts)
        (self.pull_work if pull else self.issue_work).append(work)
        self.pulls_open, self.issues_open = self.pulls_open + pull, self.issues_open + (not pull)
        return work

    def close(self: TrueRepository, work: TrueWork, at: datetime, *, merged: bool = False) -> None:
        work.closed_at, work.merged_at = at, at if merged else None
        if work in self.issue_work:
            self.issues_open, self.issues_closed = self.issues_open - 1, self.issues_closed + 1
            return
        self.pulls_open -= 1
        self.pulls_merged, self.pulls_closed = self.pulls_merged + merged, self.pulls_closed + (not merged)


def history(
    row: TrueRepository, since: str = "", until: str = "9", first: int = 0, after: str | None = None
) -> dict[str, Any]:
    """Both ends are inclusive, as in `git log`; whole seconds in UTC compare as text."""
    found = [(oid, commit) for oid, commit in row.commit_log() if since <= iso(commit.at) <= until]
    return _page("CommitHistoryConnection", [_commit(oid, commit) for oid, commit in found], first, after)


def issues_touched(row: TrueRepository, filterBy: dict[str, str], first: int, after: str | None = None) -> Any:  # noqa: N803 - GitHub's word
    """The last touched first."""
    found = [work for work in _last_touched_first(row.issue_work) if iso(work.changed_at) >= filterBy["since"]]
    return _page("IssueConnection", [work.graphql("Issue") for work in found], first, after)


def pulls_touched(row: TrueRepository, first: int, after: str | None = None) -> Any:
    found = [work.graphql("PullRequest") for work in _last_touched_first(row.pull_work)]
    return _page("PullRequestConnection", found, first, after)


def _last_touched_first(work: list[TrueWork]) -> list[TrueWork]:
    return sorted(work, key=lambda each: (each.changed_at, each.number), reverse=True)


def _commit(oid: str, commit: TrueCommit) -> dict[str, Any]:
    return {
        "__typename": "Commit",
        "oid": oid,
        "committedDate": iso(commit.at),
        "parents": lambda first: {"totalCount": 2 if commit.is_merge else 1},
        "author": commit.author.graphql(),
    }


def _page(kind: str, rows: list[dict[str, Any]], first: int, after: str | None) -> dict[str, Any]:
    """A cursor is a place in the list as it is now: what moves in the meantime is told twice or not at all."""
    start = int(after or 0)
    end = start + first
    return {
        "__typename": kind,
        "totalCount": len(rows),
        "pageInfo": {"hasNextPage": end < len(rows), "endCursor": str(end)},
        "nodes": rows[start:end],
    }


BUSY_MONTH = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)


def busy_repository(world: World, full_name: str = "code/busy") -> TrueRepository:
    """3,732 commits, of which 2,332 in BUSY_MONTH are no merges, by 224 authors.

    Among them stand an account with two addresses, an address in two spellings, authors without an account, and
    commits and merges right at the borders: at the first moment, at the last second before the end, and at the end.
    """
    chance = random.Random(224)
    since, until = BUSY_MONTH
    authors = list(_people())
    inside = [since, until - timedelta(seconds=1), *(_moment(chance, since, until) for _each in range(2330))]
    log = [TrueCommit(at, _of(authors, index)) for index, at in enumerate(inside)]
    log += [TrueCommit(at, _stranger(index), is_merge=True) for index, at in enumerate(_moments(chance, since, until))]
    before, after = since - timedelta(seconds=1), until
    outside = [before, after, *(_moment(chance, since - timedelta(days=900), since) for _each in range(998))]
    log += [TrueCommit(at, _stranger(index)) for index, at in enumerate(outside)]
    chance.shuffle(log)
    return world.add(full_name, log=log)


def _people() -> Iterator[tuple[Person, ...]]:
    """224 authors with the spellings of each."""
    yield Person("花子", "hanako@tomoni.example", "hanako", 1), Person("Hanako", "h@town.example", "hanako-new", 1)
    yield Person("Guest", "Guest@Town.example", None), Person("guest", "guest@town.example", None)
    yield (Person("renovate[bot]", "bot@tomoni.example", "renovate[bot]", 2),)
    for number in range(3, 150):
        yield (Person(f"Person {number}", f"person-{number}@tomoni.example", f"person-{number}", number),)
    for number in range(150, 224):
        yield (Person("Talbot", f"talbot-{number}@town.example", None),)


def _of(authors: list[tuple[Person, ...]], index: int) -> Person:
    spellings = authors[index % len(authors)]
    return spellings[index // len(authors) % len(spellings)]


def _stranger(index: int) -> Person:
    """Somebody who wrote nothing in the period."""
    return Person(f"Stranger {index}", f"stranger-{index}@tomoni.example", f"stranger-{index}", 10_000 + index)


def _moments(chance: random.Random, since: datetime, until: datetime) -> list[datetime]:
    """Of the 400 merges, the first and the last right at the borders."""
    return [since, until - timedelta(seconds=1), *(_moment(chance, since, until) for _each in range(398))]


def _moment(chance: random.Random, since: datetime, until: datetime) -> datetime:
    return since + timedelta(seconds=chance.randrange(int((until - since).total_seconds())))


def iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
