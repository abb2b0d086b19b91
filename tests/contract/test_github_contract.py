"""What the sync relies on, asked of our own server in every run of the tests, and of GitHub where there is a token.

`GITHUB_CONTRACT_TOKEN=… python -m pytest tests/contract` asks GitHub some 50 questions. The token needs no permission.
What fails there and not here is where our server is no longer like GitHub.
"""

from datetime import UTC, datetime, timedelta

import pytest

from integrations.github import questions
from integrations.github.followups.weekly import last_mondays
from integrations.github.records import Absence, ContributorPage, Identity, ListAnswer, Period, Presence

from .conftest import BUSY, MOVED, NOBODY_S, PLAIN, PLAIN_ID, TOO_LARGE


@pytest.fixture
def found(client):
    """Q0 for all names at once."""
    return client.resolve([PLAIN, BUSY, TOO_LARGE, MOVED, NOBODY_S])


@pytest.fixture
def busy(found):
    return found[BUSY].node_id


def _points(client, ask):
    """What GitHub says that a question cost."""
    before = client.ledger.points
    ask()
    return client.ledger.points - before


def test_names_lead_to_numbers_and_old_names_to_new_ones(found):
    assert (found[PLAIN].github_id, found[PLAIN].full_name) == (PLAIN_ID, PLAIN)
    assert isinstance(found[MOVED], Identity)
    assert found[MOVED].full_name.lower() != MOVED
    assert found[NOBODY_S] is Absence.NOT_FOUND
    assert not any(each.is_private for each in found.values() if isinstance(each, Identity))


def test_pulse_is_complete_and_of_the_right_one(client, found):
    ids = {found[name].node_id: name for name in (PLAIN, BUSY, TOO_LARGE, MOVED)}
    pulses = client.pulse(list(ids))
    assert pulses.keys() == ids.keys()
    for node_id, name in ids.items():
        pulse = pulses[node_id]
        assert (pulse.github_id, pulse.node_id, pulse.complete) == (found[name].github_id, node_id, True)
        assert (pulse.is_public, bool(pulse.default_branch), len(pulse.head.oid)) == (True, True, 40)
        assert pulse.stars > 1000
        assert pulse.pushed_at <= datetime.now(UTC) + timedelta(minutes=5)
    assert pulses[found[PLAIN].node_id].license is None


def test_node_that_is_none_is_not_found(client, busy):
    answer = client.pulse([busy, "R_kgDOAAAAAA"])
    assert answer["R_kgDOAAAAAA"] is Absence.NOT_FOUND
    assert answer[busy].full_name == BUSY


def test_inside_are_words_languages_and_health_marks(client, busy):
    inside = client.inside([busy])[busy]
    assert (inside.has_readme, inside.has_license) == (True, True)
    assert inside.languages["Python"] > 0
    assert list(inside.languages.values()) == sorted(inside.languages.values(), reverse=True)


def test_newcomer_issues_have_what_visitors_are_shown(client, busy):
    page = client.newcomer_issues([busy])[busy]
    wanted = {label.lower() for label in questions.newcomer_labels()}
    assert page.total >= len({issue.node_id for issue in page.issues})
    for issue in page.issues:
        assert issue.opened_at <= issue.changed_at
        assert issue.url.endswith(f"/{issue.number}")
        assert wanted & {label.lower() for label in issue.labels}
    if page.after is not None:
        assert client.newcomer_issues([busy], page.after)[busy].total == page.total


def test_commits_of_a_week_are_as_many_as_the_period_lists(client, busy):
    mondays = last_mondays(datetime.now(UTC))
    weeks = client.weekly([busy], mondays)[busy]
    assert list(weeks) == mondays
    since = datetime(*mondays[-3].timetuple()[:3], tzinfo=UTC)
    asked = Period(since, since + timedelta(weeks=1))
    page = client.period_commits(busy, asked, None)
    assert page.total == weeks[mondays[-3]] > 0
    assert all(asked.holds(commit.committed_at) for commit in page.commits)


def test_pages_of_a_period_go_on_where_the_last_one_ended(client, busy):
    now = datetime.now(UTC)
    asked = Period(now - timedelta(days=60), now - timedelta(days=3))
    first = client.period_commits(busy, asked, None)
    assert (len(first.commits), first.total > 100) == (100, True)
    second = client.period_commits(busy, asked, first.after)
    assert second.total == first.total
    assert not {commit.oid for commit in first.commits} & {commit.oid for commit in second.commits}


def test_issues_and_pull_requests_of_a_period_come_the_last_touched_first(client, busy):
    since = datetime.now(UTC) - timedelta(days=10)
    page = client.period([busy], Period(since, since + timedelta(days=11)))[busy]
    for items in (page.issues.items, page.pulls.items):
        changed = [item.changed_at for item in items]
        assert changed == sorted(changed, reverse=True)
        assert all(item.opened_at <= item.changed_at for item in items)
    assert all(item.changed_at >= since - timedelta(seconds=1) for item in page.issues.items)
    assert len(page.commits.head) == 40


def test_questions_cost_what_we_reckon_with(client, found):
    ids = [found[name].node_id for name in (PLAIN, BUSY, MOVED)]
    mondays = last_mondays(datetime.now(UTC))
    asked = Period(datetime.now(UTC) - timedelta(days=2), datetime.now(UTC))
    costs = {
        "pulse": (_points(client, lambda: client.pulse(ids)), questions.pulse(ids).points),
        "inside": (_points(client, lambda: client.inside(ids)), questions.inside(ids).points),
        "issues": (_points(client, lambda: client.newcomer_issues(ids)), questions.newcomer_issues(ids, None).points),
        "weeks": (_points(client, lambda: client.weekly(ids, mondays)), questions.weekly(ids, mondays).points),
        "period": (_points(client, lambda: client.period(ids, asked)), questions.period(ids, asked).points),
    }
    assert {name: cost for name, (cost, _expected) in costs.items()} == {
        name: expected for name, (_cost, expected) in costs.items()
    }


def test_contributors_come_in_pages_of_a_hundred(client, found):
    first = client.contributors(found[BUSY].github_id)
    second = client.contributors(found[BUSY].github_id, 2)
    assert (len(first.entries), first.has_next) == (100, True)
    commits = [entry.commits for entry in first.entries]
    assert commits == sorted(commits, reverse=True)
    ids = [{entry.github_id for entry in page.entries if entry.github_id} for page in (first, second)]
    assert not ids[0] & ids[1]


def test_list_that_did_not_change_costs_nothing(client):
    page = client.contributors(PLAIN_ID)
    assert isinstance(page, ContributorPage)
    assert (page.has_next, bool(page.etag)) == (False, True)
    left = client.ledger.left("core")
    assert client.contributors(PLAIN_ID, etag=page.etag) is ListAnswer.UNCHANGED
    assert client.ledger.left("core") == left


def test_list_that_is_too_large_says_so(client, found):
    assert client.contributors(found[TOO_LARGE].github_id) is ListAnswer.TOO_LARGE


def test_rest_tells_what_is_there(client):
    assert client.presence_by_id(PLAIN_ID) is Presence.THERE
    assert client.presence_by_name(PLAIN) is Presence.THERE
    assert client.presence_by_name(NOBODY_S) is Presence.GONE
    assert client.presence_by_name(MOVED).full_name.lower() != MOVED


def test_budgets_are_told_apart(client):
    client.presence_by_id(PLAIN_ID)
    left = client.ledger.left("core")
    client.resolve([PLAIN])
    assert client.ledger.left("core") == left
    assert client.ledger.left("graphql") is not None
