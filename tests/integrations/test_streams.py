"""Several credentials in one run: each is a stream with a budget of its own, and none is in the way of the others."""

import re
import signal
import subprocess
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.github_server import GitHubServer
from tests.github_server.limits import Account
from tests.github_server.truth import populate

from .machine import Machine
from .test_configuration import app_key

LEFT = timedelta(minutes=50)


@pytest.fixture
def machine(tmp_path):
    """With two tokens, and more names than one batch holds."""
    with GitHubServer() as server:
        names = populate(server.world, 120, special=1)
        server.second = server.further_token()
        with Machine(server, tmp_path) as machine:
            machine.environment["GITHUB_TOKEN"] = f"{server.token},{server.second}"
            machine.import_names(names)
            yield machine


def spend(server, token, resource="graphql", left=LEFT):
    """All of an hour's budget, which is full again in `left`; returns when."""
    resets_at = datetime.now(UTC) + left
    accounts = server.accounts_of_others.get(token, server.accounts)
    accounts[resource] = Account(resource, used=5000, resets_at=resets_at)
    return resets_at


def asked_by(server):
    return Counter(call.token for call in server.calls)


def test_two_tokens_share_the_work_and_ask_at_the_same_time(machine):
    server = machine.server
    server.graphql_takes, server.rest_takes = 0.1, 0.03  # else whoever the machine lets run asks most of it
    machine.run("sync_github")
    asked = Counter((call.what, name) for call in server.calls for name in call.ids)
    assert set(asked.values()) == {1}
    assert machine.pending() == 0
    shares = asked_by(server)
    assert min(shares[server.token], shares[server.second]) > sum(shares.values()) * 0.3
    assert (server.most_graphql_at_once, server.most_tokens_at_once) == (1, 2)
    rows = machine.values("SyncRun", "credential", "outcome", "requests")
    assert sorted(requests for _credential, _outcome, requests in rows) == sorted(shares.values())
    assert len({credential for credential, _outcome, _requests in rows}) == 2


def test_refused_token_is_named_by_its_place_and_the_other_does_all_the_work(machine):
    machine.environment["GITHUB_TOKEN"] = f"ghp_revoked {machine.server.token}"
    code, out, err = machine.finish("sync_github")
    assert code == 1
    assert "Token 1 of 2 in GITHUB_TOKEN: GitHub refused the credentials: Bad credentials." in err
    assert "ghp_revoked" not in out + err
    assert machine.server.token not in out + err
    assert machine.pending() == 0


def test_only_refused_tokens_stop_with_code_2(machine):
    machine.environment["GITHUB_TOKEN"] = "ghp_revoked ghp_expired"
    code, _out, err = machine.finish("sync_github")
    assert code == 2
    assert "Token 2 of 2 in GITHUB_TOKEN: GitHub refused the credentials" in err
    assert "Check GITHUB_TOKEN" in err
    assert machine.pending() == 120


def test_token_without_budget_leaves_all_to_the_other(machine):
    spend(machine.server, machine.server.second)
    machine.run("sync_github")
    assert machine.pending() == 0


def test_what_a_stream_gives_back_late_is_taken_up_by_one_that_had_ended(machine):
    server = machine.server
    spend(server, server.second)

    seen = []

    def answer_when_the_other_has_ended(number):
        """A look takes a process of its own, so thirty of them last longer than the work of the other."""
        while server.calls[number - 1].token == server.second and "done" not in seen[-2:] and len(seen) < 60:
            seen.extend(outcome for [outcome] in machine.values("SyncRun", "outcome"))

    server.before_answer = answer_when_the_other_has_ended
    machine.run("sync_github")
    assert "done" in seen
    assert machine.pending() == 0
    assert [outcome for [outcome] in machine.values("SyncRun", "outcome")].count("done") == 2


def test_repositories_that_wait_for_the_rest_of_one_token_are_looked_for_with_the_other(machine):
    server = machine.server
    for repository in server.world.by_id.values():
        repository.state = "deleted"
    spend(server, server.second, "core")
    machine.run("sync_github")
    assert {row["status"] for row in machine.export()} == {"private_or_deleted"}


def test_spent_budgets_stop_with_75_and_the_time_of_the_first_that_is_full_again(machine):
    server = machine.server
    spend(server, server.token)
    first = spend(server, server.second, left=timedelta(minutes=20))
    code, _out, err = machine.finish("sync_github")
    assert code == 75
    asked = len(server.calls)
    queued = re.search(r"120 repositories are queued for ([-0-9: ]+) JST: run this again then", err)
    named = datetime.strptime(queued[1], "%Y-%m-%d %H:%M:%S").replace(tzinfo=ZoneInfo("Asia/Tokyo"))
    assert abs(named - first) < timedelta(seconds=2)
    assert machine.finish("sync_github")[0] == 75
    assert len(server.calls) == asked


def test_run_that_somebody_stops_says_so_and_the_next_one_goes_on(machine):
    server, processes = machine.server, []
    server.before_answer = lambda number: number == 6 and processes[0].send_signal(signal.SIGINT)
    processes.append(machine.start("sync_github", stderr=subprocess.PIPE))
    _out, err = processes[0].communicate()
    assert (processes[0].returncode, err.splitlines()[-1]) == (
        130,
        "CommandError: Stopped. What is left stays queued; run this again.",
    )
    machine.run("sync_github")
    assert machine.pending() == 0
    asked = Counter(name for call in server.calls if call.what == "Pulse" for name in call.ids)
    assert max(asked.values()) <= 2


def test_tokens_and_installations_work_side_by_side(machine):
    """An installation's own token is fetched with the App's key."""
    machine.environment |= {
        "GITHUB_TOKEN": machine.server.second,
        "GITHUB_APP_ID": "7",
        "GITHUB_APP_PRIVATE_KEY": app_key(),
        "GITHUB_APP_INSTALLATION_ID": "12",
    }
    machine.run("sync_github")
    assert machine.pending() == 0
    assert set(asked_by(machine.server)) >= {machine.server.token, machine.server.second}
