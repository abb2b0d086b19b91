"""What is true on the server: the repositories, whatever an answer may make of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from .happenings import Happenings, Person, TrueCommit, TrueWork

LICENSES = ("MIT", "AGPL-3.0", "Apache-2.0", "NOASSERTION", None)
LANGUAGES = ("TypeScript", "Python", "Ruby", "Vue", None)
MOST_KNOWN_AUTHORS = 500
START = datetime(2020, 3, 1, tzinfo=UTC)


@dataclass
class TrueIssue:
    """An issue that is open, with the labels that it bears."""

    number: int
    labels: tuple[str, ...] = ("good first issue",)
    assigned: bool = False
    locked: bool = False
    comments: int = 2
    title: str = "Draw the sign of a well"
    opened_at: datetime = START
    changed_at: datetime = START

    @property
    def is_free(self) -> bool:
        return not (self.assigned or self.locked)


@dataclass
class TrueContributor:
    """A line of the list of contributors; without an account when `github_id` is None."""

    github_id: int | None
    login: str
    commits: int = 1
    kind: str = "User"

    def rest(self) -> dict[str, Any]:
        if self.github_id is None:
            email = f"{self.login}@tomoni.example"
            return {"type": "Anonymous", "name": self.login, "email": email, "contributions": self.commits}
        return {"id": self.github_id, "login": self.login, "type": self.kind, "contributions": self.commits}


@dataclass
class TrueRepository(Happenings):
    github_id: int
    full_name: str
    old_names: list[str] = field(default_factory=list)
    state: str = "there"  # there, deleted, private, blocked (403), taken_down (451)
    visibility: str = "PUBLIC"  # the token sees what is PRIVATE or INTERNAL, too
    archived: bool = False
    empty: bool = False
    stars: int = 0
    forks: int = 0
    has_issues: bool = True
    issues_open: int = 0
    issues_closed: int = 0
    pulls_open: int = 0
    pulls_merged: int = 0
    pulls_closed: int = 0
    issues: list[TrueIssue] = field(default_factory=list)  # those with labels; `issues_open` counts all
    repeats_issues: bool = False  # an issue with two of the labels comes twice
    contributors: list[TrueContributor] = field(default_factory=list)
    too_large: bool = False
    description: str | None = None
    homepage: str | None = None
    topics: list[str] = field(default_factory=list)
    languages: dict[str, int] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)  # names by folder: "", ".github", "docs"
    code_of_conduct: bool = False
    contributing: bool = False
    release: str | None = None
    commits: list[datetime] = field(default_factory=list)
    log: list[TrueCommit] = field(default_factory=list)  # commits besides
    issue_work: list[TrueWork] = field(default_factory=list)  # those whose dates are told
    pull_work: list[TrueWork] = field(default_factory=list)
    pushes: int = 0
    default_branch: str = "main"
    license: str | None = "MIT"
    primary_language: str | None = "Python"
    pushed_at: datetime = START
    changed_at: datetime = START
    author: Person = field(default_factory=Person)

    @property
    def newcomer_issues(self) -> int:
        return sum(issue.is_free for issue in self.issues)

    @property
    def head_oid(self) -> str:
        return f"{self.github_id:020x}{self.pushes:020x}"

    def push(self, at: datetime) -> None:
        """A new commit on the default branch."""
        self.pushes += 1
        self.pushed_at = at
        self.commits.append(at)

    def contributors_of(self, kind: str) -> int | None:
        """Of kind human, bot or anonymous, by GitHub's list; None where it gives none."""
        return None if self.too_large else sum(_kind(line) == kind for line in self.listed_contributors())

    def listed_contributors(self) -> list[TrueContributor]:
        """As GitHub lists them: of the first 500 addresses it knows whose they are, the rest have a name only."""
        known, others = self.contributors[:MOST_KNOWN_AUTHORS], self.contributors[MOST_KNOWN_AUTHORS:]
        return known + [TrueContributor(None, line.login, line.commits) for line in others]

    def rewrite(self, at: datetime, commits: list[datetime]) -> None:
        """A force-push: these are the commits now."""
        self.push(at)
        self.commits[:] = commits

    @property
    def node_id(self) -> str:
        return f"R_{self.github_id:010d}"

    @property
    def visible(self) -> bool:
        return self.state == "there"

    def export(self) -> dict[str, Any]:
        """The figures that `export_repositories` must give for it, where GitHub shows it."""
        return {
            "github_id": self.github_id,
            "full_name": self.full_name,
            "status": "archived" if self.archived else "active",
            "stars": self.stars,
            "forks": self.forks,
            "issues_open": self.issues_open,
            "issues_closed": self.issues_closed,
            "pulls_open": self.pulls_open,
            "pulls_merged": self.pulls_merged,
            "pulls_closed": self.pulls_closed,
            "contributors_human": self.contributors_of("human"),
            "contributors_bot": self.contributors_of("bot"),
            "contributors_anonymous": self.contributors_of("anonymous"),
            "newcomer_issues": self.newcomer_issues,
            "default_branch": None if self.empty else self.default_branch,
            "license": self.license,
            "topics": self.topics,
            "primary_language": self.primary_language,
            "pushed_at": self.pushed_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "archived": self.archived,
        }


