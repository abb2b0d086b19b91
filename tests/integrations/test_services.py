"""Merging keeps every link, whatever floor holds it."""

import pytest
from django.apps import apps
from django.db import connection, models

from integrations.github.models import Repository
from integrations.github.services import add_repositories, follow, merge_repositories
from integrations.github.signals import repositories_merged, repositories_synced


@pytest.fixture
def link(db):
    """A table of another floor, with one row a project and repository."""

    class Link(models.Model):
        project = models.IntegerField()
        repository = models.ForeignKey(Repository, models.PROTECT, related_name="+")

        class Meta:
            app_label = "github"
            managed = False
            db_table = "another_floor_link"

        def __str__(self):
            return f"{self.project} {self.repository}"

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE another_floor_link (id INTEGER PRIMARY KEY, project INTEGER, repository_id BIGINT, "
            "UNIQUE (project, repository_id))"
        )
    yield Link
    del apps.all_models["github"]["link"]
    apps.clear_cache()


def _links(link):
    return sorted(link.objects.values_list("project", "repository__full_name"))


def test_merge_moves_the_links_of_every_floor_and_doubles_none(link):
    losing, winning = (Repository.objects.create(full_name=name) for name in ("code/old", "code/new"))
    for pk, (project, repository) in enumerate([(1, losing), (2, losing), (2, winning), (3, winning)]):
        link.objects.create(pk=pk, project=project, repository=repository)
    merge_repositories(losing=losing, winning=winning)
    assert _links(link) == [(1, "code/new"), (2, "code/new"), (3, "code/new")]
    assert [row.full_name for row in Repository.objects.all()] == ["code/new"]


def test_merge_in_a_sync_keeps_the_links(link, github, commands):
    truth = github.world.add("code/old")
    github.world.rename(truth, "code/new")
    for pk, name in enumerate(["code/old", "code/new"]):
        link.objects.create(pk=pk, project=pk, repository=follow(full_name=name))
    Repository.objects.update(due_at=commands.clock.now())
    commands.sync()
    assert _links(link) == [(0, "code/new"), (1, "code/new")]


def test_merge_tells_who_lost_and_who_won(db):
    told = []
    losing, winning = (Repository.objects.create(full_name=name) for name in ("code/old", "code/new"))
    pks = (losing.pk, winning.pk)

    def listen(losing_id, winning_id, **_rest):
        told.append((losing_id, winning_id))

    repositories_merged.connect(listen)
    merge_repositories(losing=losing, winning=winning)
    repositories_merged.disconnect(listen)
    assert told == [pks]


def test_sync_tells_which_repositories_have_news(github, commands, django_capture_on_commit_callbacks):
    github.world.add("code/a")
    github.world.add("code/b", state="deleted")
    commands.add("code/a", "code/b")
    told = []

    def listen(repository_ids, **_rest):
        told.extend(repository_ids)

    repositories_synced.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        commands.sync()
    repositories_synced.disconnect(listen)
    assert set(told) == set(Repository.objects.values_list("pk", flat=True))


def test_adding_counts_what_is_new_known_and_repeated(db):
    add_repositories(names=["code/a"])
    added = add_repositories(names=["Code/A", "code/b", "code/c", "CODE/B"])
    assert (added.new, added.known, added.repeated) == (2, 1, 1)


def test_follow_returns_the_same_row_for_the_same_name(db):
    assert follow(full_name="code/a").pk == follow(full_name="Code/A").pk
