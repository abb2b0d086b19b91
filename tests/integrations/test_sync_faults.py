"""Whatever GitHub does: no figure is ever wrong, and none is lost."""

from datetime import timedelta

import pytest

from integrations.github.models import Repository, SyncRun
from tests.github_server import faults


def _three(github, commands):
    for index in range(3):
        github.world.add(f"code/{index}", stars=index + 1, issues_open=5)
    commands.add("code/0", "code/1", "code/2")


def _stars(commands):
    return [row["stars"] for row in commands.export()]


PASSING = [
    [faults.gateway_as_json()],
    [faults.gateway_as_html()],
    [faults.gateway_as_html(504)],
    [faults.timeout_with_200()],
    [faults.cut_off()],
    [faults.connection_reset()],
    [faults.connection_reset(), faults.connection_reset(), faults.connection_reset()],
    [faults.secondary("7")],
    [faults.secondary("7", status=429)],
    [faults.secondary()],
    [faults.limited_with_200()],
    [faults.limited_with_200("RATE_LIMIT")],
    [faults.nothing_found()],
    [faults.gateway_as_json() for _ in range(6)],
    [
        faults.gateway_as_json(),
        faults.cut_off(),
        faults.secondary("1"),
        faults.connection_reset(),
        faults.nothing_found(),
    ],
]


@pytest.mark.parametrize("story", PASSING)
@pytest.mark.parametrize("later", [False, True])
def test_passing_fault_costs_no_figure(github, commands, story, later):
    """At the names (first request), and at the pulse of a repository that has figures already."""
    _three(github, commands)
    if later:
        commands.sync()
        for row in github.world.by_id.values():
            row.stars += 100
    github.faults = list(story)
    limited = any(fault.body and "API rate limit" in fault.body for fault in story)
    assert commands.sync("--all") == (75 if limited else 0)
    if limited:
        commands.clock.advance(timedelta(hours=1))
        assert commands.sync() == 0
    assert _stars(commands) == ([101, 102, 103] if later else [1, 2, 3])


@pytest.mark.parametrize("number", range(6))
def test_fault_at_any_request_of_a_run_leaves_only_true_figures(github, commands, number):
    _three(github, commands)
    github.faults = [faults.slow(0) for _ in range(number)] + [faults.gateway_as_json() for _ in range(16)]
    commands.sync()
    assert set(_stars(commands)) <= {None, 1, 2, 3}
    github.faults = []
    commands.clock.advance(timedelta(days=1))
    assert commands.sync() == 0
    assert _stars(commands) == [1, 2, 3]


def test_server_that_cannot_manage_many_is_asked_for_fewer(github, commands):
    for index in range(60):
        github.world.add(f"code/{index}", stars=index)
    commands.add(*(f"code/{index}" for index in range(60)))
    github.most_nodes = 10
    assert commands.sync() == 0
    assert _stars(commands) == list(range(60))
    assert [asked for asked in github.asked("Pulse") if asked > 10] == [24, 12, 11]


def test_slow_answers_shrink_the_batches(github, commands):
    for index in range(60):
        github.world.add(f"code/{index}")
    commands.add(*(f"code/{index}" for index in range(60)))
    github.seconds_per_node = 0.3
    commands.sync()
    assert github.asked("Pulse") == [24, 13, 14, 9]


def test_resource_limits_ask_for_the_lost_ones_alone(github, commands):
    _three(github, commands)
    github.faults = [faults.slow(0), faults.resource_limits(0, 2)]
    assert commands.sync() == 0
    assert github.asked("Pulse") == [3, 1, 1]
    assert _stars(commands) == [1, 2, 3]


def test_figure_left_out_of_an_answer_is_asked_for_alone(github, commands):
    _three(github, commands)
    github.faults = [faults.slow(0), faults.missing_field(1, "stargazerCount")]
    assert commands.sync() == 0
    assert github.asked("Pulse") == [3, 1]
    assert _stars(commands) == [1, 2, 3]


@pytest.mark.parametrize("longest_path", [0, 1])
def test_error_that_does_not_say_what_it_took_makes_no_figure_none(github, commands, longest_path):
    _three(github, commands)
    for row in github.world.by_id.values():
        row.license = "MIT"
    github.faults = [faults.slow(0), faults.missing_field(1, "licenseInfo", longest_path)]
    assert commands.sync() == 0
    assert [row["license"] for row in commands.export()] == ["MIT"] * 3


