"""Without a token: REST alone, 60 requests an hour; every figure is true or unknown, and a token brings the rest."""

from datetime import timedelta

import pytest

from integrations.github.figures import figures_for
from integrations.github.models import Content, Contribution, FollowUp, NewcomerIssue, Repository, Snapshot
from tests.github_server import faults
from tests.github_server.truth import START, TrueContributor, TrueIssue, populate

UNKNOWABLE = dict.fromkeys(["issues_closed", "pulls_merged", "pulls_closed"])


@pytest.fixture(autouse=True)
def _stranger(github, settings):
    settings.GITHUB_TOKEN = ""


@pytest.fixture
def town(github, commands):
    """A repository with a little of everything."""
    truth = github.world.add(
        "code/town",
        stars=7,
        forks=2,
        issues_open=3,
        issues_closed=40,
        pulls_open=2,
        pulls_merged=30,
        pulls_closed=10,
        issues=[TrueIssue(7, ("Good First Issue", "docs"), title="井戸の記号を描く"), TrueIssue(8, assigned=True)],
        topics=["map", "防災"],
        contributors=[TrueContributor(1, "hanako", 5), TrueContributor(2, "renovate[bot]", 3, "Bot")],
    )
    commands.add("code/town")
    return truth


def _asked(github):
    return [call.path.partition("?")[0] for call in github.calls]


def _hours_until_done(commands, clock, most):
    """Run once an hour until nothing is left; return the exit codes."""
    codes = [commands.sync()]
    while codes[-1] == 75 and len(codes) < most:
        clock.advance(timedelta(hours=1))
        codes.append(commands.sync())
    return codes


def _with_a_token(github, settings):
    settings.GITHUB_TOKEN = github.token


# --- what it brings ---


def test_one_repository_costs_three_requests_and_is_true_where_it_is_known(github, town, commands):
    assert commands.sync() == 0
    assert commands.row("code/town") == town.export() | UNKNOWABLE | {"observed_at": "2026-04-01T03:00:00Z"}
    assert _asked(github) == [
        "/repos/code/town",
        "/repositories/1000/issues",
        "/repositories/1000/contributors",
    ]


def test_command_says_that_there_is_no_token_and_what_a_token_brings(town, commands):
    commands.sync()
    assert "Without a token: 60 requests an hour" in commands.out
    assert "GITHUB_TOKEN" in commands.out


def test_issues_and_pull_requests_that_rest_counts_together_are_told_apart(town, commands):
    town.issues_open, town.pulls_open = 4, 9
    commands.sync()
    row = commands.row("code/town")
    assert (row["issues_open"], row["pulls_open"]) == (4, 9)


def test_nothing_open_is_known_from_one_request(github, town, commands):
    town.issues, town.issues_open, town.pulls_open = [], 0, 0
    commands.sync()
    row = commands.row("code/town")
    assert (row["issues_open"], row["pulls_open"], row["newcomer_issues"]) == (0, 0, 0)
    assert "/repositories/1000/issues" not in _asked(github)


def test_newcomer_issues_are_kept_with_title_labels_and_age(town, commands):
    commands.sync()
    issue = NewcomerIssue.objects.get()
    assert (issue.number, issue.title, issue.labels) == (7, "井戸の記号を描く", ["Good First Issue", "docs"])
    assert (issue.url, issue.opened_at) == ("https://tomoni.example/code/town/issues/7", START)


@pytest.mark.parametrize(("issues", "pulls", "requests"), [(130, 20, 4), (150, 150, 5), (0, 100, 3), (1, 100, 4)])
def test_open_work_of_several_pages_is_read_whole(github, town, commands, issues, pulls, requests):
    town.issues = [TrueIssue(number) for number in range(1, min(issues, 60) + 1)]
    town.issues_open, town.pulls_open = issues, pulls
    assert commands.sync() == 0
    row = commands.row("code/town")
    assert (row["issues_open"], row["pulls_open"]) == (issues, pulls)
    assert row["newcomer_issues"] == NewcomerIssue.objects.count() == len(town.issues)
    assert len(github.calls) == requests


