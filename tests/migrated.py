"""A database on which all migrations have run, kept until one of them changes: running them takes half a minute."""

import fcntl
import inspect
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.migrations.loader import MigrationLoader
from psycopg.sql import SQL, Identifier, Literal

FOLDER = settings.VAR_DIR / "test-migrated"


def begin_with_migrated_database(folder):
    """What the test database is made from: `migrate` runs over it as ever, and finds nothing to do.

    On SQLite it is a file in `folder`, as on a real site: in memory all threads of a served page share one connection,
    and what two of them ask at the same time gets mixed up."""
    FOLDER.mkdir(exist_ok=True)
    with _one_at_a_time():
        if connection.vendor == "postgresql":
            _begin_with_template(_all_migrations())
        else:
            _begin_with_file(_all_migrations(), str(folder / "test.sqlite3"))


@contextmanager
def _one_at_a_time():
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _all_migrations():
    """A name for the text of all of them."""
    found = sha256()
    for key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        found.update(repr(key).encode() + Path(inspect.getfile(type(migration))).read_bytes())
    return found.hexdigest()[:16]


def _migrate(url):
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"]
    known = {"DJANGO_SETTINGS_MODULE": "hub.settings.test", "TEST_DATABASE_URL": url}
    subprocess.run(command, env=os.environ | known, check=True)


def _begin_with_file(migrations, name):
    connection.settings_dict["TEST"]["NAME"] = name
    kept = FOLDER / f"{migrations}.sqlite3"
    if not kept.exists():
        for old in FOLDER.glob("*.sqlite3*"):
            old.unlink()
        made = FOLDER / "unfinished.sqlite3"
        _migrate(f"sqlite:///{made}")
        with closing(sqlite3.connect(made)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
        made.rename(kept)

    # Opened before the next process may take its turn and put another in this one's place.
    database = sqlite3.connect(f"{kept.as_uri()}?mode=ro", uri=True, check_same_thread=False)

    def copy_once(sender, connection, **_known):
        if connection.settings_dict["NAME"] == name:
            connection_created.disconnect(copy_once)
            with closing(database):
                database.backup(connection.connection)

    connection_created.connect(copy_once, weak=False)


def _begin_with_template(migrations):
    known = connection.settings_dict
    name = f"{known['NAME']}_migrated"
    with _server(known) as server:
        if _comment_on(server, name) != migrations:
            server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
            server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
            _migrate(
                f"postgres://{quote(known['USER'])}:{quote(known['PASSWORD'])}@{known['HOST']}:{known['PORT']}/{name}"
            )
            server.execute(SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(name), Literal(migrations)))
    known["TEST"]["TEMPLATE"] = name


def _server(known):
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    found = {name: known[key] or None for name, key in names.items()}
    return psycopg.connect(dbname="postgres", autocommit=True, **found)


def _comment_on(server, name):
    sql = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    row = server.execute(sql, [name]).fetchone()
    return row and row[0]
