"""All that a sync has written, without when: `python -m tests.integrations.dump` with a machine's environment."""

import json
from typing import Any

import django
from django.conf import settings

# Moments of our own doing; GitHub's dates stay.
OURS = {
    "added_at",
    "answered_at",
    "attempted_at",
    "claimed_until",
    "day",
    "due_at",
    "error_at",
    "moved_at",
    "observed_at",
    "content_observed_at",
    "contributors_observed_at",
    "newcomers_observed_at",
    "absence_confirmed_at",
    "unreachable_since",
    "until",
}
MODELS = (
    "Repository",
    "RepositoryName",
    "Snapshot",
    "NewcomerIssue",
    "Contributor",
    "Contribution",
    "Content",
    "CommitWeek",
    "FollowUp",
)


def rows() -> dict[str, list[Any]]:
    """Of each model, sorted; a link stands as what it leads to is called."""
    from integrations.github import models

    return {name: sorted(map(_plain, getattr(models, name).objects.all())) for name in MODELS}


def _plain(row: Any) -> str:
    """A question that is left to ask is told from one that is not, whenever it is due."""
    fields = {field.name: _value(row, field) for field in row._meta.concrete_fields if field.name not in {"id", *OURS}}
    if row._meta.model_name == "followup":
        fields["is_due"] = row.due_at is not None
    return json.dumps(fields, default=str, ensure_ascii=False, sort_keys=True)


def _value(row: Any, field: Any) -> Any:
    if not field.is_relation:
        return getattr(row, field.name)
    linked = getattr(row, field.name)
    if field.name == "latest_snapshot":
        return linked is not None
    return getattr(linked, "full_name", None) or getattr(linked, "github_id", None)


if __name__ == "__main__":
    django.setup()
    assert settings.DATABASES["default"]["NAME"] != ":memory:"
    print(json.dumps(rows()))  # noqa: T201
