"""A database of its own for a part of the bench, and its lines of print."""

import contextlib
import os
import sys
import tempfile
from pathlib import Path


@contextlib.contextmanager
def own_database():
    """An empty, migrated database beside the one of `DATABASE_URL` (SQLite: a temporary file), removed at the end.

    Django is set up in here: whoever uses models imports them inside."""
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder:
        _prepare_django(Path(folder) / "bench.sqlite3")
        from django.test.utils import setup_databases, teardown_databases

        databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        try:
            yield
        finally:
            teardown_databases(databases, verbosity=0)


def _prepare_django(sqlite: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings.test"
    os.environ["TEST_DATABASE_URL"] = os.environ.get("DATABASE_URL") or f"sqlite:///{sqlite}"
    import django
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"] = {"NAME": str(sqlite)}
    django.setup()


def analyse_tables() -> None:
    """What PostgreSQL does by itself a minute after so many rows came in."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def say(line: str, end: str = "\n") -> None:
    sys.stdout.write(f"{line}{end}")
    sys.stdout.flush()