def test_more_than_three_pages_are_counted_in_two_more_requests_without_the_newcomer_issues(github, town, commands):
    town.issues_open, town.pulls_open = 2000, 301
    assert commands.sync() == 0
    row = commands.row("code/town")
    assert (row["issues_open"], row["pulls_open"], row["newcomer_issues"]) == (2000, 301, None)
    assert _asked(github) == [
        "/repos/code/town",
        "/repositories/1000/pulls",
        "/repositories/1000",
        "/repositories/1000/contributors",
    ]


def test_many_issues_without_any_pull_request_are_counted(town, commands):
    town.issues_open, town.pulls_open = 400, 0
    commands.sync()
    row = commands.row("code/town")
    assert (row["issues_open"], row["pulls_open"]) == (400, 0)


def test_issues_switched_off_are_none_and_pull_requests_are_counted(town, commands):
    town.has_issues, town.issues, town.issues_open, town.pulls_open = False, [], 0, 5
    commands.sync()
    row = commands.row("code/town")
    assert (row["issues_open"], row["pulls_open"], row["newcomer_issues"]) == (0, 5, 0)


def test_branch_of_an_empty_repository_is_unknown_because_rest_makes_one_up(town, commands):
    town.empty = True
    commands.sync()
    assert commands.row("code/town")["default_branch"] is None


def test_thirty_repositories_are_true_or_unknown_by_design(github, commands, clock):
    names = populate(github.world, 30, special=1)
    commands.add(*names)
    codes = _hours_until_done(commands, clock, 6)
    assert (codes[0], codes[-1]) == (75, 0)
    for row in commands.export():
        truth = github.world.named(row["full_name"])
        expected = truth.export() | UNKNOWABLE if truth.visible else {"status": _status(truth)}
        # Of a long list nobody reads the newcomer issues.
        unknown = {"newcomer_issues"} if truth.issues_open + truth.pulls_open > 300 else set()
        assert {name: row[name] for name in expected} == expected | dict.fromkeys(unknown & expected.keys())
    assert all(call.kind == "rest" for call in github.calls)


def _status(truth):
    return "blocked" if truth.state in {"blocked", "taken_down"} else "private_or_deleted"


# --- the budget ---


def test_two_hundred_repositories_come_in_hour_by_hour_within_the_budget(github, commands, clock):
    for index in range(200):
        github.world.add(f"code/{index}", stars=index, issues_open=index % 2)
    commands.add(*(f"code/{index}" for index in range(200)))
    assert commands.sync() == 75
    assert len(github.calls) <= 60
    assert "run this again then" in commands.err
    asked = len(github.calls)
    assert commands.sync() == 75  # before the hour is over it does not even ask
    assert len(github.calls) == asked
    codes = _hours_until_done(commands, clock, 12)
    assert codes[-1] == 0
    assert [row["stars"] for row in sorted(commands.export(), key=lambda row: row["github_id"])] == list(range(200))
    assert all(row["contributors_human"] == 0 for row in commands.export())
    assert {call.kind for call in github.calls} == {"rest"}
    assert {call.status for call in github.calls} == {200}


def test_figures_of_all_come_before_the_contributors_of_any(github, commands, clock):
    for index in range(100):
        github.world.add(f"code/{index}")
    commands.add(*(f"code/{index}" for index in range(100)))
    _hours_until_done(commands, clock, 6)
    details = [path.endswith("/contributors") for path in _asked(github)]
    assert details == [False] * 100 + [True] * 100


def test_next_hour_goes_on_with_those_never_seen_then_the_least_recently_seen(github, commands, clock):
    for index in range(3):
        github.world.add(f"code/{index}")
        commands.add(f"code/{index}")
        commands.sync()
        clock.advance(timedelta(minutes=1))
    github.world.add("code/new")
    commands.add("code/new")
    github.calls.clear()
    commands.sync("--all")
    pulses = [path for path in _asked(github) if not path.endswith("/contributors")]
    assert pulses == ["/repos/code/new", "/repositories/1000", "/repositories/1001", "/repositories/1002"]


def test_unmoved_repository_costs_one_request_and_no_contributors_again(github, town, commands, clock):
    town.issues, town.issues_open, town.pulls_open = [], 0, 0
    commands.sync()
    clock.advance(timedelta(days=1))
    github.calls.clear()
    commands.sync()
    assert _asked(github) == ["/repositories/1000"]


