"""The repositories as data: the fields, their order and their meaning are a contract (DESIGN, section 4)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from .models import Repository

OF_THE_REPOSITORY = ("github_id", "full_name", "status")
OF_THE_SNAPSHOT = (
    "stars",
    "forks",
    "issues_open",
    "issues_closed",
    "pulls_open",
    "pulls_merged",
    "pulls_closed",
    "contributors_human",
    "contributors_bot",
    "contributors_anonymous",
    "newcomer_issues",
    "default_branch",
    "license",
    "topics",
    "primary_language",
    "pushed_at",
    "archived",
    "observed_at",
)


def exported(repository: Repository) -> dict[str, Any]:
    """The contract's fields in its order; unknown is None. Expects `with_latest_figures()`."""
    snapshot = repository.latest_snapshot
    row = {name: getattr(repository, name) for name in OF_THE_REPOSITORY}
    row |= {name: _plain(getattr(snapshot, name, None)) for name in OF_THE_SNAPSHOT}
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value
