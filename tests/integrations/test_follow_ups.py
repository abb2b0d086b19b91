"""Questions after the pulse: few, shared between runs, and lost by none."""

from datetime import timedelta

import pytest

from tests.github_server import faults
from tests.github_server.truth import populate


@pytest.fixture
def names(github, commands):
    names = populate(github.world, 100, special=3)
    commands.add(*names)
    return names


def test_first_sync_stays_below_two_requests_a_repository(github, commands, names):
    assert commands.sync() == 0
    assert len(github.calls) <= 1.4 * len(names)


def test_sync_with_nothing_changed_stays_below_a_request_for_twenty(github, commands, names):
    commands.sync()
    github.calls.clear()
    commands.clock.advance(timedelta(days=1))
    assert commands.sync("--all") == 0
    assert len(github.calls) <= 0.05 * len(names)


def test_sync_with_a_twentieth_changed_stays_below_a_request_for_seven(github, commands, names):
    commands.sync()
    living = [row for row in github.world.by_id.values() if row.visible and not row.empty]
    for row in living[:5]:
        row.push(commands.clock.now())
        row.issues_open += 1
        for issue in row.issues:
            issue.changed_at += timedelta(minutes=1)
    github.calls.clear()
    assert commands.sync("--all") == 0
    assert len(github.calls) <= 0.15 * len(names)
    shown = {row["github_id"]: row for row in commands.export()}
    for row in living:
        assert {name: shown[row.github_id][name] for name in row.export()} == row.export()


def test_all_pulses_come_before_the_first_follow_up(github, commands, names):
    commands.sync()
    asked = [call.what.rpartition("/")[2] for call in github.calls]
    last_pulse = max(index for index, what in enumerate(asked) if what == "Pulse")
    assert not {"Content", "NewcomerIssues", "contributors", "Weekly"} & set(asked[:last_pulse])


def test_gone_repository_is_not_asked_about_any_further(github, commands, names):
    truth = next(row for row in github.world.by_id.values() if row.visible)
    github.faults = [faults.secondary("3600", to="rest")]
    assert commands.sync() == 75
    truth.state = "deleted"
    for _day in range(2):
        commands.clock.advance(timedelta(days=1, hours=1))
        commands.sync()
    github.calls.clear()
    commands.clock.advance(timedelta(days=1))
    assert commands.sync() == 0
    assert f"/repositories/{truth.github_id}/contributors" not in {call.what for call in github.calls}


def test_figures_of_all_come_before_the_details_of_any(github, commands):
    commands.add(*populate(github.world, 200, special=6))
    assert commands.sync() == 0
    whats = [call.what for call in github.calls]
    last_pulse = max(index for index, what in enumerate(whats) if what == "Pulse")
    assert last_pulse < 30
    assert not {"NewcomerIssues", "Content", "Weekly"} & set(whats[:last_pulse])
    assert not [what for what in whats[:last_pulse] if what.endswith("/contributors")]
    living = {row.github_id for row in github.world.by_id.values() if row.visible}
    assert None not in {row["contributors_human"] for row in commands.export() if row["github_id"] in living}
