"""When something last really happened in a project."""

from datetime import UTC, date, datetime

import pytest

from integrations.github.models import Repository
from integrations.github.services import merge_repositories
from integrations.github.signals import repositories_synced
from projects.models import ProjectPage
from projects.services import refresh_activity
from projects.updates.services import delete_update, hide_update, show_update, write_update
from tests.factories import make_project, make_repository, make_user, translate

pytestmark = pytest.mark.usefixtures("site")

NEW_YEAR, SPRING = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)


def activity(project):
    return ProjectPage.objects.values_list("last_activity_at", flat=True).get(pk=project.pk)


def test_activity_is_the_latest_human_commit_of_all_repositories():
    repositories = [make_repository(last_human_commit_at=moment) for moment in (SPRING, NEW_YEAR, None)]
    assert activity(make_project(repositories=repositories)) == SPRING


def test_activity_is_the_latest_issue_of_a_person_where_that_is_later():
    repositories = [
        make_repository(last_human_commit_at=NEW_YEAR, last_human_issue_at=SPRING),
        make_repository(last_human_commit_at=NEW_YEAR),
    ]
    assert activity(make_project(repositories=repositories)) == SPRING


def test_activity_ignores_stars_and_pushes():
    figures = {"stars": 5000, "pushed_at": SPRING, "head_committed_at": SPRING}
    assert activity(make_project(repositories=[make_repository(figures=figures)])) is None


def test_what_members_write_in_the_log_is_activity_until_it_is_hidden():
    project = make_project(repositories=[make_repository(last_human_commit_at=NEW_YEAR)])
    update = write_update(project=project, by=make_user(), text="試作ができました。", now=SPRING)
    assert activity(project) == SPRING
    hide_update(update=update, by=None, now=SPRING)
    assert activity(project) == NEW_YEAR
    show_update(update=update, by=None)
    assert activity(project) == SPRING
    delete_update(update=update)
    assert activity(project) == NEW_YEAR


def test_release_in_the_log_is_no_activity():
    project = make_project()
    project.updates.create(text="v1", source="release", release_key="1:v1", published_at=SPRING)
    assert activity(project) is None


def test_reported_day_counts_from_midnight_in_japan():
    assert activity(make_project(reported_activity_on=date(2026, 1, 2))) == datetime(2026, 1, 1, 15, tzinfo=UTC)


def test_later_of_reported_day_and_commit_counts():
    repository = make_repository(last_human_commit_at=NEW_YEAR)
    project = make_project(repositories=[repository], reported_activity_on=date(2026, 4, 1))
    assert activity(project) == datetime(2026, 3, 31, 15, tzinfo=UTC)


def test_sync_moves_the_activity_of_the_projects_of_its_repositories():
    repository = make_repository(last_human_commit_at=NEW_YEAR)
    project, other = make_project(repositories=[repository]), make_project()
    Repository.objects.update(last_human_commit_at=SPRING)
    repositories_synced.send(sender=Repository, repository_ids=[repository.pk])
    assert (activity(project), activity(other)) == (SPRING, None)


def test_taking_a_repository_away_takes_its_activity_away():
    project = make_project(repositories=[make_repository(last_human_commit_at=NEW_YEAR)])
    project.project_repositories.all().get().delete()
    assert activity(project) is None


def test_publishing_an_old_draft_keeps_the_activity_of_today():
    repository = make_repository(last_human_commit_at=NEW_YEAR)
    project = make_project(repositories=[repository])
    draft = project.save_revision()
    Repository.objects.update(last_human_commit_at=SPRING)
    refresh_activity(repository_ids=[repository.pk])
    draft.publish()
    assert activity(project) == SPRING


def test_refresh_counts_what_changed_and_costs_the_same_for_many(django_assert_num_queries):
    repositories = [make_repository() for _number in range(5)]
    for repository in repositories:
        make_project(repositories=[repository])
    Repository.objects.update(last_human_commit_at=SPRING)
    with django_assert_num_queries(5):
        assert refresh_activity(repository_ids=[repository.pk for repository in repositories]) == 5
    assert refresh_activity(repository_ids=[repository.pk for repository in repositories]) == 0


def test_translations_carry_no_activity_of_their_own():
    project = make_project(repositories=[make_repository(last_human_commit_at=NEW_YEAR)])
    translation = translate(project, "en")
    Repository.objects.update(last_human_commit_at=SPRING)
    assert refresh_activity(project_ids=[project.pk, translation.pk]) == 1


def test_draft_names_the_repository_that_stays_when_two_are_merged():
    losing, winning = make_repository("old/name"), make_repository("new/name")
    project = make_project(repositories=[losing])
    project.save_revision()
    merge_repositories(losing=losing, winning=winning)
    draft = ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()
    assert [link.repository for link in draft.project_repositories.all()] == [winning]


def test_draft_names_a_merged_repository_once():
    losing, winning = make_repository("old/name"), make_repository("new/name")
    project = make_project(repositories=[losing, winning])
    project.save_revision()
    merge_repositories(losing=losing, winning=winning)
    draft = ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()
    assert [link.repository for link in draft.project_repositories.all()] == [winning]
