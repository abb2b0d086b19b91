"""Writing rows: only those that the claim still holds, and of them only what is listed here."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from .claims import Claim
from .models import ErrorKind, Repository, RepositoryName
from .plan import next_due
from .signals import repositories_synced

logger = logging.getLogger(__name__)

REPOSITORY_FIELDS = (
    "github_id",
    "node_id",
    "full_name",
    "status",
    "latest_snapshot",
    "last_human_commit_at",
    "moved_at",
    "unreachable_since",
    "absence_confirmed_at",
    "due_at",
    "attempted_at",
    "claimed_by",
    "claimed_until",
    "failures",
    "error_kind",
    "error_message",
    "error_at",
)


def still_held(claim: Claim, pks: list[int]) -> set[int]:
    """A lease may have run out while we waited; then another run answers for the row."""
    return set(claim.held().select_for_update().filter(pk__in=pks).values_list("pk", flat=True))


def rename(repository: Repository, full_name: str, at: datetime) -> None:
    """Take the new name; the old one goes to the history, so that its addresses still lead here."""
    old = repository.full_name
    repository.full_name = full_name
    if old.lower() == full_name.lower():
        return
    repository.moved_at = at
    RepositoryName.objects.filter(repository=repository).named([old, full_name]).delete()
    RepositoryName.objects.create(repository=repository, full_name=old, until=at)


def settle(repository: Repository, at: datetime) -> None:
    """There was a definite answer: no error is left over, and the next question is planned."""
    repository.failures, repository.error_kind, repository.error_message = 0, "", ""
    repository.error_at = None
    repository.attempted_at = at
    repository.due_at = next_due(repository.status, at)


def note(repository: Repository, kind: ErrorKind, message: str, at: datetime) -> None:
    repository.error_kind, repository.error_message = kind, message[:500]
    repository.error_at = repository.attempted_at = at


def save(repositories: Sequence[Repository]) -> None:
    """Write and give back the claim in one statement; the rows exist and are locked, so nothing is inserted."""
    for repository in repositories:
        repository.claimed_by, repository.claimed_until = "", None
    if repositories:
        Repository.objects.bulk_create(
            repositories, update_conflicts=True, unique_fields=["id"], update_fields=list(REPOSITORY_FIELDS)
        )


def announce(pks: Iterable[int]) -> None:
    ids = sorted(pks)
    if ids:
        transaction.on_commit(lambda: _send(ids))


def _send(ids: list[int]) -> None:
    """A listener's fault must not cost the sync its run."""
    for receiver, outcome in repositories_synced.send_robust(sender=Repository, repository_ids=ids):
        if isinstance(outcome, Exception):
            logger.error("%r failed for repositories %s", receiver, ids, exc_info=outcome)
