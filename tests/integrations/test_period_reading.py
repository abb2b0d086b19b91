"""Lists of many pages: read in whole although GitHub goes on in the meantime, with as few questions as can be."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from integrations.github.models import PeriodPulse, Repository
from tests.github_server import faults
from tests.github_server.happenings import TrueCommit

SINCE, UNTIL = datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def town(github, commands):
    truth = github.world.add("code/town")
    commands.add("code/town")
    commands.sync()
    github.calls.clear()
    return truth


def _ask(commands, code=0):
    options = ("--since", "2026-03-28T00:00Z", "--until", "2026-03-29T00:00Z")
    assert commands.run("pulse_github", "--repository", "code/town", *options, clock=commands.clock) == code
    return [json.loads(line) for line in commands.out.splitlines()]


def _asked(github):
    return [call.what for call in github.calls]


def _before(github, number, act):
    """Do something once, right before the answer to a question of this number."""

    def look(_number):
        if len(github.calls) == number:
            act()

    github.before_answer = look


def test_list_of_one_page_is_one_question(github, town, commands):
    town.log = [TrueCommit(SINCE + MINUTE * index) for index in range(100)]
    assert _ask(commands)[0]["commits"] == 100
    assert _asked(github) == ["Period"]


def test_further_pages_are_asked_for_by_themselves_and_the_front_of_moving_lists_once_more(github, town, commands):
    town.log = [TrueCommit(SINCE + MINUTE * index) for index in range(250)]
    for index in range(150):
        town.open(SINCE + MINUTE * index)
        town.open(SINCE + MINUTE * index, pull=True)
    [row] = _ask(commands)
    assert (row["commits"], row["issues_opened"], row["pulls_opened"]) == (250, 150, 150)
    commits, issues, pulls = ["PeriodCommits"] * 2, ["PeriodIssues"] * 2, ["PeriodPulls"] * 2
    assert _asked(github) == ["Period", *commits, *issues, *pulls]


def test_pull_requests_are_read_back_to_the_period_and_no_further(github, town, commands):
    for index in range(150):
        town.open(SINCE - timedelta(days=9) + MINUTE * index, pull=True)
    town.open(SINCE, pull=True)
    assert _ask(commands)[0]["pulls_opened"] == 1
    assert _asked(github) == ["Period"]


def test_push_between_two_pages_is_read_again(github, town, commands):
    town.log = [TrueCommit(SINCE + MINUTE * index) for index in range(150)]

    def push():
        town.pushes += 1
        town.log.append(TrueCommit(UNTIL - MINUTE))

    _before(github, 2, push)
    assert _ask(commands)[0]["commits"] == 151


def test_push_outside_the_period_costs_a_second_reading_and_no_figure(github, town, commands):
    town.log = [TrueCommit(SINCE + MINUTE * index) for index in range(150)]
    github.before_answer = lambda _number: town.push(commands.clock.now())
    assert _ask(commands)[0]["commits"] == 150


def test_history_rewritten_between_two_pages_is_read_again(github, town, commands):
    """The number of commits is the same, but half of them are others."""
    town.log = [TrueCommit(SINCE + MINUTE * index) for index in range(150)]

    def rewrite():
        town.pushes += 1
        for commit in town.log:
            commit.is_merge = True

    _before(github, 2, rewrite)
    assert _ask(commands)[0]["commits"] == 0


@pytest.mark.parametrize("pull", [False, True])
def test_item_that_jumps_to_the_front_while_the_list_is_read_is_not_missed(github, town, commands, pull):
    work = [town.open(SINCE + MINUTE * index, pull=pull) for index in range(250)]
    _before(github, 2, lambda: town.close(work[0], UNTIL - MINUTE))
    [row] = _ask(commands)
    name = "pulls" if pull else "issues"
    assert (row[f"{name}_opened"], row[f"{name}_closed"]) == (250, 1)


def test_items_that_jump_again_and_again_are_all_found(github, town, commands):
    work = [town.open(SINCE + MINUTE * index) for index in range(250)]
    github.before_answer = lambda number: town.close(work[number], UNTIL - MINUTE * 10 + timedelta(seconds=number))
    github.calls.clear()
    closing = range(1, 6)

    def close(_number):
        if len(github.calls) in closing:
            town.close(work[len(github.calls)], UNTIL - MINUTE * 10 + timedelta(seconds=len(github.calls)))

    github.before_answer = close
    [row] = _ask(commands)
    assert (row["issues_opened"], row["issues_closed"]) == (250, 5)


def test_item_that_goes_away_while_the_list_is_read_pulls_no_other_past_us(github, town, commands):
    work = [town.open(SINCE + MINUTE * index) for index in range(250)]
    _before(github, 2, lambda: town.issue_work.remove(work[-1]))
    assert _ask(commands)[0]["issues_opened"] == 249


def test_list_that_never_stands_still_is_named_and_changes_nothing(github, town, commands):
    town.log = [TrueCommit(SINCE + MINUTE * index) for index in range(150)]

    def push(_number):
        town.pushes += 1
        town.log.append(TrueCommit(UNTIL - MINUTE))

    github.before_answer = push
    assert _ask(commands, code=1) == []
    assert "code/town: The list changed while it was read." in commands.err
    assert not PeriodPulse.objects.exists()


@pytest.mark.parametrize(
    "story",
    [
        [faults.slow(0), faults.gateway_as_html()],
        [faults.slow(0), faults.cut_off()],
        [faults.slow(0), faults.connection_reset(), faults.connection_reset()],
        [faults.slow(0), faults.secondary("3")],
        [faults.slow(0), faults.limited_with_200()],
        [faults.slow(0), faults.resource_limits(0)],
        [faults.missing_field(0, "issues")],
        [faults.missing_field(0, "defaultBranchRef")],
    ],
)
def test_passing_fault_on_any_page_costs_no_commit(github, town, commands, story):
    """In a run of the sync, which asks a second time what failed."""
    town.log = [TrueCommit(SINCE + MINUTE * index) for index in range(250)]
    repository = Repository.objects.get()
    PeriodPulse.objects.create(repository=repository, since=SINCE, until=UNTIL, due_at=UNTIL)
    github.faults = story
    if story[-1].to == "graphql" and story[-1].body and "RATE_LIMITED" in story[-1].body:
        commands.clock.advance(timedelta(minutes=59))  # the hour ends soon
    assert commands.sync() == 0
    assert PeriodPulse.objects.get().commits == 250


def test_what_another_run_has_claimed_is_not_asked_about(github, town, commands):
    PeriodPulse.objects.create(repository=Repository.objects.get(), since=SINCE, until=UNTIL, due_at=UNTIL)
    later = commands.clock.now() + MINUTE
    Repository.objects.update(claimed_by="another", claimed_until=later)
    commands.sync()
    assert _asked(github) == []
    commands.clock.time = later + MINUTE
    commands.sync()
    assert _asked(github) == ["Period"]
