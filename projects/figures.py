"""What GitHub counts for a project, over all its repositories, and what others have reported.

Opened issues and pull requests are sums of what GitHub counts by state; if one part is unknown, so is the sum."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.github.figures import figures_for
from integrations.github.models import Repository
from pages.cards import Figure
from pages.templatetags.tomoni import plain_date_text

from .models import ReportedFigure

WITH_FIGURES, NAMED, REPORTED = 8, 60, 60
LONG_AGO = datetime.min.replace(tzinfo=UTC)
STATES_FROM_WORST = ("unknown", "pending", "gone", "partial", "known")


class RepositoryRow(NamedTuple):
    repository: Repository
    values: list[int | None]
    last_commit: str


class RepositoryTable(NamedTuple):
    """`others` have no room for figures, and `more` are not even named."""

    rows: list[RepositoryRow]
    others: list[Repository]
    more: int


class ReportedGroup(NamedTuple):
    date: str
    source: str
    rows: list[ReportedFigure]


def counted_figures(repositories):
    """Cards' figures in the order in which people ask; none without a repository."""
    if not repositories:
        return []
    counted = figures_for(repositories)
    return [_figure(label, [getattr(counted, name) for name in names]) for label, names in _shown()]


def open_figures(repositories):
    """How it stands now: what is liked, copied and open. What was opened and closed over time is `work.work_table`."""
    shown = (
        (_("Stars"), "stars"),
        (_("Forks"), "forks"),
        (_("Open issues"), "issues_open"),
        (_("Open pull requests"), "pulls_open"),
    )
    return [figure_of(label, repositories, [name]) for label, name in shown] if repositories else []


def figure_of(label, repositories, names):
    """The sum of these counts over all repositories."""
    counted = figures_for(repositories)
    return _figure(label, [getattr(counted, name) for name in names])


def _shown():
    return (
        (_("Stars"), ["stars"]),
        (_("Forks"), ["forks"]),
        (_("Issues opened"), ["issues_open", "issues_closed"]),
        (_("Issues closed"), ["issues_closed"]),
        (_("Pull requests opened"), ["pulls_open", "pulls_merged", "pulls_closed"]),
        (_("Pull requests merged"), ["pulls_merged"]),
        (_("Pull requests closed unmerged"), ["pulls_closed"]),
    )


def _figure(label, parts):
    values = [part.value for part in parts]
    dates = [part.observed_at for part in parts if part.observed_at]
    return Figure(
        label=label,
        value=None if None in values else sum(values),
        observed_at=min(dates, default=None),
        state=min((part.state for part in parts), key=STATES_FROM_WORST.index),
    )


def coverage(repositories):
    """On how many of the repositories the figures stand, where it is not all of them."""
    known = figures_for(repositories).stars.known
    if known in {0, len(repositories)}:
        return ""
    return _("(counted in %(known)d of %(total)d repositories)") % {"known": known, "total": len(repositories)}


def table_of(repositories):
    """The most recently active first, as far as anybody knows; with very many, the rest by name or by number."""
    ordered = sorted(repositories, key=lambda each: each.last_human_commit_at or LONG_AGO, reverse=True)
    rows = [RepositoryRow(each, _values(each), _last_commit(each)) for each in ordered[:WITH_FIGURES]]
    return RepositoryTable(rows, ordered[WITH_FIGURES:NAMED], max(len(ordered) - NAMED, 0))


def _last_commit(repository):
    """The day in Japan, in the reader's form."""
    moment = repository.last_human_commit_at
    return plain_date_text(timezone.localtime(moment)) if moment else ""


def _values(repository):
    """None is unknown; nothing at all where all of them are."""
    values = [figure.value for figure in counted_figures([repository])]
    return [] if set(values) == {None} else values


def reported_figures(rows):
    """As their sources gave them: together what one source said on one date, in the editors' order."""
    groups = defaultdict(list)
    for row in rows[:REPORTED]:
        groups[row.as_of_text, row.source].append(row)
    return [ReportedGroup(date, source, found) for (date, source), found in groups.items()]
