"""What was done in the repositories of projects, in words, and issues and pull requests as rows of figures."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from pages.cards import Figure

from .figures import figure_of

DAYS = 30
KIND = "issues and pull requests"
COUNTED = (
    "commits",
    "issues_opened",
    "issues_closed",
    "pulls_opened",
    "pulls_merged",
    "pulls_closed",
)


class Counts(Protocol):
    """What was done in some days, over several repositories. None is unknown, and the sums are those of `known` of
    `total` repositories."""

    authors: int | None
    commits: int | None
    issues_opened: int | None
    issues_closed: int | None
    pulls_opened: int | None
    pulls_merged: int | None
    pulls_closed: int | None
    known: int
    total: int


class WorkRow(NamedTuple):
    label: str
    total: Figure
    recent: Figure


class WorkGroup(NamedTuple):
    heading: str
    rows: list[WorkRow]


def sentences_about(counts: Counts) -> list[str]:
    """What is known to have been done, a sentence each; of what was not done, or is unknown, nothing is said."""
    said = (
        _commits(counts.authors, counts.commits),
        _issues(counts.issues_opened, counts.issues_closed),
        _pulls(counts.pulls_opened, counts.pulls_merged),
    )
    return [sentence for sentence in said if sentence]


def words_about(counts: Counts) -> str:
    """These sentences as a paragraph: Japanese sets no space between them."""
    return ("" if get_language() == "ja" else " ").join(sentences_about(counts))


def was_quiet(counts: Counts) -> bool:
    """It is known of every repository that nothing at all was done."""
    numbers = [getattr(counts, name) for name in COUNTED]
    return counts.total > 0 and counts.known == counts.total and set(numbers) == {0}


def counted_in(counts: Counts) -> str:
    """On how many of the repositories the sums stand, where it is not all of them."""
    if counts.known in {0, counts.total}:
        return ""
    return _("(counted in %(known)d of %(total)d repositories)") % {"known": counts.known, "total": counts.total}


def work_table(repositories: Sequence, recent: Counts) -> list[WorkGroup]:
    """Issues and pull requests by what became of them, in total and in the days that `recent` is about."""

    def row(label, states, name):
        return WorkRow(label, figure_of(label, repositories, states), _recent(label, repositories, recent, name))

    return [
        WorkGroup(
            _("Issues"),
            [
                row(_opened(), ["issues_open", "issues_closed"], "issues_opened"),
                row(pgettext(KIND, "closed"), ["issues_closed"], "issues_closed"),
            ],
        ),
        WorkGroup(
            _("Pull requests"),
            [
                row(_opened(), ["pulls_open", "pulls_merged", "pulls_closed"], "pulls_opened"),
                row(pgettext(KIND, "merged"), ["pulls_merged"], "pulls_merged"),
                row(pgettext(KIND, "closed unmerged"), ["pulls_closed"], "pulls_closed"),
            ],
        ),
    ]


def _opened():
    return pgettext(KIND, "opened")


def _recent(label, repositories, recent, name):
    return Figure(label, getattr(recent, name), recent.observed_at, _state(repositories, recent))


def _state(repositories, recent):
    if repositories and all(each.is_gone for each in repositories):
        return "gone"
    if not recent.known:
        return "unknown"
    return "known" if recent.known == recent.total else "partial"


def _commits(authors, commits):
    if not commits:
        return ""
    if not authors:
        return ngettext("%(count)d commit was made.", "%(count)d commits were made.", commits) % {"count": commits}
    words = {
        "authors": ngettext("%(count)d author", "%(count)d authors", authors) % {"count": authors},
        "commits": ngettext("%(count)d commit", "%(count)d commits", commits) % {"count": commits},
    }
    return _("%(authors)s made %(commits)s.") % words


def _issues(opened, closed):
    if opened is None or closed is None or not opened + closed:
        return ""
    text = ngettext(
        "%(opened)d issue was opened, and %(closed)d closed.",
        "%(opened)d issues were opened, and %(closed)d closed.",
        opened,
    )
    return text % {"opened": opened, "closed": closed}


def _pulls(opened, merged):
    if opened is None or merged is None or not opened + merged:
        return ""
    text = ngettext(
        "%(opened)d pull request was opened, and %(merged)d merged.",
        "%(opened)d pull requests were opened, and %(merged)d merged.",
        opened,
    )
    return text % {"opened": opened, "merged": merged}
