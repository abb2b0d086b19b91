"""The GraphQL documents and their variables, and what they will cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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


def pulse(node_ids: Sequence[str]) -> Question:
    """Q1 for at most 100 node ids."""
    points = max(1, round(len(node_ids) * _PULSE_CONNECTIONS / 100))
    return Question(_read("q1_pulse"), {"ids": list(node_ids), "labels": list(NEWCOMER_LABELS)}, points)