@pytest.mark.parametrize("longest_path", [0, 1])
def test_resource_limits_that_name_no_repository_are_not_asked_of_rest(github, commands, longest_path):
    _three(github, commands)
    github.faults = [faults.slow(0), faults.resource_limits(0, 2, longest_path=longest_path)]
    assert commands.sync() == 0
    assert _stars(commands) == [1, 2, 3]
    assert {call.what for call in github.calls if call.kind == "rest"} == {
        f"/repositories/{github_id}/contributors" for github_id in github.world.by_id
    }


def test_resource_limits_that_take_most_of_an_answer_make_the_next_questions_smaller(github, commands):
    for index in range(24):
        github.world.add(f"code/{index}", stars=index)
    commands.add(*(f"code/{index}" for index in range(24)))
    github.faults = [faults.slow(0), faults.resource_limits(*range(20))]
    assert commands.sync() == 0
    assert github.asked("Pulse") == [24, 12, 8]
    assert _stars(commands) == list(range(24))


def test_figure_left_out_for_good_keeps_the_last_complete_ones(github, commands):
    _three(github, commands)
    commands.sync()
    before = commands.export()
    github.world.named("code/1").stars = 99
    github.faults = [faults.missing_field(0, "stargazerCount") for _ in range(4)]
    commands.clock.advance(timedelta(days=1))
    assert commands.sync("--repository", "code/1") == 1
    assert "code/1: GitHub left out some of the figures." in commands.err
    assert commands.export() == before


def test_figure_never_known_and_left_out_is_unknown_not_zero(github, commands):
    github.world.add("code/0", stars=5, forks=4)
    commands.add("code/0")
    github.faults = [faults.slow(0), *(faults.missing_field(0, "stargazerCount") for _ in range(2))]
    assert commands.sync() == 1
    assert "1 failed" in commands.out
    assert "code/0: GitHub left out some of the figures." in commands.err
    assert (commands.row("code/0")["stars"], commands.row("code/0")["forks"]) == (None, 4)


def test_figure_left_out_at_first_is_asked_for_again_in_the_same_run(github, commands):
    github.world.add("code/0", stars=5, archived=True)
    commands.add("code/0")
    github.faults = [faults.slow(0), faults.missing_field(0, "isArchived")]
    assert commands.sync() == 0
    assert (commands.row("code/0")["stars"], commands.row("code/0")["status"]) == (5, "archived")


def test_outage_stops_soon_and_leaves_everything_queued(github, commands):
    for index in range(200):
        github.world.add(f"code/{index}")
    commands.add(*(f"code/{index}" for index in range(200)))
    github.faults = [faults.gateway_as_html() for _ in range(1000)]
    assert commands.sync() == 1
    assert len(github.calls) <= 16
    github.faults = []
    commands.clock.advance(timedelta(hours=1))
    assert commands.sync() == 0
    assert None not in _stars(commands)


def test_refused_token_stops_with_code_2_and_the_remedy(github, commands, settings):
    _three(github, commands)
    settings.GITHUB_TOKEN = "expired"
    assert commands.sync() == 2
    assert "Check GITHUB_TOKEN" in commands.err
    assert [row["status"] for row in commands.export()] == ["pending"] * 3


def test_error_is_kept_with_the_repository_and_goes_when_it_is_over(github, commands):
    github.world.add("code/0")
    commands.add("code/0")
    github.faults = [faults.gateway_as_json() for _ in range(8)]
    assert commands.sync() == 1
    row = Repository.objects.get()
    assert (row.error_kind, row.error_message, row.failures) == ("overloaded", "GitHub answered 502.", 2)
    commands.clock.advance(timedelta(minutes=5))
    assert commands.sync() == 0
    row = Repository.objects.get()
    assert (row.error_kind, row.error_message, row.failures, row.error_at) == ("", "", 0, None)


def test_every_repository_that_failed_is_named(github, commands, clock):
    later = clock.now() + timedelta(days=1)
    failed = {"failures": 1, "error_message": "Alas.", "attempted_at": clock.now(), "due_at": later}
    Repository.objects.bulk_create(Repository(full_name=f"code/{index}", **failed) for index in range(120))
    assert commands.sync() == 1
    assert sum(line.endswith(": Alas.") for line in commands.err.splitlines()) == 120


def test_run_keeps_its_counts_and_errors_by_kind(github, commands):
    _three(github, commands)
    github.world.add("code/gone", state="deleted")
    commands.add("code/gone")
    commands.sync()
    run = SyncRun.objects.get()
    assert (run.outcome, run.checked, run.gone, run.failed, run.requests, run.points, run.errors) == (
        "done",
        4,
        1,
        0,
        8,
        4,
        {},
    )
    assert (len(github.calls), run.follow_ups) == (8, 9)


def test_graphql_is_asked_one_at_a_time(github, commands):
    _three(github, commands)
    commands.sync()
    assert github.most_at_once == 1
