"""How much was done in a project in the last 30 days, and the list that is ordered by it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from integrations.github.models import RecentActivity, Repository
from integrations.github.signals import repositories_synced
from projects.models import ProjectPage
from tests.factories import make_project, make_repository

from .reading import titles

pytestmark = pytest.mark.usefixtures("site")


def make_recent(repository, back=1, **numbers):
    today = timezone.localdate()
    RecentActivity.objects.create(
        repository=repository,
        since=today - timedelta(days=60),
        observed_at=timezone.now(),
        days={(today - timedelta(days=back)).isoformat(): numbers},
    )


def synced(*repositories):
    repositories_synced.send(sender=Repository, repository_ids=[repository.pk for repository in repositories])


def work(project):
    return ProjectPage.objects.get(pk=project.pk).recent_work


def test_sync_adds_up_what_was_done_in_30_days_over_all_repositories():
    first, second, old = make_repository(), make_repository(), make_repository()
    project = make_project(repositories=[first, second, old])
    make_recent(first, commits=4, issues_opened=1, issues_closed=9)
    make_recent(second, pulls_opened=2)
    make_recent(old, back=31, commits=100)
    synced(first, second, old)
    assert work(project) == 7


def test_work_that_nobody_has_counted_is_unknown():
    repository = make_repository()
    project = make_project(repositories=[repository])
    synced(repository)
    assert work(project) is None


def test_publishing_an_old_draft_keeps_what_the_sync_has_found():
    repository = make_repository()
    project = make_project(repositories=[repository])
    draft = project.save_revision()
    make_recent(repository, commits=3)
    synced(repository)
    draft.publish()
    assert work(project) == 3


def test_list_may_begin_with_the_project_in_which_most_was_done(client):
    projects = {}
    for name, commits in (("少し", 1), ("たくさん", 30), ("不明", None)):
        repository = make_repository()
        projects[name] = make_project(name, repositories=[repository])
        if commits:
            make_recent(repository, commits=commits)
        synced(repository)
    assert titles(client.get("/projects/?sort=busiest")) == ["たくさん", "少し", "不明"]
