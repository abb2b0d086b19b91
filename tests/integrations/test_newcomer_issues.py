"""Issues for newcomers: which they are, and that they are asked for only when they moved."""

from datetime import timedelta

import pytest

from integrations.github.models import FollowUp, NewcomerIssue
from tests.github_server import faults
from tests.github_server.truth import START, TrueIssue


@pytest.fixture
def town(github, commands):
    """A repository with one issue that anybody may take."""
    truth = github.world.add("code/town", issues=[TrueIssue(7, ("Good First Issue", "docs"), title="井戸の記号を描く")])
    commands.add("code/town")
    return truth


def _shown(commands):
    return commands.row("code/town")["newcomer_issues"]


def _numbers():
    return sorted(NewcomerIssue.objects.values_list("number", flat=True))


def _touch(issue):
    issue.changed_at += timedelta(minutes=1)


def test_issue_is_kept_with_its_title_address_labels_and_age(town, commands):
    assert commands.sync() == 0
    issue = NewcomerIssue.objects.get()
    assert (issue.number, issue.title, issue.labels) == (7, "井戸の記号を描く", ["Good First Issue", "docs"])
    assert (issue.url, issue.opened_at) == ("https://tomoni.example/code/town/issues/7", START)
    assert issue.repository.full_name == "code/town"


def test_assigned_and_locked_issues_are_none_for_newcomers(town, commands):
    town.issues += [TrueIssue(8, assigned=True), TrueIssue(9, locked=True), TrueIssue(10, ("bug",))]
    commands.sync()
    assert (_shown(commands), _numbers()) == (1, [7])


def test_repository_without_such_issues_is_not_asked_for_them(github, town, commands):
    town.issues = []
    commands.sync()
    assert _shown(commands) == 0
    assert github.asked("NewcomerIssues") == []


def test_issue_with_two_of_the_labels_counts_once(town, commands):
    town.issues.append(TrueIssue(8, ("help wanted", "初心者歓迎")))
    town.repeats_issues = True
    assert commands.sync() == 0
    assert (_shown(commands), _numbers()) == (2, [7, 8])


@pytest.mark.parametrize("repeats", [False, True])
def test_more_than_a_page_of_issues_come_in_whole(town, commands, repeats):
    labels = ("help wanted", "good first issue") if repeats else ("help wanted",)
    town.issues = [TrueIssue(number, labels, opened_at=START + timedelta(hours=number)) for number in range(130)]
    town.repeats_issues = repeats
    assert commands.sync() == 0
    assert (_shown(commands), _numbers()) == (130, list(range(130)))


def test_unmoved_issues_are_not_asked_for_again(github, town, commands):
    commands.sync()
    commands.clock.advance(timedelta(days=1))
    github.calls.clear()
    commands.sync()
    assert github.asked("NewcomerIssues") == []
    assert _shown(commands) == 1


def test_issue_that_somebody_took_leaves_the_list(town, commands):
    commands.sync()
    town.issues[0].assigned = True
    _touch(town.issues[0])
    commands.sync("--all")
    assert (_shown(commands), _numbers()) == (0, [])


def test_last_issue_that_was_closed_leaves_the_list_without_a_question(github, town, commands):
    commands.sync()
    town.issues = []
    github.calls.clear()
    commands.sync("--all")
    assert (_shown(commands), _numbers()) == (0, [])
    assert github.asked("NewcomerIssues") == []


def test_list_that_changes_between_two_pages_is_read_again(github, town, commands):
    town.issues = [TrueIssue(number, opened_at=START + timedelta(hours=number)) for number in range(60)]
    seen = []

    def close_one(_number):
        pages = [call for call in github.calls if call.what == "NewcomerIssues"]
        if len(pages) == 1 and not seen:
            seen.append(town.issues.pop(0))

    github.before_answer = close_one
    assert commands.sync() == 0
    assert seen
    assert (_shown(commands), _numbers()) == (59, list(range(1, 60)))


def test_list_that_never_stands_still_keeps_the_last_figure_and_is_named(github, town, commands):
    commands.sync()
    town.issues = [TrueIssue(number) for number in range(60)]

    def open_another(_number):
        town.issues.append(TrueIssue(len(town.issues)))

    github.before_answer = open_another
    assert commands.sync("--all") == 1
    assert "code/town: newcomers: The list changed while it was read." in commands.err
    assert (_shown(commands), _numbers()) == (1, [7])
    github.before_answer = None
    commands.clock.advance(timedelta(hours=1))
    assert commands.sync() == 0
    assert _shown(commands) == len(town.issues)


def test_labels_are_a_setting_and_another_choice_asks_again(town, commands, settings):
    commands.sync()
    town.issues.append(TrueIssue(8, ("Easy",)))
    settings.GITHUB_NEWCOMER_LABELS = ["easy"]
    commands.sync("--all")
    assert (_shown(commands), _numbers()) == (1, [8])


def test_answer_that_does_not_come_keeps_the_last_figure_until_it_does(github, town, commands):
    commands.sync()
    town.issues.append(TrueIssue(8))
    github.faults = [faults.slow(0), *(faults.gateway_as_json() for _ in range(8))]
    assert commands.sync("--all") == 1
    assert "code/town: newcomers: GitHub answered 502." in commands.err
    assert _shown(commands) == 1
    commands.clock.advance(timedelta(minutes=5))
    assert commands.sync() == 0
    assert _shown(commands) == 2
    assert not FollowUp.objects.exclude(error_kind="").exists()


def test_question_that_github_refuses_does_not_keep_the_others_from_being_asked(github, town, commands):
    refusal = '{"errors": [{"message": "No such field", "locations": []}]}'
    github.faults = [faults.slow(0), faults.slow(0), faults.Fault("graphql", 200, refusal, faults.JSON)]
    assert commands.sync() == 2
    assert (_shown(commands), commands.row("code/town")["topics"]) == (None, [])


def test_long_lists_come_in_however_little_is_left_for_a_run(github, commands):
    for index in range(12):
        github.world.add(f"code/town-{index}", newcomer_issues=120)
    commands.add(*(f"code/town-{index}" for index in range(12)))
    codes = [commands.sync("--max-points", "12") for _run in range(12)]
    assert codes[0] == 75
    assert codes[-1] == 0
    assert {row["newcomer_issues"] for row in commands.export()} == {120}


def test_long_list_comes_in_though_every_third_answer_is_broken(github, commands):
    github.world.add("code/town", newcomer_issues=300)
    commands.add("code/town")
    github.before_answer = lambda number: github.faults.extend([faults.gateway_as_html()] if number % 3 == 0 else [])
    commands.sync()
    assert commands.row("code/town")["newcomer_issues"] == 300


def test_long_list_with_issues_that_come_twice_for_their_labels_is_read_once(github, commands):
    labels = ("good first issue", "help wanted")
    issues = [TrueIssue(number + 1, labels if number == 3 else labels[:1]) for number in range(60)]
    github.world.add("code/town", issues=issues, repeats_issues=True)
    commands.add("code/town")
    commands.sync()
    assert commands.row("code/town")["newcomer_issues"] == 60
    assert len(github.asked("NewcomerIssues")) == 3


@pytest.mark.parametrize("which", [["--all"], ["--repository", "code/town"]])
def test_list_that_did_not_come_is_asked_for_again_at_once_when_somebody_says_so(github, town, commands, which):
    github.before_answer = lambda _number: github.faults.append(faults.Fault(status=502, at="NewcomerIssues"))
    assert commands.sync() == 1
    github.before_answer, github.faults = None, []
    assert _shown(commands) is None
    assert commands.sync(*which) == 0
    assert _shown(commands) == 1
