"""Gone is only what REST confirms; the history stays."""

from datetime import timedelta

import pytest

from tests.github_server import faults

STATES = [
    ("deleted", "private_or_deleted"),
    ("private", "private_or_deleted"),
    ("blocked", "blocked"),
    ("taken_down", "blocked"),
]


@pytest.mark.parametrize(("state", "status"), STATES)
def test_repository_never_seen_is_marked_at_once(github, commands, state, status):
    github.world.add("code/x", state=state, stars=5)
    commands.add("code/x")
    assert commands.sync() == 0
    row = commands.export()[0]
    assert (row["github_id"], row["status"], row["stars"], row["observed_at"]) == (None, status, None, None)


def test_absence_that_a_proxy_tells_in_its_own_words_counts(github, commands):
    github.world.add("code/x", state="deleted")
    commands.add("code/x")
    github.faults = [faults.gateway_as_html(404, to="rest")]
    assert commands.sync() == 0
    assert commands.row("code/x")["status"] == "private_or_deleted"


@pytest.mark.parametrize(("state", "status"), STATES)
def test_known_repository_is_gone_only_after_two_checks_a_day_apart(github, commands, clock, state, status):
    truth = github.world.add("code/x", stars=5)
    commands.add("code/x")
    commands.sync()
    before = commands.export()
    truth.state = state
    assert commands.sync("--all") == 0
    assert "code/x: not found; gone if it is not found tomorrow either" in commands.out
    clock.advance(timedelta(hours=23))
    commands.sync("--all")
    assert commands.export() == before
    clock.advance(timedelta(hours=1))
    commands.sync()
    assert commands.export() == [before[0] | {"status": status}]


def test_known_repository_that_comes_back_in_time_was_never_gone(github, commands, clock):
    truth = github.world.add("code/x", stars=5)
    commands.add("code/x")
    commands.sync()
    truth.state = "private"
    commands.sync("--all")
    truth.state = "there"
    clock.advance(timedelta(days=1))
    commands.sync()
    truth.state = "private"
    clock.advance(timedelta(days=1))
    commands.sync()
    assert commands.row("code/x")["status"] == "active"


def test_gone_repository_that_returns_is_active_again_with_new_figures(github, commands, clock):
    truth = github.world.add("code/x", stars=5)
    commands.add("code/x")
    commands.sync()
    truth.state = "private"
    for _day in range(2):
        clock.advance(timedelta(days=1))
        commands.sync()
    assert commands.row("code/x")["status"] == "private_or_deleted"
    truth.state, truth.stars = "there", 6
    clock.advance(timedelta(days=7))
    commands.sync()
    assert (commands.row("code/x")["status"], commands.row("code/x")["stars"]) == ("active", 6)


def test_gone_repository_is_not_confirmed_by_rest_again_each_time(github, commands):
    for index in range(20):
        github.world.add(f"code/{index}", state="deleted")
    commands.add(*(f"code/{index}" for index in range(20)))
    commands.sync()
    assert len(github.calls) == 21
    commands.sync("--all")
    assert len(github.calls) == 22


def test_answer_that_finds_nothing_at_all_is_doubted_with_one_question(github, commands):
    for index in range(20):
        github.world.add(f"code/{index}", stars=index)
    commands.add(*(f"code/{index}" for index in range(20)))
    commands.sync()
    before = commands.export()
    github.calls.clear()
    github.faults = [faults.nothing_found(), faults.nothing_found()]
    assert commands.sync("--all") == 1
    assert [call.kind for call in github.calls] == ["graphql", "rest", "graphql", "rest"]
    assert commands.export() == before


def test_rest_that_answers_with_a_redirect_is_followed(github, commands):
    truth = github.world.add("code/x", state="deleted")
    commands.add("code/x")
    github.faults = [faults.moved(f"{github.url}/repositories/{truth.github_id}", status) for status in (301, 307)]
    assert commands.sync() == 0
    assert commands.row("code/x")["status"] == "private_or_deleted"


def test_block_is_known_by_its_reason_whatever_the_words(github, commands):
    github.world.add("code/x", state="blocked")
    commands.add("code/x")
    body = '{"message": "Unavailable.", "block": {"reason": "trademark"}}'
    github.faults = [faults.vague(0), faults.Fault("rest", 403, body, faults.JSON)]
    assert commands.sync() == 0
    assert commands.row("code/x")["status"] == "blocked"


@pytest.mark.parametrize("visibility", ["PRIVATE", "INTERNAL"])
def test_repository_that_only_the_token_may_see_is_not_shown(github, commands, visibility):
    truth = github.world.add("code/x", stars=5, visibility=visibility)
    commands.add("code/x")
    assert commands.sync() == 0
    assert (commands.row("code/x")["status"], commands.row("code/x")["stars"]) == ("private_or_deleted", None)
    truth.visibility = "PUBLIC"
    commands.sync("--all")
    assert (commands.row("code/x")["status"], commands.row("code/x")["stars"]) == ("active", 5)


def test_new_name_of_a_private_repository_is_not_shown(github, commands):
    """The token may see it; visitors may not."""
    known, new = github.world.add("code/known", stars=5), github.world.add("code/new")
    commands.add("code/known")
    commands.sync()
    for truth in (known, new):
        github.world.rename(truth, f"{truth.full_name}-secret")
        truth.visibility = "PRIVATE"
    commands.add("code/new")
    commands.sync("--all")
    assert [row["full_name"] for row in commands.export()] == ["code/known", "code/new"]


def test_repository_made_private_before_the_token_s_eyes_keeps_its_figures_and_is_gone_at_once(github, commands):
    truth = github.world.add("code/x", stars=5)
    commands.add("code/x")
    commands.sync()
    truth.visibility, truth.stars = "PRIVATE", 6
    commands.sync("--all")
    assert (commands.row("code/x")["status"], commands.row("code/x")["stars"]) == ("private_or_deleted", 5)


def test_repository_the_token_may_not_read_keeps_its_figures_and_is_named(github, commands):
    github.world.add("code/x", stars=5)
    commands.add("code/x")
    commands.sync()
    before = commands.export()
    github.faults = [faults.forbidden(0), faults.forbidden(0)]
    assert commands.sync("--all") == 1
    assert "code/x: The token may not read this repository" in commands.err
    assert commands.export() == before


def test_errors_without_a_path_tell_nothing_about_one_repository(github, commands):
    for state in ("deleted", "blocked"):
        github.world.add(f"code/{state}", state=state)
    github.world.add("code/there")
    commands.add("code/deleted", "code/blocked", "code/there")
    github.faults = [faults.vague(0)]
    assert commands.sync() == 0
    assert [row["status"] for row in commands.export()] == ["private_or_deleted", "blocked", "active"]
