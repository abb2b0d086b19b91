"""How much was done in a project in the last 30 days, kept so that a list of many projects can be ordered by it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from integrations.github.models import Repository
from integrations.github.pulses import recent_totals

from .models import ProjectPage, ProjectRepository
from .work import DAYS

BATCH = 500


def refresh_recent_work(*, project_ids: Iterable[int] = (), repository_ids: Iterable[int] = (), today: date) -> int:
    """Work it out again for these projects and for those with these repositories; return how many changed.

    It is the number of commits, and of issues and pull requests opened, over the repositories of which it is known;
    NULL where it is known of none. Only originals carry it."""
    links = ProjectRepository.objects.order_by().values_list("project", flat=True)
    ids = sorted({*project_ids, *links.filter(repository__in=list(repository_ids))})
    return sum(_refresh(ids[start : start + BATCH], today) for start in range(0, len(ids), BATCH))


@transaction.atomic
def _refresh(ids, today):
    repositories = _repositories_of(ids)
    changed = []
    for project in ProjectPage.objects.originals().filter(pk__in=ids).only("recent_work"):
        before, project.recent_work = project.recent_work, _work(repositories[project.pk], today)
        if project.recent_work != before:
            changed.append(project)
    ProjectPage.objects.bulk_update(changed, ["recent_work"])
    return len(changed)


def _repositories_of(ids):
    """Project → its repositories."""
    links = ProjectRepository.objects.filter(project__in=ids).order_by().values_list("project", "repository")
    pairs = list(links)
    rows = Repository.objects.with_all_that_is_known().in_bulk({repository for _project, repository in pairs})
    found = defaultdict(list)
    for project, repository in pairs:
        found[project].append(rows[repository])
    return found


def _work(repositories, today):
    public = [repository for repository in repositories if not repository.is_gone]
    recent = recent_totals(public, days=DAYS, today=today)
    return recent.commits + recent.issues_opened + recent.pulls_opened if recent.known else None
