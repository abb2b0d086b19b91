"""A filled site of before takes the rooms of volunteers in, and can go back: what it had before is kept."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.models import Profile, Skill, User
from accounts.notices.models import Follow, Notice, Pace
from accounts.reports.models import Measure, Report
from integrations.mail.services import post
from projects.joining.models import Membership
from projects.models import Need
from tests.factories import make_project, make_user

BEFORE_VOLUNTEERS = [
    ("accounts", "0001_initial"),
    ("github", "0005_appointed_tasks"),
    ("hub", "0002_moving"),
    ("projects", "0003_recent_work"),
    *((room, None) for room in ("bringing", "finding", "joining", "mail", "matching", "notices", "regular")),
    *((room, None) for room in ("reports", "sending", "updates")),
]


def migrate_to_newest():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def _newest_afterwards(transactional_db):
    yield
    migrate_to_newest()


def shape():
    """Tables with their columns, and what holds between rows."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {table: (_columns(cursor, table), _constraints(cursor, table)) for table in tables}


def _columns(cursor, table):
    found = connection.introspection.get_table_description(cursor, table)
    return sorted((column.name, column.type_code, column.null_ok) for column in found)


def _constraints(cursor, table):
    found = connection.introspection.get_constraints(cursor, table).values()
    return sorted(
        str((each["columns"], each["unique"], each["check"], each["foreign_key"], each["index"])) for each in found
    )


pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("site", "_newest_afterwards"),
]


def fill(user, project):
    """With texts as long as they may be now."""
    now = timezone.now()
    Membership.objects.create(project=project, user=user, role="owner", since=now)
    Follow.objects.create(user=user, kind="search", target=f"q={'あ' * 900}", since=now)
    notice = {"kind": "project_update", "key": "1", "title": "新しい", "pace": Pace.DAILY}
    Notice.objects.create(user=user, url=f"/{'a' * 2000}/", happened_at=now, **notice)
    Skill.objects.create(slug="絵" * 60, name_ja="絵")
    post(key="greeting", to=user.email, subject="こんにちは", text="ようこそ")
    reported = {"address": f"/{'a' * 2000}/", "subject": user.profile}
    Report.objects.create(reporter=user, reason="spam", reported_at=now, **reported)
    Measure.objects.create(action="hide", taken_at=now, **reported)
    project.needs.create(role="design", text="絵を描く人", asked_on=date(2024, 1, 31), closed_at=now)


def test_way_back_and_forth_keeps_people_projects_and_needs():
    user, project = make_user(first_name="花子", last_name="山田"), make_project(title="獣害マップ")
    foreign = make_user("hannah@tomoni.example", first_name="Hannah", last_name="Schmidt")
    by_address = make_user("taro@tomoni.example", first_name="taro@tomoni.example")
    fill(user, project)
    newest = shape()

    MigrationExecutor(connection).migrate(BEFORE_VOLUNTEERS)
    assert "notices_follow" not in shape()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projects_need SET expires_on = NULL")
    migrate_to_newest()

    assert shape() == newest
    assert User.objects.get(pk=user.pk).email == user.email
    names = [Profile.objects.get(user=each.pk).name for each in (user, foreign, by_address)]
    assert names == ["山田 花子", "Hannah Schmidt", ""]
    assert list(Need.objects.values_list("text", "asked_on", "confirmed_on", "expires_on")) == [
        ("絵を描く人", date(2024, 1, 31), None, timezone.localdate() + timedelta(days=60))
    ]
