"""Newcomer issues of projects: open, free, and where somebody can answer."""

from collections import defaultdict

from integrations.github.models import NewcomerIssue, Status
from pages.finding.paged import day_of, same_as
from pages.finding.records import Record
from pages.finding.sources import Source, found_by_search
from projects.models import ProjectPage, ProjectRepository, Technology

from .projects import homes_of

MOST_LABELS = 5


@found_by_search
class IssueSource(Source):
    name = "issue"

    def is_told_by(self, page_type):
        return issubclass(page_type, ProjectPage)

    def about(self, pages):
        return issues_of(ProjectPage.objects.filter(same_as(pages)))

    def keys(self):
        return _open_issues().order_by("pk").values_list("pk", flat=True)

    def records(self, keys):
        issues = list(_open_issues().filter(pk__in=keys).select_related("repository__latest_snapshot"))
        links = ProjectRepository.objects.filter(repository__in={issue.repository_id for issue in issues})
        projects = defaultdict(list)
        for repository, project in links.order_by("project").values_list("repository", "project"):
            projects[repository].append(project)
        homes = homes_of({project for each in projects.values() for project in each})
        tools = {name.casefold(): slug for slug, name in Technology.objects.values_list("slug", "name")}
        found = ((issue, [homes[each] for each in projects[issue.repository_id] if each in homes]) for issue in issues)
        return {issue.pk: _issue_record(issue, here, tools) for issue, here in found if here}


def _open_issues():
    """Rows are open, free issues; those of an archived repository nobody can answer."""
    return NewcomerIssue.objects.filter(repository__status=Status.ACTIVE, url__startswith="http")


def _issue_record(issue, homes, tools):
    snapshot = issue.repository.latest_snapshot
    language = snapshot.primary_language if snapshot else None
    tool = tools.get((language or "").casefold())
    words = [text for home in homes for text in home.texts]
    tags = {tag for home in homes for tag in home.tags} | {("place", "online")}
    return Record(
        kind="issue",
        title=issue.title,
        texts=(issue.repository.full_name, *issue.labels, language or "", *words),
        path=issue.url,
        tags=frozenset(tags | ({("technology", tool)} if tool else set())),
        active_on=day_of(issue.changed_at),
        newest_at=issue.opened_at,
        shown={
            "what": "issue",
            "repository": issue.repository.full_name,
            "number": issue.number,
            "labels": list(issue.labels)[:MOST_LABELS],
            "language": language,
            "comments": issue.comments,
            "opened_at": issue.opened_at.isoformat(),
            "project": homes[0].shown,
        },
    )


def issues_of(projects):
    """The keys of all newcomer issues of their repositories."""
    repositories = ProjectRepository.objects.filter(project__in=projects).values("repository")
    return NewcomerIssue.objects.filter(repository__in=repositories).values_list("pk", flat=True)
