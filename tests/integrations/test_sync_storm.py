"""Faults at random, run after run: the truth at the end, nothing false in between."""

import random
from datetime import timedelta

import pytest

from tests.github_server import faults
from tests.github_server.truth import populate

FOLLOWING = ("topics", "newcomer_issues", "contributors_human", "contributors_bot", "contributors_anonymous")
KINDS = [
    faults.gateway_as_json,
    faults.gateway_as_html,
    lambda: faults.gateway_as_html(504),
    faults.timeout_with_200,
    faults.cut_off,
    faults.connection_reset,
    lambda: faults.secondary("3"),
    lambda: faults.secondary(status=429),
    faults.limited_with_200,
    lambda: faults.limited_with_200("RATE_LIMIT"),
    faults.nothing_found,
    lambda: faults.gateway_as_json(503, to="rest"),
    lambda: faults.secondary("2", to="rest"),
    lambda: faults.cut_off(10, to="rest"),
    lambda: faults.slow(9),
]


def _weather(seed):
    """Every third answer or so is spoiled."""
    chance = random.Random(seed)
    return [chance.choice(KINDS)() if chance.random() < 0.35 else faults.slow(0) for _ in range(400)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_storm_of_faults_ends_with_the_truth_and_never_shows_anything_else(github, commands, clock, seed):
    names = populate(github.world, 80, special=3)
    commands.add(*names)
    truth = {github.world.named(name).full_name: github.world.named(name) for name in names}
    github.faults = _weather(seed)
    codes = []
    while not codes or codes[-1] != 0:
        codes.append(commands.sync())
        assert set(codes) <= {0, 1, 75}
        assert len(codes) < 40
        _assert_nothing_false(commands.export(), truth)
        clock.advance(timedelta(hours=1))
    shown = {row["full_name"]: row for row in commands.export()}
    for name, row in truth.items():
        expected = row.export() if row.visible else {"stars": None, "topics": None, "contributors_human": None}
        assert {figure: shown[name][figure] for figure in expected} == expected


def _assert_nothing_false(rows, truth):
    for row in rows:
        if row["status"] == "pending":
            assert row["stars"] is None
        elif truth[row["full_name"]].visible:
            expected = truth[row["full_name"]].export()
            not_yet = {name for name in FOLLOWING if row[name] is None}
            assert {name: row[name] for name in expected.keys() - not_yet} == {
                name: expected[name] for name in expected.keys() - not_yet
            }
        else:
            assert (row["status"], row["stars"]) == (_status(truth[row["full_name"]].state), None)


def _status(state):
    return "blocked" if state in {"blocked", "taken_down"} else "private_or_deleted"
