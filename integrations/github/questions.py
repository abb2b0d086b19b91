"""The GraphQL documents and their variables, and what they will cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

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
_NEWCOMER_CONNECTIONS = 51  # the list itself, and the labels of each of its 50 issues
_CONTENT_CONNECTIONS = 2
WEEKS = 12


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


def _price(connections: int) -> int:
    """In points, by GitHub's documentation."""
    return max(1, round(connections / 100))
