"""What a newcomer looks for in a repository before joining in, and how to add what is missing.

Nothing is missing before somebody has looked: without an answer of GitHub a mark is unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from integrations.github.models import Content, Repository, Status
from integrations.github.names import web_address
from pages.cards import Mark

MOST = 4


class RepositoryMarks(NamedTuple):
    repository: Repository
    marks: list[Mark]


@dataclass(frozen=True)
class Health:
    """`marks` are those of the only repository, or sums over all public ones.

    `rows` are repositories that lack something, `more` how many of these have no room. `observed_at` is when the first
    repository was looked at; None where none was."""

    marks: list[Mark]
    rows: list[RepositoryMarks]
    more: int
    observed_at: datetime | None

    @property
    def headings(self) -> list[str]:
        return [_("Repository"), *(mark.label for mark in self.marks)]


def health_of(repositories: Sequence[Repository]) -> Health | None:
    """None where no repository is public. Makes no query where `content` comes with the repositories."""
    public = [each for each in repositories if each.pk and not each.is_gone]
    if not public:
        return None
    rows = [RepositoryMarks(each, _marks(each)) for each in public]
    dates = [content.observed_at for each in public if (content := content_of(each))]
    if len(rows) == 1:
        return Health(rows[0].marks, [], 0, min(dates, default=None))
    columns = zip(*(row.marks for row in rows), strict=True)
    lacking = [row for row in rows if any(mark.state == "missing" for mark in row.marks)]
    sums = [_sum(column) for column in columns]
    return Health(sums, lacking[:MOST], max(len(lacking) - MOST, 0), min(dates, default=None))


def content_of(repository: Repository) -> Content | None:
    return getattr(repository, "content", None)


def _marks(repository):
    content = content_of(repository)
    is_open = repository.status == Status.ACTIVE  # nobody can add anything to an archived one
    found = [(label, _state(content, name), why, add) for name, label, why, add in _looked_for()]
    return [
        Mark(label, state, why, add_url=add(repository) if is_open and state == "missing" else "")
        for label, state, why, add in found
    ]


def _looked_for():
    """(name of the mark, label, why it matters, where on GitHub it is added)."""
    return (
        ("readme", _("README"), _("Says what this is and how to start it."), _new_file("README.md")),
        (
            "contributing",
            _("CONTRIBUTING"),
            _("Says how to take part: where to ask, how to propose a change."),
            _new_file("CONTRIBUTING.md"),
        ),
        (
            "code_of_conduct",
            _("Code of conduct"),
            _("Says how people treat each other, and whom to tell when they don't."),
            _new_page("code-of-conduct"),
        ),
        (
            "license",
            _("Licence"),
            _("Without one nobody else may use or change the code."),
            _new_page("license"),
        ),
    )


def _state(content, name):
    if content is None:
        return "unknown"
    if getattr(content, f"has_{name}"):
        return "own"
    return "inherited" if getattr(content, f"inherits_{name}", False) else "missing"


def _new_file(name):
    """GitHub's page for a new file on the default branch; the repository itself while that is not known."""

    def address(repository):
        branch = getattr(repository.latest_snapshot, "default_branch", None)
        return f"{_home(repository)}/new/{quote(branch)}?{urlencode({'filename': name})}" if branch else repository.url

    return address


def _new_page(name):
    return lambda repository: f"{_home(repository)}/community/{name}/new"


def _home(repository):
    return f"{web_address()}/{quote(repository.full_name)}"


def _sum(marks):
    """Of one kind over several repositories."""
    states = [mark.state for mark in marks]
    known = [state for state in states if state != "unknown"]
    there = sum(state in {"own", "inherited"} for state in states)
    return Mark(
        label=marks[0].label,
        state=_state_of_all(states, there, known),
        why=marks[0].why,
        note=_note(there, len(known)),
    )


def _note(there, known):
    if not known:
        return ""
    text = _("in all %(known)d repositories") if there == known else _("in %(there)d of %(known)d repositories")
    return text % {"there": there, "known": known}


def _state_of_all(states, there, known):
    if not known:
        return "unknown"
    if there == len(known):
        return "own" if "own" in states else "inherited"
    return "some" if there else "missing"
