"""Faults at random, run after run, while people work: the truth at the end, nothing false in between."""

import random
from collections import defaultdict
from datetime import timedelta

import pytest

from integrations.github.models import CommitWeek, Content, Contribution, NewcomerIssue, Snapshot
from tests.github_server import faults
from tests.github_server.truth import TrueContributor, TrueIssue, populate

KINDS = [
    *(lambda make=make: make("graphql") for make in faults.OF_BOTH.values()),
    *(lambda make=make: make("rest") for make in faults.OF_BOTH.values()),
    *faults.OF_GRAPHQL.values(),
    faults.still_computing,
    lambda: faults.slow(9),
]
NAMED, UNNAMED, THE_SERVER_S_OWN = 7, (60, 120), 9
"""Seconds: the longest wait that a fault asks for; the waits for limits that name none; how long an answer may take."""


def _weather(chance):
    """Every third answer or so is spoiled."""
    return [chance.choice(KINDS)() if chance.random() < 0.35 else faults.slow(0) for _ in range(400)]


@pytest.mark.parametrize("seed", range(4))
def test_storm_of_faults_ends_with_the_truth_and_never_shows_anything_else(github, commands, clock, seed):
    chance = random.Random(seed)
    commands.add(*populate(github.world, 60, special=3, seed=seed))
    rows = list(github.world.by_id.values())
    truths = Truths(rows)
    github.faults = _weather(chance)
    codes = []
    while len(codes) < 5 or codes[-1] != 0:
        codes.append(commands.sync("--all"))
        assert codes[-1] in {0, 1, 75}
        assert len(codes) < 60
        truths.check(commands.export())
        clock.advance(timedelta(hours=1))
        if len(codes) < 5:
            _work_on(rows, chance, clock.now())
            truths.note()
    assert {wait for wait in clock.slept if wait > NAMED} <= {*UNNAMED, THE_SERVER_S_OWN}
    assert github.broken == []
    _settle(github, commands, clock)
    truths.check_last(commands.export())
    _check_rows([row for row in rows if row.visible])


class Truths:
    """What each figure has been in the course of a storm."""

    def __init__(self, rows):
        self.rows = rows
        self.been = defaultdict(list)
        self.note()

    def note(self):
        for row in self.rows:
            for figure, value in row.export().items():
                self.been[row.github_id, figure].append(value)

    def check(self, shown):
        """Unknown as long as nobody has looked; else as it was at some time since."""
        by_name = {row["full_name"]: row for row in shown}
        for row in self.rows:
            found = by_name.get(row.full_name) or by_name[row.old_names[-1]]
            if found["observed_at"] is None:
                assert (found["stars"], found["newcomer_issues"], found["topics"]) == (None, None, None)
                continue
            false = {name for name in row.export() if found[name] not in [None, *self.been[row.github_id, name]]}
            assert false == set()

    def check_last(self, shown):
        by_id = {row["github_id"]: row for row in shown}
        for row in self.rows:
            if row.visible:
                assert {name: by_id[row.github_id][name] for name in row.export()} == row.export()
        gone = {row["full_name"]: row["status"] for row in shown if row["github_id"] is None}
        assert gone == {row.full_name: _status(row.state) for row in self.rows if not row.visible}


def _work_on(rows, chance, now):
    for row in chance.sample([row for row in rows if row.visible and not row.empty], 8):
        row.stars += 1000
        row.topics, row.changed_at = ["new", *row.topics][:4], now
        row.contributors = [*row.contributors[1:], TrueContributor(1000 + chance.randrange(90), "late")]
        row.issues = [*row.issues[1:], TrueIssue(chance.randrange(10**6), changed_at=now)]
        row.push(now)


def _settle(github, commands, clock):
    """Two quiet days: what is asked again a day after a change has been."""
    github.faults = []
    for _day in range(2):
        clock.advance(timedelta(days=1, hours=1))
        assert commands.sync("--all") == 0


def _check_rows(rows):
    issues = {(row.github_id, issue.number) for row in rows for issue in row.issues if issue.is_free}
    assert set(NewcomerIssue.objects.values_list("repository__github_id", "number")) == issues
    lines = {(row.github_id, line.github_id, line.commits) for row in rows for line in row.contributors}
    shown = Contribution.objects.values_list("repository__github_id", "contributor__github_id", "commits")
    assert set(shown) == {line for line in lines if line[1] is not None}
    assert Content.objects.count() == len(rows)
    for row in rows:
        weeks = CommitWeek.objects.filter(repository__github_id=row.github_id).values_list("commits", flat=True)
        assert sum(weeks) == len(row.commits)
    days = list(Snapshot.objects.values_list("repository", "day"))
    assert len(days) == len(set(days))


def _status(state):
    return "blocked" if state in {"blocked", "taken_down"} else "private_or_deleted"
