"""Repositories that are not to be had: gone, blocked, or for a day no more than unreachable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from .claims import Claim
from .models import ErrorKind, Repository, Status
from .plan import SURE_AFTER
from .records import Presence
from .rows import announce, note, save, settle, still_held
from .services import merge_repositories


def store_absence(claim: Claim, repository: Repository, presence: Presence, at: datetime) -> None:
    """REST confirmed that it is not to be had: sure at once if it never was, else on the second day."""
    status = Status.BLOCKED if presence is Presence.BLOCKED else Status.GONE
    with transaction.atomic():
        if not still_held(claim, [repository.pk]):
            return
        former = _gone_one_of_this_name(repository)
        if former is not None:
            merge_repositories(losing=repository, winning=former)
            return
        repository.absence_confirmed_at = at
        if _is_sure(repository, at):
            mark_gone(repository, status, at)
        else:
            _mark_unreachable(repository, status, at)
        save([repository])
        announce([repository.pk])


def store_still_gone(claim: Claim, repositories: Sequence[Repository], at: datetime) -> None:
    """GraphQL found them missing again, as expected: nothing changes but the time of the next look."""
    with transaction.atomic():
        held = still_held(claim, [repository.pk for repository in repositories])
        ours = [repository for repository in repositories if repository.pk in held]
        for repository in ours:
            settle(repository, at)
        save(ours)


def _gone_one_of_this_name(repository: Repository) -> Repository | None:
    """The known repository that lost this name by going; an unresolved row for the same name adds nothing to it."""
    if repository.github_id is not None:
        return None
    known = Repository.objects.named([repository.full_name]).exclude(github_id=None)
    return known.exclude(unreachable_since=None).order_by("-unreachable_since").first()


def _is_sure(repository: Repository, at: datetime) -> bool:
    if repository.github_id is None or repository.is_gone:
        return True
    since = repository.unreachable_since
    return since is not None and at - since >= SURE_AFTER


def mark_gone(repository: Repository, status: Status, at: datetime) -> None:
    repository.status = status
    repository.unreachable_since = repository.unreachable_since or at
    settle(repository, at)


def _mark_unreachable(repository: Repository, status: Status, at: datetime) -> None:
    """It was there before and one check is not enough to call it gone."""
    since = repository.unreachable_since or at
    settle(repository, at)
    repository.unreachable_since, repository.due_at = since, since + SURE_AFTER
    note(repository, ErrorKind.UNREACHABLE, f"GitHub says {status.value}.", at)
