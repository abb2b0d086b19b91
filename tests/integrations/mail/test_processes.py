"""Real processes that deliver: killed in the middle, and several at once."""

import json
import re
import signal
import sqlite3
import subprocess
import threading
from collections import Counter

import psycopg
import pytest

from integrations.mail.delivery import CLAIM
from tests.integrations.machine import Machine

from .server import MailServer

LETTERS = 25


class NoGitHub:
    """In the place of the server of GitHub, which these processes never ask."""

    url, token = "http://127.0.0.1:9", ""


@pytest.fixture
def server():
    with MailServer() as server:
        yield server


@pytest.fixture
def machine(server, tmp_path):
    with Machine(NoGitHub(), tmp_path) as machine:
        machine.environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.integrations.mail.settings",
            "TEST_SMTP_PORT": str(server.port),
            "TEST_MAIL_FOLDER": str(tmp_path / "mail"),
        }
        shell(
            machine,
            "from integrations.mail.services import post\n"
            f"for n in range({LETTERS}): post(key=str(n), to=f'p{{n}}@tomoni.example', subject=f's{{n}}', text='t')",
        )
        yield machine


def shell(machine, code):
    return machine.run("shell", "--no-imports", "-c", f"import integrations.mail.services\n{code}")


def rows(machine):
    code = (
        "import json; from integrations.mail.models import Letter; "
        "print(json.dumps([[l.subject, l.sent_at is not None, l.attempts] for l in Letter.objects.order_by('pk')]))"
    )
    return json.loads(machine.run("shell", "--no-imports", "-c", code))


def claims_end(machine):
    """As if a quarter of an hour had passed."""
    shell(
        machine,
        "from datetime import timedelta; from django.db.models import F\n"
        "from integrations.mail.models import Letter\n"
        f"Letter.objects.waiting().update(due_at=F('due_at') - timedelta(seconds={CLAIM.total_seconds():.0f}))",
    )


def kill_at(machine, server, number, *, before_taking):
    """A process that is killed when it has handed over so many letters: before the server takes the last, or after."""
    processes = []
    started = len(server.received)

    def kill(at, _message=None):
        if at == started + number and processes[0].poll() is None:
            processes[0].kill()
            processes[0].wait()
            return MailServer.DROP if before_taking else None
        return None

    name = "at_data" if before_taking else "after_data"
    setattr(server, name, kill)
    processes.append(machine.start("deliver_mail", stderr=subprocess.DEVNULL))
    processes[0].communicate()
    setattr(server, name, lambda *_taken: None)
    assert processes[0].returncode == -signal.SIGKILL


@pytest.mark.parametrize("before_taking", [True, False], ids=["before it is taken", "after it is taken"])
def test_kill_in_the_middle_leaves_one_letter_in_doubt_at_most(machine, server, before_taking):
    kill_at(machine, server, 8, before_taking=before_taking)
    taken = server.subjects()
    assert sum(sent for _subject, sent, _attempts in rows(machine)) == 7
    assert machine.run("deliver_mail").startswith(f"{LETTERS - 8} sent")
    claims_end(machine)
    machine.run("deliver_mail")
    times = Counter(server.subjects())
    assert times.keys() == {f"s{n}" for n in range(LETTERS)}
    again = [subject for subject, count in times.items() if count > 1]
    assert again == ([] if before_taking else [taken[-1]])
    ids = {(message["Subject"], message["Message-ID"]) for message in server.received}
    assert len(ids) == LETTERS, "what is sent again has the Message-ID that it had"


def test_many_kills_one_after_the_other_lose_nothing(machine, server):
    for number in (1, 3, 2, 5):
        kill_at(machine, server, number, before_taking=True)
        claims_end(machine)
    machine.run("deliver_mail")
    assert Counter(server.subjects()) == {f"s{n}": 1 for n in range(LETTERS)}


def test_database_that_is_away_for_a_moment_has_no_letter_sent_twice(machine, server):
    """Just when a letter has been sent and nobody knows it yet."""
    machine.environment["TEST_DATABASE_PATIENCE"] = "1"
    server.after_data = lambda number: number == 3 and disturb(machine.database)
    assert machine.run("deliver_mail").startswith(f"{LETTERS} sent")
    claims_end(machine)
    machine.run("deliver_mail")
    assert Counter(server.subjects()) == {f"s{n}": 1 for n in range(LETTERS)}


def disturb(database):
    """PostgreSQL drops every line; a file is being written by somebody else for longer than one waits."""
    if database.startswith("postgres"):
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        return
    writer = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    threading.Timer(3, writer.close).start()


def test_several_processes_at_once_send_each_letter_once(machine, server):
    reports = machine.run_at_once(3, "deliver_mail")
    assert Counter(server.subjects()) == {f"s{n}": 1 for n in range(LETTERS)}
    assert sum(int(report.split()[0]) for report in reports) == LETTERS
    assert {(sent, attempts) for _subject, sent, attempts in rows(machine)} == {(True, 1)}


def test_command_says_what_came_of_it(machine, server):
    server.at_recipient = lambda address: "550 Unknown" if address.startswith(("p3@", "p4@")) else None
    code, out, _err = machine.finish("deliver_mail")
    assert (code, out) == (1, f"{LETTERS - 2} sent, 0 to be tried again, 2 given up. 0 wait.\n")
    assert machine.finish("deliver_mail")[:2] == (0, "0 sent, 0 to be tried again, 0 given up. 0 wait.\n")
    server.at_recipient = lambda address: None
    code, out, _err = machine.finish("deliver_mail", "--given-up")
    assert (code, out.splitlines()[0]) == (0, "2 that were given up wait again.")
    assert len(server.received) == LETTERS


def test_command_with_the_mail_server_away_ends_with_one_and_the_reason(machine, server):
    server.stop()
    code, out, _err = machine.finish("deliver_mail")
    assert code == 1
    assert "the mail server cannot be reached: ConnectionRefusedError" in out
    assert out.endswith(f"{LETTERS} wait.\n")


def test_mail_of_make_run_is_one_file_each_even_after_a_kill(machine, tmp_path):
    machine.environment["TEST_MAIL_DELIVERY"] = "tests.integrations.mail.scripted.DiesAfterFour"
    assert machine.finish("deliver_mail")[0] == -signal.SIGKILL
    claims_end(machine)
    machine.environment["TEST_MAIL_DELIVERY"] = "integrations.mail.files.OneFileEach"
    assert machine.run("deliver_mail").startswith(f"{LETTERS - 3} sent")
    texts = [path.read_text() for path in (tmp_path / "mail").iterdir()]
    assert Counter(re.search("^Subject: (.*)$", text, re.MULTILINE)[1] for text in texts) == {
        f"s{n}": 1 for n in range(LETTERS)
    }
