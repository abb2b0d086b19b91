"""What GitHub does now and then, and PyGithub makes worse: redirects, lists that go on, answers without an end."""

from datetime import timedelta

import pytest
import requests

from integrations.github import transport
from integrations.github.models import CommitWeek, Contribution
from integrations.github.transport import BoundedAdapter, took_too_long
from tests.github_server import GitHubServer, faults
from tests.github_server.truth import TrueContributor


@pytest.fixture
def crowd(github, commands):
    """95 accounts and five authors without one; a page of GitHub's own choice would hold 30."""
    people = [TrueContributor(number, f"person-{number}") for number in range(1, 96)]
    nameless = [TrueContributor(None, f"guest-{number}") for number in range(5)]
    truth = github.world.add("code/crowd", contributors=people + nameless)
    commands.add("code/crowd")
    return truth


def _shown(commands):
    row = commands.export()[0]
    return row["contributors_human"], row["contributors_anonymous"]


def test_contributors_of_a_moved_repository_are_all_counted(github, crowd, commands):
    github.world.rename(crowd, "civic/crowd")
    assert commands.sync() == 0
    assert _shown(commands) == (95, 5)


@pytest.mark.parametrize("query", ["", "?anon=1&per_page=100&page=1"], ids=["place alone", "with the question"])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_list_that_is_elsewhere_is_read_there_with_the_whole_question(github, crowd, commands, status, query):
    github.faults = [faults.moved(f"{github.url}/repositories/{crowd.github_id}/contributors{query}", status)]
    assert commands.sync() == 0
    assert _shown(commands) == (95, 5)


def test_redirects_in_a_circle_end_and_change_nothing(github, crowd, commands):
    where = f"{github.url}/repositories/{crowd.github_id}/contributors?anon=1&per_page=100&page=1"
    github.faults = [faults.moved(where, 301 + 6 * (number % 2)) for number in range(200)]
    assert commands.sync() == 1
    assert _shown(commands) == (None, None)
    assert len(github.calls) < 60
    github.faults = []
    commands.clock.advance(timedelta(hours=1))
    assert commands.sync() == 0
    assert _shown(commands) == (95, 5)


def test_redirect_to_another_server_is_not_followed(github, crowd, commands):
    with GitHubServer(commands.clock) as elsewhere:
        where = f"{elsewhere.url.replace('127.0.0.1', 'localhost')}/repositories/{crowd.github_id}/contributors"
        github.faults = [faults.moved(where, status) for status in (301, 302, 307, 308)]
        assert commands.sync() == 1
        assert elsewhere.calls == []
    assert _shown(commands) == (None, None)


def test_authors_after_the_first_five_hundred_are_counted_as_github_lists_them(github, crowd, commands):
    crowd.contributors = [TrueContributor(number, f"person-{number}") for number in range(1, 613)]
    assert commands.sync() == 0
    assert _shown(commands) == (500, 112)
    assert Contribution.objects.count() == 500


def test_list_marked_for_another_token_is_given_whole(github, crowd, commands, settings):
    commands.sync()
    github.token = settings.GITHUB_TOKEN = "another-token"
    github.calls.clear()
    crowd.push(commands.clock.now())
    assert commands.sync("--all") == 0
    assert _shown(commands) == (95, 5)
    assert {call.status for call in github.calls if call.what.endswith("/contributors")} == {200}


def test_nothing_is_asked_that_github_answers_late_or_wrong(github, crowd, commands):
    """Statistics are worked out for ever, community profiles leave forks out, the search has a budget of its own."""
    commands.sync()
    asked = {call.what for call in github.calls if call.kind == "rest"}
    assert asked == {f"/repositories/{crowd.github_id}/contributors"}


def test_repository_with_its_issues_switched_off_has_none_and_fails_nothing(github, commands):
    github.world.add("code/quiet", has_issues=False, stars=4)
    commands.add("code/quiet")
    assert commands.sync() == 0
    row = commands.row("code/quiet")
    assert (row["stars"], row["issues_open"], row["newcomer_issues"]) == (4, 0, 0)


def test_rewritten_history_corrects_the_weeks_and_who_wrote_it(github, crowd, commands):
    days = [commands.clock.now() - timedelta(days=number) for number in (1, 9, 16, 23)]
    crowd.commits = list(days)
    commands.sync()
    assert sum(CommitWeek.objects.values_list("commits", flat=True)) == 4
    crowd.rewrite(commands.clock.now(), [days[1], days[1], days[2]])
    crowd.contributors = crowd.contributors[10:]
    assert commands.sync("--all") == 0
    weeks = CommitWeek.objects.exclude(commits=0).order_by("-week").values_list("commits", flat=True)
    assert list(weeks) == [2, 1]
    assert _shown(commands) == (85, 5)
    assert Contribution.objects.count() == 85


@pytest.mark.parametrize("fault", [faults.stalled(1, "any"), faults.dripping(0.02, "any")], ids=["silent", "dripping"])
def test_answer_without_an_end_is_none(github, crowd, fault):
    github.faults = [fault]
    headers = {"authorization": f"Bearer {github.token}"}
    with requests.Session() as session:
        session.mount("http://", BoundedAdapter(longest=0.4))
        with pytest.raises(requests.RequestException) as late:
            session.get(f"{github.url}/repositories/{crowd.github_id}/contributors", headers=headers, timeout=20)
    assert took_too_long(late.value)


def test_answer_that_is_still_worked_out_leaves_no_connection_open(github, crowd):
    github.faults = [faults.still_computing()]
    headers = {"authorization": f"Bearer {github.token}"}
    with requests.Session() as session:
        session.mount("http://", BoundedAdapter())
        with pytest.raises(requests.Timeout) as late:
            session.get(f"{github.url}/repositories/{crowd.github_id}", headers=headers, timeout=20)
    assert late.value.response.raw.closed


def test_sync_outlasts_a_server_that_falls_silent(github, crowd, commands, monkeypatch):
    monkeypatch.setattr(transport, "TIMEOUT", 0.3)
    github.faults = [faults.stalled(1), faults.stalled(1, "rest")]
    assert commands.sync() == 0
    assert _shown(commands) == (95, 5)


def test_slow_server_that_gives_up_after_ten_seconds_is_asked_for_less_and_all_comes_in(github, commands):
    for index in range(60):
        github.world.add(f"code/{index}", stars=index)
    commands.add(*(f"code/{index}" for index in range(60)))
    github.seconds_per_node = 0.5
    assert commands.sync() == 0
    assert [row["stars"] for row in commands.export()] == list(range(60))
    assert sum(call.status == 502 for call in github.calls) <= 6
