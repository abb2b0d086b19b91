"""The GraphQL documents and their variables, and what they will cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from .records import Period

NEWCOMER_LABELS = (
    "good first issue",
    "good-first-issue",
    "help wanted",
    "help-wanted",
    "初心者歓迎",
    "はじめての人向け",
    "ヘルプ募集",
)

_QUERIES = Path(__file__).parent / "queries"
_PULSE_CONNECTIONS = 6
_NEWCOMER_CONNECTIONS = 76  # the list itself, and the assignees, labels and comments of each of its 25 issues
_CONTENT_CONNECTIONS = 2
WEEKS = 12
_ITEMS_OF_ONE, _ITEMS_OF_MANY = 100, 25  # of each list of Q5: most repositories have fewer in a month


@dataclass(frozen=True, slots=True)
class Question:
    """One GraphQL request; `points` is GitHub's documented price, for budgeting before it is known."""

    document: str
    variables: dict[str, Any]
    points: int


@cache
def _read(name: str) -> str:
    return (_QUERIES / f"{name}.graphql").read_text(encoding="utf-8")


def resolve(names: Sequence[str]) -> Question:
    """Q0 for at most 100 names, the i-th answered under `r<i>`."""
    pairs = [name.split("/", 1) for name in names]
    variables = {f"o{i}": owner for i, (owner, _name) in enumerate(pairs)}
    variables |= {f"n{i}": name for i, (_owner, name) in enumerate(pairs)}
    fields = "\n  ".join(
        f"r{i}: repository(owner: $o{i}, name: $n{i}) {{ id databaseId nameWithOwner isPrivate }}"
        for i in range(len(pairs))
    )
    declared = ", ".join(f"$o{i}: String!, $n{i}: String!" for i in range(len(pairs)))
    return Question(_read("q0_resolve") % {"variables": declared, "fields": fields}, variables, points=1)


def newcomer_labels() -> list[str]:
    return list(settings.GITHUB_NEWCOMER_LABELS or NEWCOMER_LABELS)


def pulse(node_ids: Sequence[str]) -> Question:
    """Q1 for at most 100 node ids."""
    variables = {"ids": list(node_ids), "labels": newcomer_labels()}
    return Question(_read("q1_pulse"), variables, _price(len(node_ids) * _PULSE_CONNECTIONS))


def newcomer_issues(node_ids: Sequence[str], after: str | None) -> Question:
    """Q3: the first page for several repositories, or the page after a cursor for one."""
    variables = {"ids": list(node_ids), "labels": newcomer_labels(), "after": after}
    return Question(_read("q3_newcomer_issues"), variables, _price(len(node_ids) * _NEWCOMER_CONNECTIONS))


def inside(node_ids: Sequence[str]) -> Question:
    """Q2 for at most 100 node ids."""
    return Question(_read("q2_content"), {"ids": list(node_ids)}, _price(len(node_ids) * _CONTENT_CONNECTIONS))


def weekly(node_ids: Sequence[str], mondays: Sequence[date]) -> Question:
    """Q4 for the weeks that begin on these Mondays, in UTC."""
    variables: dict[str, Any] = {"ids": list(node_ids)}
    for index, monday in enumerate(mondays):
        variables[f"from{index}"] = f"{monday.isoformat()}T00:00:00Z"
        variables[f"to{index}"] = f"{(monday + timedelta(days=6)).isoformat()}T23:59:59Z"
    return Question(_read("q4_weekly"), variables, _price(len(node_ids) * len(mondays)))


def period(node_ids: Sequence[str], asked: Period) -> Question:
    """Q5: the first page of each list."""
    most = _ITEMS_OF_ONE if len(node_ids) == 1 else _ITEMS_OF_MANY
    variables = {"ids": list(node_ids), "most": most} | _history_ends(asked) | _touched_since(asked)
    return Question(_read("q5_period"), variables, _price(len(node_ids) * (3 + most)))


def period_commits(node_id: str, asked: Period, after: str | None) -> Question:
    """Q5: one page of commits, each of which costs a connection for its parents."""
    variables = _one_page(node_id, after) | _history_ends(asked)
    return Question(_read("q5_commits"), variables, _price(1 + _ITEMS_OF_ONE))


def period_issues(node_id: str, asked: Period, after: str | None) -> Question:
    return Question(_read("q5_issues"), _one_page(node_id, after) | _touched_since(asked), points=1)


def period_pulls(node_id: str, after: str | None) -> Question:
    return Question(_read("q5_pulls"), _one_page(node_id, after), points=1)


def _one_page(node_id: str, after: str | None) -> dict[str, Any]:
    return {"ids": [node_id], "most": _ITEMS_OF_ONE, "after": after}


def _history_ends(asked: Period) -> dict[str, Any]:
    """Rather a second too much at both ends: counting looks at the times again."""
    return {"since": _second_before(asked.since), "until": _second(asked.until + timedelta(microseconds=999_999))}


def _touched_since(asked: Period) -> dict[str, Any]:
    return {"touched": _second_before(asked.since)}


def _second_before(moment: datetime) -> str:
    return _second(moment - timedelta(seconds=1))


def _second(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _price(connections: int) -> int:
    """In points, by GitHub's documentation."""
    return max(1, (connections + 50) // 100)
