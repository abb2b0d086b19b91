"""A repository is its id; names come and go."""

from datetime import UTC, datetime, timedelta

from integrations.github.models import Repository, RepositoryName, Snapshot
from tests.github_server import faults
from tests.github_server.truth import Person


def _ids(commands):
    return [(row["github_id"], row["full_name"]) for row in commands.export()]


def test_renamed_repository_keeps_its_row_and_its_old_name_leads_to_it(github, commands):
    truth = github.world.add("code/old", github_id=1, stars=5)
    commands.add("code/old")
    commands.sync()
    github.world.rename(truth, "civic/new")
    commands.sync("--all")
    assert "1 checked, 1 renamed, 0 gone or blocked, 0 failed; 1 requests, 1 points." in commands.out
    assert _ids(commands) == [(1, "civic/new")]
    assert Repository.objects.by_name("Code/OLD").full_name == "civic/new"


def test_chain_of_renames_keeps_every_old_name_once(github, commands):
    truth = github.world.add("code/a", github_id=1)
    commands.add("code/a")
    for name in ("code/b", "code/a", "code/c"):
        commands.sync("--all")
        github.world.rename(truth, name)
    commands.sync("--all")
    assert _ids(commands) == [(1, "code/c")]
    assert sorted(RepositoryName.objects.values_list("full_name", flat=True)) == ["code/a", "code/b"]


def test_two_names_of_one_repository_become_one_row(github, commands):
    truth = github.world.add("code/old", github_id=1, stars=5)
    github.world.rename(truth, "code/new")
    commands.add("code/old", "code/new", "CODE/Old")
    commands.sync()
    assert _ids(commands) == [(1, "code/new")]
    assert Repository.objects.by_name("code/old").github_id == 1


def test_old_name_added_later_is_merged_into_the_known_row(github, commands):
    truth = github.world.add("code/old", github_id=1)
    commands.add("code/old")
    commands.sync()
    github.world.rename(truth, "code/new")
    commands.sync("--all")
    commands.add("code/old")
    assert len(commands.export()) == 2
    commands.sync()
    assert _ids(commands) == [(1, "code/new")]


def test_reused_name_is_another_repository(github, commands, clock):
    first = github.world.add("code/x", github_id=1, stars=5)
    commands.add("code/x")
    commands.sync()
    first.state = "deleted"
    github.world.add("code/x", github_id=2, stars=7)
    commands.sync("--all")
    commands.add("code/x")
    commands.sync()
    clock.advance(timedelta(days=1))
    commands.sync("--all")
    rows = [(row["github_id"], row["full_name"], row["status"], row["stars"]) for row in commands.export()]
    assert rows == [(1, "code/x", "private_or_deleted", 5), (2, "code/x", "active", 7)]


def test_gone_name_added_again_without_a_successor_stays_one_row(github, commands, clock):
    truth = github.world.add("code/x", github_id=1)
    commands.add("code/x")
    commands.sync()
    truth.state = "deleted"
    for _day in range(2):
        clock.advance(timedelta(days=1))
        commands.sync()
    commands.add("code/x")
    commands.sync()
    assert _ids(commands) == [(1, "code/x")]


def test_snapshot_is_one_a_repository_and_day_of_the_site(github, commands, clock):
    truth = github.world.add("code/x", stars=5)
    commands.add("code/x")
    for hours in (0, 11, 10):  # 12:00, 23:00 and 09:00 in Tokyo
        clock.advance(timedelta(hours=hours))
        truth.stars += 1
        commands.sync("--all")
    rows = Snapshot.objects.values_list("day", "stars")
    assert [(day.isoformat(), stars) for day, stars in rows] == [("2026-04-01", 7), ("2026-04-02", 8)]
    assert commands.row("code/x")["stars"] == 8


def test_last_human_commit_ignores_bots_and_the_future(github, commands, clock):
    monday = datetime(2026, 3, 30, tzinfo=UTC)
    truth = github.world.add("code/x", pushed_at=monday)
    commands.add("code/x")
    commands.sync()
    truth.pushed_at, truth.author = monday + timedelta(days=1), Person("renovate[bot]", "renovate@bots.example", None)
    commands.sync("--all")
    assert Repository.objects.get().last_human_commit_at == monday
    truth.pushed_at, truth.author = datetime(2099, 1, 1, tzinfo=UTC), Person()
    commands.sync("--all")
    assert Repository.objects.get().last_human_commit_at == clock.now()


def test_sync_of_a_named_repository_asks_about_it_alone_by_any_of_its_names(github, commands):
    truth = github.world.add("code/a", stars=1)
    github.world.add("code/b", stars=1)
    commands.add("code/a", "code/b")
    commands.sync()
    github.world.rename(truth, "code/c")
    commands.sync("--all")
    for row in github.world.by_id.values():
        row.stars = 2
    assert commands.sync("--repository", "https://github.com/code/a") == 0
    assert [row["stars"] for row in commands.export()] == [2, 1]


def test_name_that_leads_elsewhere_from_the_first_is_counted_as_renamed(github, commands):
    github.world.rename(github.world.add("code/old"), "code/new")
    commands.add("code/old")
    commands.sync()
    assert "1 checked, 1 renamed," in commands.out


def test_old_names_that_graphql_does_not_follow_are_followed_by_rest(github, commands):
    for index in range(3):
        github.world.rename(github.world.add(f"code/{index}", stars=index), f"code/new-{index}")
    commands.add("code/0", "code/1", "code/2")
    github.faults = [faults.nothing_found()]
    assert commands.sync() == 0
    assert [(row["full_name"], row["stars"]) for row in commands.export()] == [
        ("code/new-0", 0),
        ("code/new-1", 1),
        ("code/new-2", 2),
    ]
    assert len(github.asked("Resolve")) == 1


def test_sync_of_an_unknown_repository_names_it_and_fails(github, commands):
    assert commands.sync("--repository", "code/none") == 1
    assert "code/none: nobody added it" in commands.err
    assert commands.sync("--repository", "no name") == 2


def test_sync_asks_about_nothing_that_is_not_due(github, commands):
    github.world.add("code/x")
    commands.add("code/x")
    commands.sync()
    asked = len(github.calls)
    assert commands.sync() == 0
    assert len(github.calls) == asked
    commands.clock.advance(timedelta(days=1))
    commands.sync()
    assert len(github.calls) == asked + 1
