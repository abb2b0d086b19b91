"""Contributors: counted as GitHub lists them, followed by id, asked for only when the newest commit moved."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from integrations.github.models import Contribution, Contributor, FollowUp
from tests.github_server import Fault, faults
from tests.github_server.truth import TrueContributor


@pytest.fixture
def town(github, commands):
    people = [TrueContributor(1, "hanako", 9), TrueContributor(2, "talbot", 3)]
    bots = [TrueContributor(3, "renovate[bot]", 5, "Bot"), TrueContributor(None, "mirror[bot]", 1)]
    truth = github.world.add("code/town", contributors=[*people, *bots, TrueContributor(None, "guest", 1)])
    commands.add("code/town")
    return truth


def _shown(commands):
    row = commands.row("code/town")
    return tuple(row[f"contributors_{kind}"] for kind in ("human", "bot", "anonymous"))


def _asked(github):
    paths = [call.path for call in github.calls if call.what.endswith("/contributors")]
    return [parse_qs(urlsplit(path).query)["page"][0] for path in paths]


def test_people_bots_and_nameless_authors_are_counted_apart(town, commands):
    assert commands.sync() == 0
    assert _shown(commands) == (2, 2, 1)


def test_accounts_are_kept_with_their_commits_and_the_nameless_are_not(town, commands):
    commands.sync()
    kept = Contribution.objects.values_list("contributor__github_id", "contributor__login", "commits")
    assert set(kept) == {(1, "hanako", 9), (2, "talbot", 3), (3, "renovate[bot]", 5)}
    assert set(Contributor.objects.filter(kind="bot").values_list("github_id", flat=True)) == {3}


def test_account_with_another_handle_is_the_same_contributor(town, commands):
    commands.sync()
    before = Contributor.objects.get(github_id=1).pk
    town.contributors[0] = TrueContributor(1, "hanako-new", 10)
    town.push(commands.clock.now())
    commands.sync("--all")
    assert Contributor.objects.get(github_id=1, login="hanako-new").pk == before
    assert Contribution.objects.get(contributor=before).commits == 10


def test_one_who_is_no_longer_listed_has_no_contribution_any_more(town, commands):
    commands.sync()
    del town.contributors[1]
    town.push(commands.clock.now())
    commands.sync("--all")
    assert _shown(commands) == (1, 2, 1)
    assert not Contribution.objects.filter(contributor__github_id=2).exists()


def test_empty_repository_has_no_contributor(town, commands):
    town.empty = True
    assert commands.sync() == 0
    assert _shown(commands) == (0, 0, 0)


def test_several_pages_are_added_up(github, town, commands):
    town.contributors = [TrueContributor(number, f"person-{number}") for number in range(1, 251)]
    assert commands.sync() == 0
    assert _shown(commands) == (250, 0, 0)
    assert _asked(github) == ["1", "2", "3"]


def test_unmoved_repository_is_not_asked_again(github, town, commands):
    commands.sync()
    for _day in range(3):
        commands.clock.advance(timedelta(days=1))
        commands.sync()
    assert _asked(github) == ["1"]
    assert _shown(commands) == (2, 2, 1)


def test_change_is_confirmed_a_day_later_because_github_keeps_the_list_for_hours(github, town, commands):
    commands.sync()
    town.push(commands.clock.now())
    commands.sync("--all")
    town.contributors.append(TrueContributor(4, "late"))
    commands.clock.advance(timedelta(days=1))
    commands.sync()
    assert _shown(commands) == (3, 2, 1)
    commands.clock.advance(timedelta(days=1))
    commands.sync()
    assert _asked(github) == ["1", "1", "1"]


def test_list_that_did_not_change_costs_nothing_of_the_budget(github, town, commands):
    commands.sync()
    used = github.accounts["core"].used
    town.push(commands.clock.now())
    commands.sync("--all")
    assert github.accounts["core"].used == used
    assert [call.status for call in github.calls if call.what.endswith("/contributors")] == [200, 304]
    assert _shown(commands) == (2, 2, 1)


def test_list_too_large_for_github_keeps_the_last_figures_and_is_marked(town, commands):
    commands.sync()
    town.too_large = True
    town.push(commands.clock.now())
    assert commands.sync("--all") == 0
    assert _shown(commands) == (2, 2, 1)
    assert town.too_large
    assert _state() == "too_large"


def test_list_that_was_always_too_large_is_unknown(town, commands):
    town.too_large = True
    assert commands.sync() == 0
    assert _shown(commands) == (None, None, None)


def _state():
    from integrations.github.models import Repository

    return Repository.objects.get().latest_snapshot.contributors_state


def test_list_that_changes_between_two_pages_is_read_again(github, town, commands):
    town.contributors = [TrueContributor(number, f"person-{number}") for number in range(1, 151)]
    seen = []

    def overtake(_number):
        if len(_asked(github)) == 1 and not seen:
            seen.append(True)
        elif seen == [True]:
            seen.append(True)
            town.contributors.insert(0, town.contributors.pop())

    github.before_answer = overtake
    assert commands.sync() == 0
    assert len(seen) == 2
    assert _shown(commands) == (150, 0, 0)


@pytest.mark.parametrize(
    "story",
    [
        [faults.gateway_as_html(to="rest")],
        [faults.cut_off(10, to="rest")],
        [faults.connection_reset("rest"), faults.connection_reset("rest")],
        [faults.secondary("3", to="rest")],
        [faults.secondary(status=429, to="rest")],
        [Fault("rest", 202, "{}", faults.JSON)],
    ],
)
def test_passing_fault_costs_no_contributor(github, town, commands, story):
    github.faults = story
    assert commands.sync() == 0
    assert _shown(commands) == (2, 2, 1)


def test_repository_that_rest_refuses_is_named_and_the_others_come_in(github, town, commands):
    github.world.add("code/other", contributors=[TrueContributor(1, "hanako")])
    commands.add("code/other")
    github.faults = [Fault("rest", 404, '{"message": "Not Found"}', faults.JSON) for _ in range(1)]
    assert commands.sync() == 0
    assert commands.row("code/other")["contributors_human"] == 1
    assert _shown(commands) == (2, 2, 1)
    assert not FollowUp.objects.exclude(failures=0).exists()
