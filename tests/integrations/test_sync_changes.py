"""Repositories that change while faults rage: whatever moved is asked for, whatever failed is asked for again."""

import random
from datetime import timedelta

import pytest

from integrations.github.models import CommitWeek, Contribution, NewcomerIssue
from tests.github_server.truth import TrueContributor, TrueIssue, populate

from .test_sync_storm import KINDS


def _push(row, chance, now):
    newcomer = TrueContributor(1000 + chance.randrange(50), f"new-{chance.randrange(9)}", chance.randrange(9))
    row.contributors = [line for line in row.contributors if line.github_id != newcomer.github_id] + [newcomer]
    row.push(now)


def _leave(row, _chance, now):
    row.contributors = row.contributors[1:]
    row.push(now)


def _open(row, chance, now):
    number = len(row.issues) + chance.randrange(10**6)
    row.issues.append(TrueIssue(number, chance.choice([("help wanted",), ("初心者歓迎", "bug")]), changed_at=now))


def _take_or_close(row, chance, now):
    if not row.issues:
        return
    issue = chance.choice(row.issues)
    if chance.random() < 0.5:
        row.issues.remove(issue)
    else:
        issue.assigned, issue.changed_at = not issue.assigned, now


def _retitle(row, chance, now):
    row.topics, row.changed_at = chance.sample(["map", "open-data", "防災"], chance.randrange(4)), now


CHANGES = [_push, _leave, _open, _take_or_close, _retitle]


@pytest.mark.parametrize("seed", range(3))
def test_after_days_of_changes_and_faults_every_figure_and_row_is_true(github, commands, clock, seed):
    chance = random.Random(seed)
    names = populate(github.world, 30, special=1, seed=seed)
    commands.add(*names)
    living = [row for row in github.world.by_id.values() if row.visible]
    for _day in range(4):
        for row in chance.sample([row for row in living if not row.empty], 10):
            chance.choice(CHANGES)(row, chance, clock.now())
        github.faults = [chance.choice(KINDS)() for _fault in range(chance.randrange(12))]
        assert commands.sync() in {0, 1, 75}
        clock.advance(timedelta(hours=chance.choice([1, 12, 25])))
    github.faults = []
    _sync_until_done(commands, clock)
    shown = {row["github_id"]: row for row in commands.export()}
    for row in living:
        assert {name: shown[row.github_id][name] for name in row.export()} == row.export()
    for shown_rows, true_rows in zip(_rows_shown(), _rows_true(living), strict=True):
        assert shown_rows ^ true_rows == set()
    assert CommitWeek.objects.count() == 12 * len(living)


def _sync_until_done(commands, clock):
    for _day in range(3):
        clock.advance(timedelta(days=1, hours=1))
        code = commands.sync("--all")
    assert code == 0


def _rows_shown():
    issues = NewcomerIssue.objects.values_list("repository__github_id", "number")
    return set(issues), set(
        Contribution.objects.values_list("repository__github_id", "contributor__github_id", "commits")
    )


def _rows_true(living):
    issues = {(row.github_id, issue.number) for row in living for issue in row.issues if issue.is_free}
    lines = {(row.github_id, line.github_id, line.commits) for row in living for line in row.contributors}
    return issues, {line for line in lines if line[1] is not None}
