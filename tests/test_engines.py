"""Outgrown engines are changed by settings alone: Redis as cache and as task queue. PostgreSQL runs the whole suite."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import redis
from django.test import Client

ROOT = Path(__file__).parent.parent
TASK = "from integrations.github.tasks import sync"
WAITING = "import django_rq; print(len(django_rq.get_queue('default').scheduled_job_registry))"
REDIS = os.environ.get("TEST_REDIS_URL", "")
pytestmark = pytest.mark.skipif(not REDIS, reason="TEST_REDIS_URL names no Redis")


@pytest.fixture
def redis_cache(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS,
            "KEY_PREFIX": os.getpid(),
        }
    }


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_pages_are_kept_in_redis(site, redis_cache, django_assert_max_num_queries):
    visitor = Client()
    first = visitor.get("/projects/")
    with django_assert_max_num_queries(1):
        assert visitor.get("/projects/").content == first.content


@pytest.fixture
def manage(tmp_path):
    """Commands on a database of their own, with tasks in Redis."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "DATABASE_URL": f"sqlite:///{tmp_path}/tasks.sqlite3",
        "CACHE_URL": REDIS,
        "TASKS_URL": REDIS,
        "GITHUB_API_URL": "http://127.0.0.1:9",
        "GITHUB_TOKEN": "",
        "GITHUB_SYNC_EVERY": "60",
    }

    def manage(*arguments):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip().splitlines()

    manage("migrate", "--verbosity", "0")
    return manage


def test_tasks_are_worked_off_by_an_rq_worker(manage):
    (queued,) = manage("shell", "--no-imports", "-c", f"{TASK}; print(sync.enqueue().id)")
    manage("rqworker", "default", "--burst", "--job-class", "django_tasks_rq.Job")
    (result,) = manage("shell", "--no-imports", "-c", f"{TASK}; print(sync.get_result({queued!r}).return_value)")
    assert result == "done: 0 checked, 0 failed"


def test_schedule_goes_on_with_an_rq_worker(manage):
    redis.Redis.from_url(REDIS).flushdb()
    for begun in ("The schedule begins", "The schedule runs already"):
        assert manage("schedule_sync") == [f"{begun}: the worker asks GitHub every 60 minutes."]
    manage("rqworker", "default", "--burst", "--with-scheduler", "--job-class", "django_tasks_rq.Job")
    assert manage("shell", "--no-imports", "-c", WAITING) == ["1"]
