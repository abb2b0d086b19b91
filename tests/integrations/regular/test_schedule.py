"""The worker's own schedule of regular work, and the command."""

from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from integrations.regular import Kind
from integrations.regular.models import RegularWork, Round
from integrations.regular.scheduling import begin_schedule

# The worker closes its connection between two tasks, and what is not committed then is gone.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PATH = "integrations.regular.scheduling.scheduled_round"


@pytest.fixture(autouse=True)
def work(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.REGULAR_WORK_EVERY = 5
    done = []
    kinds = {
        "first": Kind("first", timedelta(minutes=1), lambda now: done.append("first") or "1 done"),
        "second": Kind("second", timedelta(minutes=1), lambda now: done.append("second") or "2 done"),
    }
    monkeypatch.setattr("integrations.regular.engine.KINDS", kinds)
    return SimpleNamespace(done=done, kinds=kinds)


def _waiting():
    return DBTaskResult.objects.filter(task_path=PATH, status="READY")


def _worker():
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def _the_time_comes():
    moment = timezone.now() - timedelta(seconds=1)
    _waiting().update(run_after=moment)
    Round.objects.update(due_at=moment)
    RegularWork.objects.update(begun_at=moment - timedelta(hours=1), done_at=moment - timedelta(hours=1))


def test_schedule_goes_on_round_after_round(work):
    begin_schedule()
    for number in (1, 2, 3):
        _worker()
        assert len(work.done) == 2 * number
        assert _waiting().count() == 1
        assert timedelta(minutes=4) < _waiting().get().run_after - timezone.now() <= timedelta(minutes=5)
        _the_time_comes()


def test_schedule_is_begun_once_however_often_one_begins_it():
    said = []
    for _start in range(3):
        out = StringIO()
        call_command("do_regular_work", "--schedule", stdout=out)
        said.append(out.getvalue())
    assert said[0] == "The schedule begins: the worker does what is due every 5 minutes.\n"
    assert said[2].startswith("The schedule runs already")
    assert _waiting().count() == 1


def test_schedule_goes_on_after_an_error(work):
    def broken(now):
        raise RuntimeError("no luck")

    work.kinds["first"] = Kind("first", timedelta(minutes=1), broken)
    begin_schedule()
    _worker()
    assert (work.done, _waiting().count()) == (["second"], 1)


def test_schedule_that_is_switched_off_ends_by_itself(work, settings):
    begin_schedule()
    settings.REGULAR_WORK_EVERY = 0
    _worker()
    assert (work.done, _waiting().count()) == ([], 0)


def test_schedule_that_is_off_is_refused_with_the_remedy(settings):
    settings.REGULAR_WORK_EVERY = 0
    with pytest.raises(CommandError, match=r"REGULAR_WORK_EVERY is 0\. Set it to the minutes") as refused:
        call_command("do_regular_work", "--schedule")
    assert refused.value.returncode == 2


def test_queue_that_cannot_wait_is_refused_with_the_remedy(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with pytest.raises(CommandError, match="Use database://"):
        call_command("do_regular_work", "--schedule")


def test_command_does_what_is_due_and_tells_it(work):
    out = StringIO()
    call_command("do_regular_work", stdout=out)
    assert out.getvalue() == "first: 1 done\nsecond: 2 done\n2 done, 0 of them failed.\n"
    out = StringIO()
    call_command("do_regular_work", stdout=out)
    assert out.getvalue() == "0 done, 0 of them failed.\n"
    call_command("do_regular_work", "--all", stdout=StringIO())
    assert len(work.done) == 4


def test_command_ends_with_one_where_something_failed(work):
    def broken(now):
        raise RuntimeError("no luck")

    work.kinds["first"] = Kind("first", timedelta(minutes=1), broken)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("do_regular_work", stdout=out)
    assert ended.value.code == 1
    assert out.getvalue() == "first: FAILED: RuntimeError: no luck\nsecond: 2 done\n2 done, 1 of them failed.\n"
