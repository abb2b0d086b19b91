"""What GitHub tells of the repositories of the filled site: `rows` of everything that a page may show of them."""

from datetime import timedelta
from itertools import islice

from django.utils import timezone

from events.pulses import period_of
from integrations.github.models import (
    CommitWeek,
    Content,
    Contribution,
    Contributor,
    NewcomerIssue,
    PeriodPulse,
    RecentActivity,
    Repository,
    Snapshot,
)

NOW = timezone.now()
LISTED = {
    "contributors_human": 40,
    "contributors_bot": 30,
    "contributors_anonymous": 3,
    "contributors_observed_at": NOW,
    "newcomer_issues": 40,
    "newcomers_observed_at": NOW,
    "license": "MIT",
    "default_branch": "main",
}
PULSE = ("authors", "commits", "issues_opened", "issues_closed", "pulls_opened", "pulls_merged", "pulls_closed")


def fill_repositories(rows):
    """Every repository that there is."""
    repositories = list(Repository.objects.order_by("pk"))
    Snapshot.objects.filter(repository__in=repositories).update(**LISTED)
    people = Contributor.objects.bulk_create(
        Contributor(github_id=number, login=f"person-with-a-long-handle-{number}", kind=("human", "bot")[number % 2])
        for number in range(2 * rows)
    )
    Contribution.objects.bulk_create(
        Contribution(repository=repository, contributor=person, commits=number + 1)
        for repository in repositories
        for number, person in enumerate(people)
    )
    Content.objects.bulk_create(_content(repository, rows) for repository in repositories)
    CommitWeek.objects.bulk_create(week for repository in repositories for week in _weeks(repository, rows))
    RecentActivity.objects.bulk_create(_recent(repository) for repository in repositories)
    NewcomerIssue.objects.bulk_create(_issue(repositories[0], number) for number in range(rows))


def fill_event(event):
    """What happened in the repositories of its projects."""
    span = period_of(event)
    taking_part = Repository.objects.filter(project_links__project__participations__event=event).distinct()
    PeriodPulse.objects.bulk_create(
        PeriodPulse(repository=each, since=span.since, until=span.until, observed_at=NOW, **dict.fromkeys(PULSE, 3))
        for each in taking_part
    )


def _content(repository, rows):
    return Content(
        repository=repository,
        observed_at=NOW,
        languages={f"Language {number}": 1000 - number for number in range(rows)},
        has_readme=True,
        has_contributing=False,
        has_code_of_conduct=False,
        has_license=False,
        release_tag="v1",
        release_url=f"https://github.com/{repository.full_name}/releases/v1",
        released_at=NOW,
    )


def _weeks(repository, rows):
    monday = NOW.date() - timedelta(days=NOW.weekday())
    mondays = (monday - timedelta(weeks=back) for back in range(2 * rows))
    return (CommitWeek(repository=repository, week=week, commits=7, observed_at=NOW) for week in islice(mondays, 60))


def _recent(repository):
    today = timezone.localdate()
    day = {"commits": 2, "authors": ["a"], "issues_opened": 1}
    days = {(today - timedelta(days=back)).isoformat(): day for back in range(30)}
    return RecentActivity(repository=repository, since=today - timedelta(days=40), observed_at=NOW, days=days)


def _issue(repository, number):
    return NewcomerIssue(
        repository=repository,
        node_id=f"I_{number}",
        number=number,
        title=f"地図の記号{number}を描く",
        url=f"https://github.com/{repository.full_name}/issues/{number}",
        labels=["good first issue", "help wanted"],
        opened_at=NOW,
        changed_at=NOW,
    )
