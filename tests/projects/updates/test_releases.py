"""A release of a repository comes into the log by itself, once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.notices.following import follow
from accounts.notices.models import Notice
from integrations.github.models import Content, Repository
from integrations.github.signals import repositories_synced
from projects.updates.models import ProjectUpdate
from tests.factories import make_project, make_repository, make_user

pytestmark = pytest.mark.usefixtures("site")


def release(repository, tag="v1.0", **fields):
    Content.objects.update_or_create(
        repository=repository,
        defaults={
            "observed_at": timezone.now(),
            "has_readme": True,
            "has_contributing": False,
            "has_code_of_conduct": False,
            "has_license": True,
            "release_tag": tag,
            "release_url": f"https://github.com/code-for-town/lunch/releases/tag/{tag}",
            "released_at": datetime(2026, 11, 1, tzinfo=UTC),
            **fields,
        },
    )


def synced(*repositories):
    repositories_synced.send(sender=Repository, repository_ids=[each.pk for each in repositories])


def entries():
    return list(ProjectUpdate.objects.order_by("pk").values_list("project__title", "text", "release_key"))


def test_release_is_written_down_once_however_often_a_sync_runs():
    repository = make_repository()
    project = make_project("給食", repositories=[repository])
    release(repository)
    for _time in range(3):
        synced(repository)
    update = ProjectUpdate.objects.get()
    assert (update.project, update.text, update.link) == (
        project,
        "v1.0",
        "https://github.com/code-for-town/lunch/releases/tag/v1.0",
    )
    assert update.published_at == datetime(2026, 11, 1, tzinfo=UTC)


def test_next_release_is_another_entry_and_a_new_name_of_the_repository_is_none():
    repository = make_repository("old/name")
    make_project(repositories=[repository])
    release(repository)
    synced(repository)
    Repository.objects.update(full_name="new/name")
    synced(repository)
    release(repository, "v2.0", release_name="二つ目")
    synced(repository)
    assert [text for _project, text, _key in entries()] == ["v1.0", "二つ目"]


def test_projects_that_share_a_repository_get_one_each():
    repository = make_repository()
    make_project("給食", repositories=[repository])
    make_project("献立", repositories=[repository])
    release(repository)
    synced(repository)
    synced(repository)
    assert sorted(title for title, _text, _key in entries()) == ["献立", "給食"]


def test_repository_without_a_release_makes_no_entry():
    repository = make_repository()
    make_project(repositories=[repository])
    release(repository, "", released_at=None)
    synced(repository)
    assert entries() == []


def test_hidden_release_does_not_come_back():
    repository = make_repository()
    make_project(repositories=[repository])
    release(repository)
    synced(repository)
    ProjectUpdate.objects.update(hidden_at=timezone.now())
    synced(repository)
    assert ProjectUpdate.objects.visible().count() == 0


@pytest.mark.parametrize(("days", "told"), [(1, 1), (400, 0)])
def test_followers_are_told_of_what_is_new_and_not_of_what_is_old(days, told):
    repository = make_repository()
    project = make_project(repositories=[repository])
    follow(user=make_user(), kind="project", target=str(project.translation_key))
    release(repository, released_at=timezone.now() - timedelta(days=days))
    synced(repository)
    assert Notice.objects.filter(kind="project_update").count() == told


def test_release_is_told_in_the_language_of_the_reader(client):
    repository = make_repository("code-for-town/lunch")
    make_project(slug="lunch", repositories=[repository])
    release(repository)
    synced(repository)
    assert "Released: v1.0" in client.get("/en/projects/lunch/updates/").content.decode()
    assert "Released: v1.0" in client.get("/en/projects/lunch/").content.decode()
