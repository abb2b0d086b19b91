"""The worker's own schedule: it goes on by itself, and there is never a second one."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from integrations.github import tasks
from integrations.github.models import Appointment
from integrations.github.scheduling import begin_schedule, scheduled_sync
from integrations.github.services import add_repositories
from tests.github_server import GitHubServer, faults

# The worker closes its connection between two tasks, and what is not committed then is gone.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PATH = "integrations.github.scheduling.scheduled_sync"


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.GITHUB_SYNC_EVERY = 60


@pytest.fixture
def server(settings):
    """On the machine's own clock, as the worker is."""
    with GitHubServer() as server:
        settings.GITHUB_API_URL, settings.GITHUB_TOKEN = server.url, server.token
        server.world.add("code/a", stars=3)
        add_repositories(names=["code/a"])
        yield server


def _waiting(path=PATH):
    return DBTaskResult.objects.filter(task_path=path, status="READY")


def _worker():
    """As the worker of the Procfile does, until there is nothing to do now."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def _the_time_comes():
    """What was to run later is to run now."""
    moment = timezone.now() - timedelta(seconds=1)
    _waiting().update(run_after=moment)
    Appointment.objects.update(due_at=moment)


def test_schedule_begins_at_once_and_goes_on_in_an_hour(server, commands):
    assert commands.run("schedule_sync") == 0
    assert commands.out == "The schedule begins: the worker asks GitHub every 60 minutes.\n"
    _worker()
    assert commands.row("code/a")["stars"] == 3
    assert timedelta(minutes=59) < _waiting().get().run_after - timezone.now() <= timedelta(minutes=60)


def test_schedule_goes_on_round_after_round(server):
    begin_schedule()
    for _round in range(3):
        _worker()
        assert _waiting().count() == 1
        _the_time_comes()


def test_schedule_is_begun_once_however_often_one_begins_it(server, commands):
    for _start in range(3):
        commands.run("schedule_sync")
    assert commands.out.startswith("The schedule runs already")
    assert _waiting().count() == 1


def test_two_schedules_become_one(server):
    scheduled_sync.enqueue()
    scheduled_sync.enqueue()
    _worker()
    assert _waiting().count() == 1


def test_restart_of_the_worker_leaves_one_schedule(server):
    """`make run` begins it each time, before the worker that was away finds the old one overdue."""
    begin_schedule()
    _worker()
    _the_time_comes()
    Appointment.objects.update(due_at=timezone.now() - timedelta(hours=9))
    _waiting().update(run_after=timezone.now() - timedelta(hours=9))
    begin_schedule()
    assert _waiting().count() == 2
    _worker()
    assert _waiting().count() == 1


def test_schedule_goes_on_after_an_error(server, settings):
    settings.GITHUB_API_URL = "no address at all"
    begin_schedule()
    _worker()
    assert _waiting().count() == 1


def test_schedule_goes_on_after_a_crash(server, settings):
    server.faults = [faults.connection_reset()]
    del settings.GITHUB_APP_ID
    begin_schedule()
    _worker()
    assert DBTaskResult.objects.filter(task_path=PATH, status="FAILED").count() == 1
    assert _waiting().count() == 1


def test_schedule_that_was_lost_begins_anew(server):
    begin_schedule()
    DBTaskResult.objects.all().delete()
    Appointment.objects.update(due_at=timezone.now() - timedelta(hours=2))
    assert begin_schedule()
    assert _waiting().count() == 1


def test_shorter_interval_takes_hold_at_the_next_start(server, settings):
    settings.GITHUB_SYNC_EVERY = 24 * 60
    begin_schedule()
    _worker()
    settings.GITHUB_SYNC_EVERY = 15
    assert begin_schedule()
    _worker()
    soon = [task for task in _waiting() if task.run_after - timezone.now() <= timedelta(minutes=15)]
    assert len(soon) == 1


def test_schedule_that_is_switched_off_ends_by_itself(server, settings, commands):
    begin_schedule()
    settings.GITHUB_SYNC_EVERY = 0
    _worker()
    assert not _waiting().exists()
    assert server.calls == []
    assert commands.run("schedule_sync") == 2
    assert "GITHUB_SYNC_EVERY is not set." in commands.err


def test_queue_that_cannot_wait_is_refused_with_the_remedy(server, settings, commands):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    assert commands.run("schedule_sync") == 2
    assert "Use database:// or redis://host:port/0" in commands.err
    assert server.calls == []


def test_runs_that_find_the_budget_spent_leave_one_task_to_go_on(server):
    server.faults = [faults.secondary("3600")]
    for _run in range(3):
        assert tasks.sync.call().startswith("out of budget until ")
    assert _waiting("integrations.github.tasks.sync").count() == 1