def test_push_brings_the_contributors_anew_and_nothing_is_asked_conditionally(github, town, commands, clock):
    """A 304 costs a stranger as much as an answer."""
    commands.sync()
    town.contributors.append(TrueContributor(3, "taro"))
    clock.advance(timedelta(days=1))
    town.push(clock.now())
    commands.sync()
    assert commands.row("code/town")["contributors_human"] == 2
    assert {call.status for call in github.calls} == {200}


def test_finished_run_without_a_token_is_a_success(town, commands, clock):
    """What only GraphQL knows is neither a failure nor spent budget."""
    commands.sync()
    clock.advance(timedelta(days=1))
    assert commands.sync() == 0
    assert not Repository.objects.exclude(error_kind="").exists()
    assert not FollowUp.objects.exclude(due_at=None).exists()


# --- what happens to names and repositories ---


def test_renamed_repository_is_followed_and_keeps_its_row(github, town, commands):
    commands.sync()
    github.world.rename(town, "village/town")
    commands.sync("--all")
    repository = Repository.objects.get()
    assert (repository.full_name, repository.old_names.get().full_name) == ("village/town", "code/town")


def test_old_name_leads_to_the_repository(github, town, commands):
    github.world.rename(town, "village/town")
    assert commands.sync() == 0
    assert commands.row("village/town")["stars"] == 7


def test_two_names_of_one_repository_become_one_row(github, town, commands):
    github.world.rename(town, "village/town")
    commands.add("village/town")
    assert commands.sync() == 0
    assert [row["full_name"] for row in commands.export()] == ["village/town"]


def test_new_repository_under_a_gone_one_s_name_is_another(github, town, commands, clock):
    commands.sync()
    town.state = "deleted"
    for _day in range(2):
        clock.advance(timedelta(days=2))
        commands.sync("--all")
    github.world.add("code/town", stars=1)
    commands.add("code/town")
    commands.sync()
    assert [(row["status"], row["stars"]) for row in commands.export()] == [("private_or_deleted", 7), ("active", 1)]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("deleted", "private_or_deleted"),
        ("private", "private_or_deleted"),
        ("blocked", "blocked"),
        ("taken_down", "blocked"),
    ],
)
def test_repository_that_goes_keeps_its_figures_and_is_gone_after_two_checks(town, commands, clock, state, status):
    commands.sync()
    before = commands.row("code/town")
    town.state = state
    commands.sync("--all")
    assert commands.row("code/town") == before
    clock.advance(timedelta(days=1, minutes=1))
    commands.sync()
    assert commands.row("code/town") == before | {"status": status}


def test_repository_never_seen_that_is_not_there_is_gone_at_once(github, commands):
    github.world.add("code/x", visibility="PRIVATE", stars=5)
    commands.add("code/x")
    assert commands.sync() == 0
    assert (commands.row("code/x")["status"], commands.row("code/x")["stars"]) == ("private_or_deleted", None)


# --- faults ---


def test_faults_leave_every_figure_as_it_was_or_true(github, town, commands, clock):
    commands.sync()
    before = commands.row("code/town")
    town.stars = 8
    kinds = [faults.gateway_as_html(to="rest"), faults.cut_off(to="rest"), faults.connection_reset()]
    github.faults = kinds * 4
    commands.sync("--all")
    assert commands.row("code/town") in (before, before | {"stars": 8})
    github.faults = []
    clock.advance(timedelta(hours=2))
    commands.sync("--all")
    assert commands.row("code/town")["stars"] == 8


def test_numbers_that_move_between_two_looks_are_looked_at_again(github, town, commands):
    town.issues_open, town.pulls_open = 400, 50
    moved = []

    def open_one(number):
        if number == 2:
            moved.append(town)
            town.pulls_open += 1

    github.before_answer = open_one
    assert commands.sync() == 0
    assert moved
    row = commands.row("code/town")
    assert (row["issues_open"], row["pulls_open"]) == (400, 51)


