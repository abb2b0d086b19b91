"""What goes on in a project's repositories: issues for newcomers, and the commits of the last weeks.

Only what is public now is told of; each piece carries the day as of which it is known."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import get_language

from integrations.github.models import CommitWeek, FollowUp, NewcomerIssue, Repository, Status
from integrations.github.questions import newcomer_labels

from .models.web import is_web_address

MOST_ISSUES = 6
WEEKS, MOST_WEEKS = 12, 52
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class NewcomerIssues:
    """The newest ones, how many there are besides, and the oldest time at which one of their lists was seen.

    `labels` are those that issues are looked for by, where it is known of every repository that there is none; the
    label is given on `home`."""

    rows: list[NewcomerIssue]
    more: int
    observed_at: datetime | None
    labels: Sequence[str] = ()
    home: str = ""


@dataclass(frozen=True)
class WeeklyCommits:
    """(Monday in the reader's form, commits), the oldest week first; None where it is not known of all repositories."""

    rows: list[tuple[str, int | None]]
    observed_at: datetime


def newcomer_issues(repositories: Sequence[Repository]) -> NewcomerIssues:
    public = {repository.pk: repository for repository in repositories if repository.pk and not repository.is_gone}
    if not public:
        return NewcomerIssues([], 0, None)
    found = NewcomerIssue.objects.filter(repository__in=public).order_by("-opened_at", "-pk")[:MOST_ISSUES]
    rows = [issue for issue in found if is_web_address(issue.url)]
    for issue in rows:
        issue.repository = public[issue.repository_id]
    seen = [repository.latest_snapshot for repository in public.values() if repository.latest_snapshot]
    total = sum(snapshot.newcomer_issues or 0 for snapshot in seen)
    dates = [snapshot.newcomers_observed_at for snapshot in seen if snapshot.newcomers_observed_at]
    open_ones = [each for each in public.values() if each.status == Status.ACTIVE]
    is_none = not rows and open_ones and all(_has_none(each) for each in public.values())
    help_to_make = {"labels": newcomer_labels(), "home": open_ones[0].url} if is_none else {}
    return NewcomerIssues(rows, max(total - len(rows), 0), min(dates, default=None), **help_to_make)


def _has_none(repository):
    """Known to have none, for somebody has looked."""
    return repository.latest_snapshot is not None and repository.latest_snapshot.newcomer_issues == 0


def weekly_commits(repositories: Sequence[Repository]) -> WeeklyCommits | None:
    """Over all public repositories, merges among them, by weeks that begin on Monday in UTC: the last twelve, or up to
    a year where more are known. None where nothing is known, or nothing has come for so long that there is nothing to
    draw."""
    public = [each for each in repositories if each.pk and not each.is_gone and _looked_at(each)]
    counts = _counts(public) if public else {}
    if not counts:
        return None
    oldest_look = min(_looked_at(each) for each in public)
    mondays = _mondays_until(oldest_look)
    sums = [_sum([counts.get(each.pk, {}).get(monday) for each in public]) for monday in mondays]
    if not any(sums):
        return None
    first = _first_to_draw(sums)
    mondays, sums = mondays[first:], sums[first:]
    rows = [(_short(monday), value) for monday, value in zip(mondays, sums, strict=True)]
    return WeeklyCommits(rows, oldest_look)


def _short(day):
    """11月2日, or 2 Nov: several of them stand side by side on a phone."""
    return date_format(day, "MONTH_DAY_FORMAT" if get_language() == "ja" else "j M")


def _first_to_draw(sums):
    """Weeks before the first one that is known are left out, down to twelve."""
    known = [place for place, value in enumerate(sums) if value is not None]
    return min([*known[:1], len(sums) - WEEKS])


def _looked_at(repository):
    return repository.latest_snapshot and repository.latest_snapshot.observed_at


def _counts(repositories):
    """Repository → Monday → commits. Where no count is waited for, nothing has come after the last week that was
    counted: these weeks are 0, up to the last look."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    first = _mondays_until(min(_looked_at(each) for each in repositories))[0]
    waiting = FollowUp.objects.filter(
        repository=OuterRef("repository"), kind=FollowUp.Kind.WEEKLY, due_at__isnull=False
    )
    rows = CommitWeek.objects.filter(repository__in=repositories, week__gte=first).annotate(is_waiting=Exists(waiting))
    settled = set()
    for row in rows:
        found[row.repository_id][row.week] = row.commits
        if not row.is_waiting:
            settled.add(row.repository_id)
    for repository in repositories:
        if repository.pk in settled:
            found[repository.pk] |= _quiet_weeks(found[repository.pk], _looked_at(repository))
    return found


def _quiet_weeks(counted, until):
    return {monday: 0 for monday in _mondays_until(until) if monday > max(counted)}


def _mondays_until(moment):
    """Of the last year's weeks, that of `moment` included."""
    day = moment.astimezone(UTC).date()
    last = day - timedelta(days=day.weekday())
    return [last - WEEK * back for back in reversed(range(MOST_WEEKS))]


def _sum(parts):
    return None if None in parts else sum(parts)
