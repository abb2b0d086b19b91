"""Each fault, wherever it strikes: never a figure that is false or nought in between, and the truth at the end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from integrations.github import wishes
from integrations.github.models import CommitWeek, Content, Contribution, NewcomerIssue, Repository, Snapshot
from integrations.github.pulses import recent_totals
from tests.github_server import faults
from tests.github_server.truth import START, TrueContributor, TrueIssue

QUESTIONS = ("Resolve", "Pulse", "NewcomerIssues", "Content", "Period", "Weekly")
STRIKES = [("graphql", name) for name in [*faults.OF_BOTH, *faults.OF_GRAPHQL]]
STRIKES += [("rest", name) for name in [*faults.OF_BOTH, "202"]]
FIGURES = (
    "stars",
    "issues_open",
    "license",
    "newcomer_issues",
    "topics",
    "contributors_human",
    "contributors_anonymous",
)


def _fault(to, name):
    if name in faults.OF_GRAPHQL:
        return faults.OF_GRAPHQL[name]()
    return faults.still_computing() if name == "202" else faults.OF_BOTH[name](to)


def _strikes(to, name):
    """Twice at the first question of each kind."""
    places = QUESTIONS if to == "graphql" else ("/contributors",)
    return [replace(_fault(to, name), at=place) for place in places for _time in range(2)]


@pytest.fixture
def towns(github, commands, monkeypatch):
    """All looked at by somebody. Small, with pages of issues, with pages of contributors, empty, archived, moved."""
    monkeypatch.setitem(wishes.IN_USE, "test", lambda: Repository.objects.values_list("pk"))
    world = github.world
    issues = [TrueIssue(number, opened_at=START + timedelta(hours=number)) for number in range(60)]
    people = [TrueContributor(number, f"person-{number}") for number in range(1, 131)]
    towns = [
        world.add("code/small", stars=3, newcomer_issues=2, contributors=[*people[:2], TrueContributor(None, "guest")]),
        world.add("code/issues", stars=5, issues_open=60, issues=issues, topics=["map"]),
        world.add("code/people", stars=7, contributors=people, commits=[commands.clock.now() - timedelta(days=3)]),
        world.add("code/empty", stars=1, empty=True, license=None),
        world.add("code/archived", stars=9, archived=True, topics=["old"]),
    ]
    world.rename(towns[0], "civic/small")
    commands.add("code/small", *(town.full_name for town in towns[1:]))
    return towns


def _work_on(towns, now):
    for town in towns:
        town.stars += 100
        town.changed_at, town.topics = now, [*town.topics, "new"]
    for town in towns[:3]:
        town.push(now)
        town.contributors = [*town.contributors[1:], TrueContributor(900, "late"), TrueContributor(901, "later")]
        town.issues = [*town.issues[1:], TrueIssue(700, changed_at=now), TrueIssue(701, changed_at=now)]
        town.issues_open += 3


def _allowed(towns, before):
    """Each figure as it was or as it is."""
    return {
        town.github_id: {figure: [before[town.github_id][figure], town.export()[figure]] for figure in FIGURES}
        for town in towns
    }


def _false(rows, allowed):
    for row in rows:
        if row["github_id"] is None:
            assert {row[figure] for figure in FIGURES} == {None}
        elif row["observed_at"] is not None:
            yield from (
                (row["full_name"], figure, row[figure])
                for figure, values in allowed[row["github_id"]].items()
                if row[figure] not in values
            )


@pytest.mark.parametrize("later", [False, True], ids=["at first", "later"])
@pytest.mark.parametrize(("to", "name"), STRIKES)
def test_fault_at_every_question_leaves_only_the_truth(github, commands, clock, towns, to, name, later):
    before = {town.github_id: dict.fromkeys(FIGURES) for town in towns}
    if later:
        commands.sync()
        before = {row["github_id"]: row for row in commands.export()}
        clock.advance(timedelta(days=1))
        _work_on(towns, clock.now())
    github.faults, clock.slept = _strikes(to, name), []
    codes = []
    while not codes or codes[-1] != 0:
        codes.append(commands.sync("--all"))
        assert set(codes) <= {0, 1, 75}
        assert len(codes) < 20
        assert list(_false(commands.export(), _allowed(towns, before))) == []
        clock.advance(timedelta(hours=1, minutes=1))
    assert [fault.at for fault in github.faults if fault.at != "Resolve"] == []
    assert max(clock.slept, default=0) <= 120
    _assert_true(commands, towns)


def _assert_true(commands, towns):
    shown = {row["github_id"]: row for row in commands.export()}
    for town in towns:
        assert {name: shown[town.github_id][name] for name in town.export()} == town.export()
    lines = {(town.github_id, line.github_id) for town in towns for line in town.contributors if line.github_id}
    assert set(Contribution.objects.values_list("repository__github_id", "contributor__github_id")) == lines
    issues = {(town.github_id, issue.number) for town in towns for issue in town.issues if issue.is_free}
    assert set(NewcomerIssue.objects.values_list("repository__github_id", "number")) == issues
    assert Content.objects.count() == len(towns)
    commits = {town.github_id: len(town.commits) for town in towns}
    for town in towns:
        weeks = CommitWeek.objects.filter(repository__github_id=town.github_id).order_by("-week")[:12]
        assert sum(week.commits for week in weeks) == commits[town.github_id]
    recent = recent_totals(Repository.objects.all(), today=timezone.localdate(commands.clock.now()), days=30)
    assert (recent.commits, recent.known) == (sum(commits.values()), len(towns))
    days = Snapshot.objects.values_list("repository", "day")
    assert len(days) == len(set(days))
