"""Limits and budgets: never broken, never waited for in vain, and what is left is queued for a named time."""

from datetime import timedelta

import pytest

from integrations.github.management.commands import sync_github
from integrations.github.models import Budget, SyncRun
from tests.github_server import faults
from tests.github_server.limits import Account


def _three(github, commands):
    for index in range(3):
        github.world.add(f"code/{index}", stars=index + 1)
    commands.add("code/0", "code/1", "code/2")


def _stars(commands):
    return [row["stars"] for row in commands.export()]


def test_secondary_limit_is_waited_out_for_exactly_what_the_server_asked(github, commands, clock):
    _three(github, commands)
    github.faults = [faults.secondary("7")]
    assert commands.sync() == 0
    assert clock.slept == [7.0]


def test_limit_without_a_time_waits_a_minute_then_double_then_stops_with_75(github, commands, clock):
    _three(github, commands)
    github.faults = [faults.secondary() for _ in range(3)]
    assert commands.sync() == 75
    assert clock.slept == [60.0, 120.0]
    assert "3 repositories are queued for 2026-04-01 12:07:00 JST: run this again then." in commands.err


def test_long_limit_stops_with_75_and_the_next_run_does_not_even_ask(github, commands, clock):
    _three(github, commands)
    github.faults = [faults.secondary("3600")]
    assert commands.sync() == 75
    assert clock.slept == []
    asked = len(github.calls)
    assert commands.sync() == 75
    assert len(github.calls) == asked
    clock.advance(timedelta(hours=1))
    assert commands.sync() == 0
    assert _stars(commands) == [1, 2, 3]


def test_spent_budget_stops_before_the_reserve_and_goes_on_in_the_next_hour(github, commands, clock):
    _three(github, commands)
    in_an_hour = clock.now() + timedelta(hours=1)
    github.accounts["graphql"] = Account("graphql", limit=102, used=99, resets_at=in_an_hour)
    assert commands.sync() == 75
    assert github.accounts["graphql"].remaining >= 2
    assert SyncRun.objects.latest("pk").resume_at == in_an_hour
    clock.advance(timedelta(hours=1))
    assert commands.sync() == 0
    assert _stars(commands) == [1, 2, 3]


def test_max_points_stop_the_run_with_75(github, commands):
    """Names, pulse, content and weeks cost a point each."""
    _three(github, commands)
    for points in (1, 2, 3):
        assert commands.sync("--max-points", "1") == 75
        assert github.points == points
    assert commands.sync("--max-points", "1") == 0
    assert _stars(commands) == [1, 2, 3]


def test_spent_max_points_tell_what_to_do_and_when_github_has_new_ones(github, commands):
    """Nothing has to be waited for, so the present is not named as a time to wait for."""
    _three(github, commands)
    assert commands.sync("--max-points", "1") == 75
    assert "The 1 points of --max-points are spent. 3 repositories are left" in commands.err
    assert "run this again without --max-points or with more." in commands.err
    assert "GitHub's own budget is full again at 2026-04-01 13:00:00 JST." in commands.err
    assert "queued for" not in commands.err


def test_all_and_some_repositories_together_are_refused_with_what_to_do(github, commands):
    _three(github, commands)
    assert commands.sync("--all", "--repository", "code/0") == 2
    assert "Give one of them." in commands.err
    assert github.calls == []


def test_budget_is_kept_without_the_token(github, commands):
    _three(github, commands)
    commands.sync()
    budget = Budget.objects.get(resource="graphql")
    assert (budget.limit, budget.remaining) == (5000, 4996)
    assert github.token not in str(budget.__dict__)


@pytest.mark.parametrize("points", ["0", "-1", "1.5", "many"])
def test_max_points_that_are_no_number_are_refused_with_the_remedy(commands, points, capsys):
    with pytest.raises(SystemExit) as end:
        sync_github.Command().run_from_argv(["manage.py", "sync_github", f"--max-points={points}"])
    assert end.value.code == 2
    assert "type a whole number, 1 or more" in capsys.readouterr().err


def test_budget_is_read_from_the_answer_where_no_header_tells_it(github, commands, clock):
    _three(github, commands)
    in_an_hour = clock.now() + timedelta(hours=1)
    github.accounts["graphql"] = Account("graphql", limit=10, used=9, resets_at=in_an_hour)
    github.rate_limit_headers = False
    assert commands.sync() == 75
    assert clock.slept == []
    assert "3 repositories are queued for 2026-04-01 13:00:00 JST" in commands.err
    assert len(github.calls) == 1


def test_figures_come_in_while_only_rest_is_out_of_budget(github, commands, clock):
    """What GraphQL did not find waits for REST; everything else has a budget of its own."""
    _three(github, commands)
    github.world.add("code/gone", state="deleted")
    commands.add("code/gone")
    in_an_hour = clock.now() + timedelta(hours=1)
    github.accounts["core"] = Account("core", limit=5000, used=5000, resets_at=in_an_hour)
    assert commands.sync() == 75
    assert "4 repositories are queued for 2026-04-01 13:00:00 JST: run this again then." in commands.err
    assert [(row["status"], row["stars"]) for row in commands.export()] == [
        ("active", 1),
        ("active", 2),
        ("active", 3),
        ("pending", None),
    ]
    asked = len(github.calls)
    assert commands.sync() == 75
    assert len(github.calls) == asked
    assert commands.row("code/0")["contributors_human"] is None
    clock.advance(timedelta(hours=1))
    assert commands.sync() == 0
    assert commands.row("code/0")["contributors_human"] == 0
    assert commands.row("code/gone")["status"] == "private_or_deleted"