def test_numbers_that_never_stand_still_are_unknown_then_asked_for_again(github, town, commands, clock):
    town.issues_open, town.pulls_open = 400, 50

    def open_one(_number):
        town.issues_open += 1

    github.before_answer = open_one
    assert commands.sync() == 1
    row = commands.row("code/town")
    assert (row["stars"], row["issues_open"], row["pulls_open"]) == (7, None, None)
    github.before_answer = None
    clock.advance(timedelta(hours=1))
    assert commands.sync() == 0
    assert commands.row("code/town")["issues_open"] == town.issues_open


def test_limit_that_hides_in_a_403_is_no_block(github, town, commands):
    github.faults = [faults.secondary("3600", to="rest")]
    assert commands.sync() == 75
    assert commands.row("code/town")["status"] == "pending"


def test_server_that_is_not_github_stops_the_run_and_nothing_is_gone(github, town, commands):
    github.faults = [faults.Fault("rest", 404, "<h1>Nothing here</h1>", faults.HTML)]
    assert commands.sync() == 2
    assert "Check GITHUB_API_URL" in commands.err
    assert commands.row("code/town")["status"] == "pending"


def test_answer_that_it_is_gone_is_asked_for_again_where_it_was_cut_off(github, commands):
    github.world.add("code/x", state="deleted")
    commands.add("code/x")
    github.faults = [faults.cut_off(10, to="rest")]
    assert commands.sync() == 0
    assert commands.row("code/x")["status"] == "private_or_deleted"
    assert len(github.calls) == 2


# --- tokens that come and go ---


def test_token_that_comes_later_fills_in_the_rest(github, town, commands, clock, settings):
    town.files, town.commits = {"": ["README.md"]}, [clock.now()]
    commands.sync()
    clock.advance(timedelta(hours=1))
    _with_a_token(github, settings)
    assert commands.sync("--all") == 0
    assert commands.row("code/town") == town.export() | {"observed_at": "2026-04-01T04:00:00Z"}
    assert Content.objects.get().has_readme
    assert Repository.objects.get().commit_weeks.count() == 12
    assert Contribution.objects.count() == 2
    assert NewcomerIssue.objects.count() == 1


def test_token_that_comes_later_does_not_ask_again_what_rest_brought(github, town, commands, clock, settings):
    commands.sync()
    clock.advance(timedelta(hours=1))
    _with_a_token(github, settings)
    github.calls.clear()
    commands.sync("--all")
    assert github.asked("NewcomerIssues") == []
    assert "/repositories/1000/contributors" not in _asked(github)


def test_token_that_goes_leaves_its_figures_with_their_date(github, town, commands, clock, settings):
    _with_a_token(github, settings)
    commands.sync()
    told = clock.now()
    settings.GITHUB_TOKEN = ""
    town.stars, town.issues_closed = 8, 41
    for _day in range(2):
        clock.advance(timedelta(days=1))
        assert commands.sync("--all") == 0
    assert commands.row("code/town") == town.export() | {"issues_closed": 40, "observed_at": "2026-04-03T03:00:00Z"}
    figures = figures_for(Repository.objects.with_latest_figures())
    assert (figures.stars.observed_at, figures.issues_closed.observed_at) == (clock.now(), told)
    _with_a_token(github, settings)
    commands.sync("--all")
    assert Snapshot.objects.latest("day").all_states_observed_at is None
    assert commands.row("code/town")["issues_closed"] == 41


def test_token_that_goes_has_nothing_asked_again_that_did_not_move(github, town, commands, clock, settings):
    _with_a_token(github, settings)
    commands.sync()
    settings.GITHUB_TOKEN = ""
    clock.advance(timedelta(days=1))
    github.calls.clear()
    commands.sync("--all")
    assert _asked(github) == ["/repositories/1000", "/repositories/1000/issues"]


def test_newcomer_issues_that_are_too_many_to_read_stay_as_a_token_brought_them(
    github, town, commands, clock, settings
):
    _with_a_token(github, settings)
    commands.sync()
    settings.GITHUB_TOKEN = ""
    town.issues_open = 900
    clock.advance(timedelta(days=1))
    commands.sync("--all")
    snapshot = Repository.objects.get().latest_snapshot
    assert (snapshot.newcomer_issues, snapshot.newcomers_observed_at) == (1, clock.now() - timedelta(days=1))
    assert snapshot.issues_open == 900
