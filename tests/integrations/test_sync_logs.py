"""What the sync writes into the log: enough to find a run by, and no secret."""

import logging

import pytest

from integrations.github.models import SyncRun
from tests.github_server import faults


@pytest.fixture
def logged(caplog, github, commands):
    """Records of a sync of one repository, with the given faults."""

    def sync(*struck):
        github.world.add("code/a", stars=3)
        commands.add("code/a")
        github.faults = list(struck)
        with caplog.at_level(logging.INFO, logger="integrations.github"):
            commands.sync()
        return caplog.records

    return sync


def test_each_stream_ends_with_one_line_that_tells_what_it_did(logged, github):
    [record] = logged()
    run = SyncRun.objects.get()
    assert (record.levelname, record.run, record.credential) == ("INFO", run.token, run.credential)
    assert (record.outcome, record.repositories, record.failed, record.error_kind) == ("done", 1, 0, "")
    assert (record.requests, record.points) == (len(github.calls), github.points)


def test_each_request_that_failed_is_a_warning_with_its_kind(logged):
    *warnings, end = logged(faults.gateway_as_html(), faults.secondary("7", to="rest"))
    assert [(record.levelname, record.resource, record.error_kind) for record in warnings] == [
        ("WARNING", "graphql", "overloaded"),
        ("WARNING", "core", "overloaded"),
    ]
    assert {record.run for record in warnings} == {end.run}


def test_spent_budget_is_told_with_its_time(logged, clock):
    *_warnings, end = logged(faults.secondary("3600"))
    assert (end.outcome, end.resume_at) == ("out_of_budget", "2026-04-01T04:00:00+00:00")


def test_no_log_line_ever_shows_the_token(logged, github, settings):
    settings.GITHUB_TOKEN = "ghp_revoked"
    for record in logged():
        assert "ghp_revoked" not in str(record.__dict__)


def test_lines_of_a_run_tell_calls_points_left_and_the_time_to_the_end(github, commands):
    for index in range(3):
        github.world.add(f"code/{index}")
    commands.add("code/0", "code/1", "code/2")
    github.seconds_per_node = 1.0
    commands.sync()
    line = next(line for line in commands.out.splitlines() if line.startswith("3/3 repositories"))
    assert "0 follow-ups, 2 requests, 2 points, 4998 points left, about " in line
    assert line.endswith(" to go")
