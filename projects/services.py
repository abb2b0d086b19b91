"""Writes about projects."""

from collections.abc import Iterable
from datetime import datetime, time

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Revision

from .models import ProjectPage, ProjectRepository

BATCH = 500
WRITTEN_HERE = ProjectPage.updates.rel.related_model.objects.written_by_people().filter(project=OuterRef("pk"))
LAST_HUMAN_SIGNS = {
    "last_human_commit": Max("project_repositories__repository__last_human_commit_at"),
    "last_human_issue": Max("project_repositories__repository__last_human_issue_at"),
    "last_update": Subquery(WRITTEN_HERE.newest_first().values("published_at")[:1]),
}


def refresh_activity(*, project_ids: Iterable[int] = (), repository_ids: Iterable[int] = ()) -> int:
    """Work out when something last really happened in these projects and in those with these repositories.

    That is the latest of what people did in the repositories (commits, issues and pull requests opened; never a star
    or a bot), of what members wrote in the log, and of the day reported by hand, which counts from midnight in Japan.
    Only originals carry it. Returns how many projects changed."""
    ids = {*project_ids, *_projects_with(list(repository_ids))}
    return sum(_refresh(batch) for batch in _batches(sorted(ids)))


def _projects_with(repository_ids):
    links = ProjectRepository.objects.order_by().values_list("project", flat=True)
    for batch in _batches(repository_ids):
        yield from links.filter(repository__in=batch)


def _batches(ids):
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


@transaction.atomic
def _refresh(ids):
    projects = ProjectPage.objects.originals().filter(pk__in=ids)
    rows = projects.annotate(**LAST_HUMAN_SIGNS).only("last_activity_at", "reported_activity_on")
    changed = [project for project in rows if _move(project)]
    ProjectPage.objects.bulk_update(changed, ["last_activity_at"])
    return len(changed)


def _move(project):
    before = project.last_activity_at
    seen = [getattr(project, name) for name in LAST_HUMAN_SIGNS]
    signs = [*seen, _midnight_in_japan(project.reported_activity_on)]
    project.last_activity_at = max((sign for sign in signs if sign), default=None)
    return project.last_activity_at != before


def _midnight_in_japan(day):
    return day and timezone.make_aware(datetime.combine(day, time.min))


@transaction.atomic
def move_drafts(*, losing_id: int, winning_id: int) -> int:
    """Two rows turned out to be one repository: let the drafts of projects name the one that stays.

    The links of published pages have been moved already. Returns how many drafts changed."""
    drafts = Revision.objects.filter(content_type=ContentType.objects.get_for_model(ProjectPage))
    changed = [draft for draft in drafts.iterator() if _rename_in(draft.content, losing_id, winning_id)]
    Revision.objects.bulk_update(changed, ["content"], batch_size=BATCH)
    return len(changed)


def _rename_in(content, losing_id, winning_id):
    links = content.get("project_repositories", [])
    losing = [link for link in links if link["repository"] == losing_id]
    if losing and any(link["repository"] == winning_id for link in links):
        content["project_repositories"] = [link for link in links if link not in losing]
    for link in losing:
        link["repository"] = winning_id
    return bool(losing)
