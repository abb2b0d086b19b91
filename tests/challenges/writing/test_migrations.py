"""A site that was there before gets the workflow, and goes back to municipalities that publish by themselves."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import GroupPagePermission, Task, Workflow, WorkflowPage

from challenges.models import ChallengePage
from challenges.writing.workflow import NAME
from pages.models import Space
from tests.factories import make_challenge, make_municipality_page, translate

from .conftest import hand_in, officer_of, step_of

BEFORE = [("challenges", "0003_moves_with_reasons")]

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("site", "_newest_afterwards"),
]


@pytest.fixture
def _newest_afterwards(transactional_db):
    yield
    to_newest()


def to_newest():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def to_before():
    MigrationExecutor(connection).migrate(BEFORE)


def rights(page):
    group = Space.objects.get(page=page.pk).group
    found = GroupPagePermission.objects.filter(group=group).values_list("permission__codename", flat=True)
    return sorted(found)


def test_way_back_and_forth_leaves_each_with_the_rights_of_its_time():
    kobe = make_municipality_page(slug="kobe")
    translate(kobe, "en", title="Kobe")
    old = make_challenge("前からある", municipality=kobe, slug="old")
    to_before()
    assert rights(kobe) == sorted(["add_page", "change_page", "publish_page"] * 2)
    assert not Workflow.objects.filter(name=NAME).exists()
    to_newest()
    assert rights(kobe) == sorted(["add_page", "change_page"] * 2)
    workflow = Workflow.objects.get(name=NAME)
    assert [task.name.split(" / ")[1] for task in workflow.tasks] == ["Colleague", "Programme office"]
    assert WorkflowPage.objects.filter(workflow=workflow).count() == 2
    assert Task.objects.get(name__endswith="Colleague").specific.get_description() != ""
    old = ChallengePage.objects.get(pk=old.pk)
    assert (old.title, old.is_open_source, old.affected_number, old.tried) == ("前からある", None, None, "")
    office = Group.objects.get(name="Programme office")
    assert office.permissions.filter(codename="add_round").exists()


def test_what_waits_becomes_a_draft_again_and_can_be_handed_in_anew():
    kobe = make_municipality_page(slug="kobe")
    officer, _other = (officer_of(kobe, f"{name}@tomoni.example") for name in ("officer", "colleague"))
    page = hand_in(officer, kobe)
    to_before()
    to_newest()
    page = ChallengePage.objects.get(pk=page.pk)
    assert (page.live, page.title, step_of(page)) == (False, "欠席の連絡", None)
    page.save_revision(user=officer)
    page.get_workflow().start(page, officer)
    assert step_of(page) == "Colleague"
