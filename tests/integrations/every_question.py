"""Every GraphQL question that the sync can put, as it puts them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from integrations.github import questions
from integrations.github.questions import Question

QUERIES = Path(questions.__file__).parent / "queries"
MONDAYS = [date(2026, 1, 12) + timedelta(weeks=index) for index in range(questions.WEEKS)]


def every_question(names: list[str], node_ids: list[str]) -> dict[str, Question]:
    """By the file that it is written in, about all of these repositories."""
    return {
        "q0_resolve": questions.resolve(names),
        "q1_pulse": questions.pulse(node_ids),
        "q2_content": questions.inside(node_ids),
        "q3_newcomer_issues": questions.newcomer_issues(node_ids, None),
        "q4_weekly": questions.weekly(node_ids, MONDAYS),
    }


def files() -> list[str]:
    return sorted(path.stem for path in QUERIES.glob("*.graphql"))
