"""The last 30 days of repositories in use: day by day, asked for only when something moved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from integrations.github import wishes
from integrations.github.bot_list import list_bot
from integrations.github.models import FollowUp, RecentActivity, Repository
from integrations.github.pulses import recent_totals
from tests.github_server import faults
from tests.github_server.happenings import Person, TrueCommit

NOON = datetime(2026, 4, 1, 3, tzinfo=UTC)  # the clock's start: noon in Japan
TODAY = date(2026, 4, 1)


@pytest.fixture
def in_use(monkeypatch):
    monkeypatch.setitem(wishes.IN_USE, "test", lambda: Repository.objects.values_list("pk"))


@pytest.fixture
def town(github, commands, in_use):
    """One commit yesterday, an issue opened and closed, a pull request merged."""
    truth = github.world.add("code/town", commits=[NOON - timedelta(days=1)])
    truth.close(truth.open(NOON - timedelta(days=9)), NOON - timedelta(days=2))
    truth.close(truth.open(NOON - timedelta(days=8), pull=True), NOON - timedelta(hours=1), merged=True)
    commands.add("code/town")
    return truth


def _totals(today=TODAY, days=30):
    return recent_totals(Repository.objects.all(), today=today, days=days)


def _figures(today=TODAY):
    totals = _totals(today)
    return (
        totals.authors,
        totals.commits,
        totals.issues_opened,
        totals.issues_closed,
        totals.pulls_opened,
        totals.pulls_merged,
        totals.pulls_closed,
    )


def _asked(github):
    return [call.what for call in github.calls if call.what.startswith("Period")]


def test_last_thirty_days_are_counted(town, commands):
    assert commands.sync() == 0
    assert _figures() == (1, 1, 1, 1, 1, 1, 0)
    assert (_totals().known, _totals().total, _totals().observed_at) == (1, 1, commands.clock.now())


def test_repository_that_nobody_uses_is_not_asked(github, commands):
    github.world.add("code/town", commits=[NOON])
    commands.add("code/town")
    assert commands.sync() == 0
    assert _asked(github) == []
    assert _figures() == (None,) * 7


def test_unmoved_repository_is_not_asked_again_and_its_figures_pass_out_of_the_window(github, town, commands):
    commands.sync()
    github.calls.clear()
    commands.clock.advance(timedelta(days=25))
    assert commands.sync("--all") == 0
    assert _asked(github) == []
    assert _figures(TODAY + timedelta(days=25)) == (1, 1, 0, 1, 0, 1, 0)
    assert _figures(TODAY + timedelta(days=60)) == (None,) * 7
    assert _totals(TODAY + timedelta(days=25)).observed_at == commands.clock.now()


@pytest.mark.parametrize("move", ["push", "issue", "pull"])
def test_whatever_moved_is_counted_in_the_next_run(town, commands, move):
    commands.sync()
    commands.clock.advance(timedelta(days=1))
    if move == "push":
        town.push(commands.clock.now())
    else:
        town.open(commands.clock.now(), pull=move == "pull")
    assert commands.sync() == 0
    totals = _totals(TODAY + timedelta(days=1))
    assert (totals.commits, totals.issues_opened, totals.pulls_opened) == (
        1 + (move == "push"),
        1 + (move == "issue"),
        1 + (move == "pull"),
    )


def test_merges_are_no_commits_and_their_authors_none(town, commands):
    town.log = [TrueCommit(NOON - timedelta(days=3), Person(github_id=7, login="merger"), is_merge=True)]
    commands.sync()
    assert _figures()[:2] == (1, 1)


def test_history_that_was_rewritten_corrects_the_days_it_is_about(town, commands):
    town.commits = [NOON - timedelta(days=day) for day in range(5)]
    commands.sync()
    assert _totals().commits == 5
    town.commits = [NOON - timedelta(days=2)]
    town.pushes += 1
    commands.sync("--all")
    assert _totals().commits == 1


def test_old_commit_that_is_merged_late_counts_on_its_own_day(town, commands):
    commands.sync()
    commands.clock.advance(timedelta(days=3))
    town.commits.append(NOON - timedelta(days=20))
    town.push(commands.clock.now())
    commands.sync()
    assert _totals(TODAY + timedelta(days=3), days=5).commits == 2
    assert _totals(TODAY + timedelta(days=3)).commits == 3


def test_days_before_the_window_stay_and_days_without_a_look_are_filled(town, commands):
    town.commits = [NOON]
    commands.sync()
    commands.clock.advance(timedelta(days=60))
    town.commits.append(NOON + timedelta(days=10))
    town.push(commands.clock.now())
    assert commands.sync() == 0
    row = RecentActivity.objects.get()
    assert row.since == TODAY - timedelta(days=29)
    assert [day for day in row.days if "commits" in row.days[day]] == ["2026-04-01", "2026-04-11", "2026-05-31"]
    assert _totals(TODAY + timedelta(days=60), days=61).commits == 3


def test_days_older_than_what_is_kept_are_dropped(town, commands):
    commands.sync()
    commands.clock.advance(timedelta(days=420))
    town.push(commands.clock.now())
    commands.sync()
    row = RecentActivity.objects.get()
    assert row.since == TODAY + timedelta(days=20)
    assert list(row.days) == ["2027-05-26"]


def test_day_is_that_of_the_site_s_time_zone(town, commands):
    town.commits = [datetime(2026, 3, 30, 15, tzinfo=UTC), datetime(2026, 3, 30, 14, 59, 59, tzinfo=UTC)]
    commands.sync()
    days = RecentActivity.objects.get().days
    assert (days["2026-03-31"]["commits"], days["2026-03-30"]["commits"]) == (1, 1)


def test_author_counts_once_over_repositories_and_leaves_neither_name_nor_address(github, town, commands):
    town.log = [TrueCommit(NOON, Person("Talbot", "Talbot@Town.example", None))]
    again = [
        TrueCommit(NOON, Person("talbot", "talbot@town.example", None)),
        TrueCommit(NOON, Person("H", "h@x.example")),
    ]
    github.world.add("code/other", log=again)
    commands.add("code/other")
    commands.sync()
    assert _figures()[:2] == (2, 4)
    kept = str([row.days for row in RecentActivity.objects.all()]).lower()
    assert "talbot" not in kept
    assert "hanako" not in kept
    assert "town.example" not in kept


def test_last_issue_of_a_person_is_known_and_bots_open_none(town, commands):
    opened = NOON - timedelta(hours=5)
    town.open(opened, pull=True, author="hanako")
    town.open(NOON - timedelta(hours=1), author="renovate", is_bot=True)
    town.open(NOON - timedelta(hours=2), author=None)
    commands.sync()
    assert Repository.objects.get().last_human_issue_at == opened


def test_issue_of_a_listed_bot_is_no_person_s(town, commands):
    list_bot(login="Helper", clock=commands.clock)
    town.open(NOON - timedelta(hours=1), author="helper")
    commands.sync()
    assert Repository.objects.get().last_human_issue_at == NOON - timedelta(days=8)


def test_date_of_the_last_issue_stays_when_none_is_in_the_window(town, commands):
    commands.sync()
    town.issue_work, town.pull_work = [], []
    town.push(commands.clock.now())
    commands.sync("--all")
    assert Repository.objects.get().last_human_issue_at == NOON - timedelta(days=8)


def test_pulse_by_rest_alone_makes_the_days_no_newer(town, commands, settings):
    """It does not show whether anything moved."""
    commands.sync()
    seen = commands.clock.now()
    settings.GITHUB_TOKEN = ""
    commands.clock.advance(timedelta(days=1))
    commands.sync("--all")
    assert Repository.objects.get().latest_snapshot.observed_at > seen
    assert _totals(TODAY + timedelta(days=1)).observed_at == seen


def test_empty_repository_had_nothing(town, commands):
    town.empty, town.issue_work, town.pull_work = True, [], []
    assert commands.sync() == 0
    assert _figures() == (0,) * 7


def test_answer_that_does_not_come_keeps_what_is_known_as_of_its_own_time(github, town, commands):
    commands.sync()
    seen = commands.clock.now()
    commands.clock.advance(timedelta(days=1))
    town.push(commands.clock.now())
    github.faults = [faults.slow(0), faults.slow(0), *(faults.gateway_as_json() for _try in range(8))]
    assert commands.sync() == 1
    assert "code/town: recent: " in commands.err
    assert (_totals(TODAY + timedelta(days=1)).commits, _totals().observed_at) == (1, seen)
    commands.clock.advance(timedelta(hours=1))
    assert commands.sync() == 0
    assert _totals(TODAY + timedelta(days=1)).commits == 2


def test_repository_out_of_use_claims_no_newer_time_than_that_of_its_days(town, commands, monkeypatch):
    commands.sync()
    seen = commands.clock.now()
    monkeypatch.setitem(wishes.IN_USE, "test", lambda: Repository.objects.none().values_list("pk"))
    commands.clock.advance(timedelta(days=2))
    town.push(commands.clock.now())
    commands.sync()
    assert _totals().observed_at == seen
    assert not FollowUp.objects.filter(kind=FollowUp.Kind.RECENT).exists()


def test_several_repositories_share_a_question(github, commands, in_use):
    names = [f"code/{index}" for index in range(16)]
    for name in names:
        github.world.add(name, commits=[NOON])
    commands.add(*names)
    commands.sync()
    assert github.asked("Period") == [8, 8]
    assert _figures()[:2] == (1, 16)


@pytest.mark.parametrize("count", [0, 1, 20])
def test_totals_take_one_query_for_any_number(commands, in_use, github, count, django_assert_num_queries):
    for index in range(count):
        github.world.add(f"code/{index}", commits=[NOON])
    commands.add(*(f"code/{index}" for index in range(count)))
    commands.sync()
    repositories = list(Repository.objects.all())
    with django_assert_num_queries(min(count, 1)):
        assert recent_totals(repositories, today=TODAY).commits == (count or None)
