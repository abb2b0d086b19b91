"""What GitHub's answers become at the border. None is "unknown", except where a field says "or none"."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime


class Absence(enum.Enum):
    """Why an answer holds nothing about a repository that was asked for."""

    NOT_FOUND = "not found"
    BLOCKED = "blocked"
    FORBIDDEN = "forbidden"
    LIMITED = "resource limits exceeded"


class Unfinished(enum.Enum):
    """What stands in the place of a record that is longer than its first page."""

    MORE = "the rest is asked for alone, when what came with it has been stored"


class Presence(enum.Enum):
    """What REST says when GraphQL found nothing."""

    THERE = "there after all"
    GONE = "private or deleted"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What is left of a resource; `resets_in` is in seconds from the answer on, by the server's own clock."""

    resource: str
    limit: int | None
    remaining: int | None
    resets_in: float | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Q0: which repository a name leads to now. What a private one is called now is nobody else's to see."""

    github_id: int
    node_id: str
    full_name: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The newest commit of the default branch. `login` is its author's account, None without one."""

    oid: str
    committed_at: datetime | None
    by_human: bool | None
    login: str | None = None


@dataclass(frozen=True, slots=True)
class Pulse:
    """Q1: everything that is asked of every due repository.

    `complete` is false when GitHub left out some of it; what it left out is None here, and what is None in a
    complete pulse (licence, language, branch, dates) is truly none. One `by_rest` is complete without what REST
    cannot tell: the head, and what is closed or merged.
    """

    github_id: int
    node_id: str
    full_name: str
    is_public: bool
    complete: bool
    stars: int | None
    forks: int | None
    issues_open: int | None
    issues_closed: int | None
    pulls_open: int | None
    pulls_merged: int | None
    pulls_closed: int | None
    default_branch: str | None
    license: str | None
    primary_language: str | None
    pushed_at: datetime | None
    archived: bool | None
    changed_at: datetime | None
    newcomer_issues_labelled: int | None
    newcomer_top_issue: str | None
    newcomer_top_changed_at: datetime | None
    head: Head | None
    by_rest: bool = False


@dataclass(frozen=True, slots=True)
class LabelledIssue:
    """Q3: an open issue with at least one of the newcomer labels."""

    node_id: str
    number: int
    title: str
    url: str
    labels: tuple[str, ...]
    opened_at: datetime
    changed_at: datetime
    is_taken: bool  # assigned or locked
    comments: int | None = None


@dataclass(frozen=True, slots=True)
class IssuePage:
    """`total` is of all pages; `after` asks for the next one, None on the last."""

    issues: tuple[LabelledIssue, ...]
    total: int
    after: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of REST's list of contributors; an author without an account has no id."""

    github_id: int | None
    login: str
    is_bot: bool
    commits: int
    author: str  # name and address of one without an account: to tell repeats, never kept


@dataclass(frozen=True, slots=True)
class ContributorPage:
    entries: tuple[Entry, ...]
    has_next: bool
    etag: str


class ListAnswer(enum.Enum):
    """What REST says in place of a list of contributors."""

    UNCHANGED = "as it was"
    TOO_LARGE = "too large to list"


@dataclass(frozen=True, slots=True)
class Release:
    tag: str
    name: str
    url: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Inside:
    """Q2: what is in a repository."""

    description: str
    homepage: str
    topics: tuple[str, ...]
    languages: dict[str, int]
    has_readme: bool
    has_contributing: bool
    has_code_of_conduct: bool
    has_license: bool
    inherits_contributing: bool  # it is not in the repository itself, but in its owner's `.github`
    inherits_code_of_conduct: bool
    release: Release | None


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` until just before `until`."""

    since: datetime
    until: datetime

    def holds(self, moment: datetime | None) -> bool:
        return moment is not None and self.since <= moment < self.until


@dataclass(frozen=True, slots=True)
class Commit:
    """Q5. `author` tells authors apart, by account or else by address; it is never kept."""

    oid: str
    committed_at: datetime
    is_merge: bool
    author: str


@dataclass(frozen=True, slots=True)
class Touched:
    """Q5: an issue or a pull request. `by_human` is None, and `login` too, where its author has left GitHub."""

    number: int
    opened_at: datetime
    closed_at: datetime | None
    merged_at: datetime | None
    changed_at: datetime
    by_human: bool | None
    login: str | None


@dataclass(frozen=True, slots=True)
class CommitPage:
    """`head` is the commit that the list begins at; `total` is of all pages; `after` asks for the next one."""

    head: str
    commits: tuple[Commit, ...]
    total: int
    after: str | None


@dataclass(frozen=True, slots=True)
class TouchedPage:
    """The last touched first."""

    items: tuple[Touched, ...]
    total: int
    after: str | None


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """Q5: the first page of each list."""

    commits: CommitPage
    issues: TouchedPage
    pulls: TouchedPage


@dataclass(frozen=True, slots=True)
class Happened:
    """Everything of a period, and maybe more: counting looks at the times."""

    commits: frozenset[Commit]
    issues: frozenset[Touched]
    pulls: frozenset[Touched]


Weeks = dict[date, int]  # Q4: commits by the Monday of their week
Resolved = dict[str, Identity | Absence]
Pulses = dict[str, Pulse | Absence]