def _kind(line: TrueContributor) -> str:
    if line.kind == "Bot" or line.login.endswith("[bot]"):
        return "bot"
    return "anonymous" if line.github_id is None else "human"


class World:
    """All repositories, by id; names lead to them, old ones too unless somebody took them."""

    def __init__(self) -> None:
        self.by_id: dict[int, TrueRepository] = {}
        self._names: dict[str, list[TrueRepository]] | None = None

    def add(self, full_name: str, **facts: Any) -> TrueRepository:
        github_id = facts.pop("github_id", 1000 + len(self.by_id))
        newcomers = facts.pop("newcomer_issues", 0)
        facts.setdefault("issues", [TrueIssue(number + 1) for number in range(newcomers)])
        repository = TrueRepository(github_id=github_id, full_name=full_name, **facts)
        self.by_id[github_id] = repository
        self._names = None
        return repository

    def rename(self, repository: TrueRepository, full_name: str) -> None:
        repository.old_names.append(repository.full_name)
        repository.full_name = full_name
        self._names = None

    def named(self, full_name: str) -> TrueRepository | None:
        """The one there now, else the one that was renamed, else the one that was deleted."""
        wanted = full_name.lower()
        rows = self._index().get(wanted, [])
        return min(rows, key=lambda row: (row.state == "deleted", row.full_name.lower() != wanted), default=None)

    def by_node_id(self, node_id: str) -> TrueRepository | None:
        number = node_id.removeprefix("R_")
        return self.by_id.get(int(number)) if number.isdecimal() else None

    def _index(self) -> dict[str, list[TrueRepository]]:
        if self._names is None:
            self._names = {}
            for row in self.by_id.values():
                for name in {row.full_name.lower(), *map(str.lower, row.old_names)}:
                    self._names.setdefault(name, []).append(row)
        return self._names


SPECIAL = ("renamed", "archived", "deleted", "private", "empty", "blocked")


def populate(world: World, count: int, *, special: int, seed: int = 7) -> list[str]:
    """Make `count` repositories, `special` of each kind in SPECIAL; return the names to import."""
    chance = random.Random(seed)
    names = []
    for index in range(count):
        kind = SPECIAL[index // special] if index < special * len(SPECIAL) else ""
        repository = world.add(f"town-{index % 17}/project-{index:05d}", **_facts(chance))
        names.append(repository.full_name)
        _specialise(world, repository, kind, index)
    chance.shuffle(names)
    return names


def _facts(chance: random.Random) -> dict[str, Any]:
    counts = ("stars", "forks", "issues_open", "issues_closed", "pulls_open", "pulls_merged", "pulls_closed")
    facts: dict[str, Any] = {name: chance.randrange(2000) for name in counts} | {
        "license": chance.choice(LICENSES),
        "primary_language": chance.choice(LANGUAGES),
        "default_branch": chance.choice(("main", "master", "開発")),
        "pushed_at": START + timedelta(seconds=chance.randrange(10**8)),
        "issues": _some_issues(chance),
        "contributors": _some_contributors(chance),
        "topics": chance.sample(("civic-tech", "map", "防災", "open-data"), chance.randrange(4)),
        "files": {"": chance.sample(("README.md", "LICENSE", "CONTRIBUTING.md"), chance.randrange(4))},
    }
    return facts | {"issues_open": facts["issues_open"] + len(facts["issues"])}


def _some_issues(chance: random.Random) -> list[TrueIssue]:
    labels = (("good first issue",), ("Help Wanted", "docs"), ("初心者歓迎", "help wanted"))
    return [
        TrueIssue(number + 1, chance.choice(labels), chance.random() < 0.2, chance.random() < 0.1)
        for number in range(chance.choice((0, 0, 3, 7)))
    ]


def _some_contributors(chance: random.Random) -> list[TrueContributor]:
    """People who stand in many repositories, bots, and authors without an account."""
    people = [TrueContributor(person, f"person-{person}") for person in chance.sample(range(1, 90), 6)]
    bots = [TrueContributor(500, "renovate[bot]", kind="Bot"), TrueContributor(None, "mirror[bot]")]
    nameless = [TrueContributor(None, f"guest-{index}") for index in range(3)]
    everybody = [*people, *bots, *nameless]
    return chance.sample(everybody, chance.randrange(1, len(everybody)))


def _specialise(world: World, repository: TrueRepository, kind: str, index: int) -> None:
    if kind == "renamed":
        world.rename(repository, f"moved-{index % 3}/renamed-{index:05d}")
    elif kind == "archived":
        repository.archived = True
    elif kind == "empty":
        repository.empty, repository.license, repository.primary_language = True, None, None
        repository.contributors, repository.files = [], {}
    elif kind in {"deleted", "private"}:
        repository.state = kind
    elif kind == "blocked":
        repository.state = "blocked" if index % 2 else "taken_down"
