"""Everything REST tells of one repository, in as few requests as its open issues allow: one to four."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from integrations.github.answers import Reply, raise_for_status
from integrations.github.client import PER_PAGE, GitHubClient
from integrations.github.errors import NotGitHubError, OverloadedError, RejectedError
from integrations.github.followups.step import MovingError, agreed
from integrations.github.models import Repository
from integrations.github.records import Presence

from .reading import (
    NOTHING_OPEN,
    UNSETTLED,
    OpenEntry,
    OpenWork,
    Told,
    has_next_page,
    number_of_the_last_page,
    open_entries,
    told,
    told_apart,
)

MOST_PAGES = 3  # of open issues and pull requests that are read; of longer lists only the lengths are asked for
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Seen:
    """A repository that is there, and what is open in it."""

    about: Told
    work: OpenWork


class Asking:
    """The questions about one repository. `before_each` is called before every request but the first."""

    def __init__(self, client: GitHubClient, repository: Repository, before_each: Callable[[], None]) -> None:
        self.client, self.before_each = client, before_each
        known = repository.github_id
        self.path = f"/repos/{repository.full_name}" if known is None else f"/repositories/{known}"

    def ask(self) -> Seen | Presence | RejectedError:
        """Raises what concerns more than this repository, and what is worth another try."""
        try:
            about = self._look()
            return about if isinstance(about, Presence) else self._with_open_work(about)
        except NotGitHubError:
            raise
        except RejectedError as error:
            return error

    def _look(self) -> Told | Presence:
        presence, body = self.client.look_up(self.path)
        if presence is not Presence.THERE:
            return presence
        return _readable(told(body))

    def _with_open_work(self, about: Told) -> Seen | Presence:
        """From here on by number: a redirect would lose the query."""
        self.path = f"/repositories/{about.identity.github_id}"
        if about.open_together == 0:
            return Seen(about, NOTHING_OPEN)
        if not about.has_issues:  # switched off, GitHub shows none, so all that is open are pull requests
            return Seen(about, OpenWork(0, self._open_pulls(), ()))
        if about.open_together <= MOST_PAGES * PER_PAGE:
            return Seen(about, self._listed(about.open_together))
        return self._counted(about)

    def _listed(self, expected: int) -> OpenWork:
        """A list of one page is of one moment; several pages must fit together."""

        def read() -> tuple[list[list[OpenEntry]], bool]:
            pages = self._pages()
            came = [entry.issue.number for page in pages for entry in page]
            return pages, len(pages) == 1 or len(set(came)) == len(came) == expected

        pages = agreed(read)
        if isinstance(pages, MovingError):
            return UNSETTLED
        return told_apart([entry for page in pages for entry in page])

    def _pages(self) -> list[list[OpenEntry]]:
        pages: list[list[OpenEntry]] = []
        more = True
        while more and len(pages) <= MOST_PAGES:  # it may have grown by one since it was counted
            reply = self._list(f"issues?state=open&per_page={PER_PAGE}&page={len(pages) + 1}")
            pages.append(_readable(open_entries(reply.json())))
            more = has_next_page(reply)
        return pages

    def _counted(self, about: Told) -> Seen | Presence:
        """The number of pull requests between two looks at both together, which must be the same."""
        looks: list[Told | Presence] = [about]

        def read() -> tuple[tuple[Told | Presence, int], bool]:
            before, pulls = looks[-1], self._open_pulls()
            self.before_each()
            looks.append(self._look())
            return (looks[-1], pulls), _together(before) == _together(looks[-1])

        reading = agreed(read)
        if isinstance(reading, MovingError):
            return Seen(about, UNSETTLED)
        latest, pulls = reading
        if isinstance(latest, Presence):
            return latest
        issues = latest.open_together - pulls
        return Seen(latest, OpenWork(issues, pulls, None) if issues >= 0 else UNSETTLED)

    def _open_pulls(self) -> int:
        """One a page, so the number of the last page is how many there are."""
        reply = self._list("pulls?state=open&per_page=1")
        last, listed = number_of_the_last_page(reply), reply.json()
        return last if last is not None else len(_readable(listed if isinstance(listed, list) else None))

    def _list(self, question: str) -> Reply:
        self.before_each()
        with self.client.accounted("core", 1):
            reply = self.client.get(f"{self.path}/{question}")
            raise_for_status(reply)
            return reply


def _together(look: Told | Presence) -> int | Presence:
    return look if isinstance(look, Presence) else look.open_together


def _readable(found: Found | None) -> Found:
    if found is None:
        raise OverloadedError("GitHub's answer about the repository is not whole.")
    return found
