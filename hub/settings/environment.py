"""Reads settings from environment variables (and from a `.env` file beside manage.py)."""

import os
from pathlib import Path
from urllib.parse import urlparse

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment(environ.Env):
    """The variables that have a value: an empty one counts as not set."""

    ENVIRON = dict(os.environ)


Environment.read_env(Path(__file__).resolve().parent.parent.parent / ".env")
Environment.ENVIRON = {name: value for name, value in Environment.ENVIRON.items() if value}
env = Environment()


def required(name: str, *, remedy: str) -> str:
    """Return the variable's value, or stop with its name and what to do."""
    value = env(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {remedy}")
    return value


def with_sqlite_in_wal_mode(database: dict) -> dict:
    """Readers and one writer side by side; a writer waits instead of failing with "database is locked"."""
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, **database}
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    }
    return {"CONN_MAX_AGE": None, **database, "OPTIONS": options}


def tasks_backend(url: str) -> dict:
    """`database://` keeps tasks in the database, `redis://…` gives them to RQ, `immediate://` runs them at once."""
    scheme = urlparse(url).scheme
    backends = {
        "database": {"BACKEND": "django_tasks_db.DatabaseBackend"},
        "redis": {"BACKEND": "django_tasks_rq.RQBackend"},
        "rediss": {"BACKEND": "django_tasks_rq.RQBackend"},
        "immediate": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    }
    if scheme not in backends:
        raise ImproperlyConfigured(f"TASKS_URL is {url!r}. Use database://, redis://host:port/0 or immediate://.")
    return backends[scheme]


def private_files(root) -> dict:
    """A store that has no address, for files that only some people may fetch; others on the machine may not look."""
    options = {"location": str(root), "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    return {"BACKEND": "challenges.proposals.attachments.storage.PrivateFiles", "OPTIONS": options}


def email_settings(parsed: dict) -> dict:
    """Django's mail settings from a parsed EMAIL_URL; the backend that it names sends what is in the outbox."""
    found = {name: value for name, value in parsed.items() if name.startswith("EMAIL_") and value != ""}
    return {"MAIL_DELIVERY": found.pop("EMAIL_BACKEND"), **found}
