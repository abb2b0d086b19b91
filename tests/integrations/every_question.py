"""Every GraphQL question that the sync can put, as it puts them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from integrations.github import questions
from integrations.github.questions import Question
from integrations.github.records import Period

QUERIES = Path(questions.__file__).parent / "queries"
MONDAYS = [date(2026, 1, 12) + timedelta(weeks=index) for index in range(questions.WEEKS)]

MARCH = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))


def every_question(names: list[str], node_ids: list[str]) -> dict[str, Question]:
    """By the file that it is written in, about all of these repositories."""
    return {
        "q0_resolve": questions.resolve(names),
        "q1_pulse": questions.pulse(node_ids),
        "q2_content": questions.inside(node_ids),
        "q3_newcomer_issues": questions.newcomer_issues(node_ids, None),
        "q4_weekly": questions.weekly(node_ids, MONDAYS),
        "q5_period": questions.period(node_ids, MARCH),
        "q5_commits": questions.period_commits(node_ids[0], MARCH, "100"),
        "q5_issues": questions.period_issues(node_ids[0], MARCH, None),
        "q5_pulls": questions.period_pulls(node_ids[0], "100"),
    }


def files() -> list[str]:
    return sorted(path.stem for path in QUERIES.glob("*.graphql"))
