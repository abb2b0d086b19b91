"""What REST told, into the rows that GraphQL's answers fill, too."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from integrations.github.followups.newcomers import NewcomersStep, keep_issues
from integrations.github.models import Content, GroupState, Repository, Snapshot
from integrations.github.rows import still_held

from .asking import Seen
from .reading import Told, pulse

if TYPE_CHECKING:
    from integrations.github.sync import Sync

_TOPICS = ("topics", "content_observed_at", "content_state")


def keep(sync: Sync, repository: Repository, seen: Seen) -> None:
    """One transaction, so that a killed run leaves all of it or nothing."""
    identity = seen.about.identity
    if repository.github_id is None and Repository.objects.filter(github_id=identity.github_id).exists():
        sync.keep_identities([(repository, identity)])  # it is one that is known by another name
        return
    with transaction.atomic():
        if still_held(sync.claim, [repository.pk]):
            _keep(sync, repository, seen)


def _keep(sync: Sync, repository: Repository, seen: Seen) -> None:
    former, at = repository.latest_snapshot, sync.clock.now()
    if repository.github_id is None:
        repository.github_id = seen.about.identity.github_id
    sync.keep_pulses([(repository, pulse(seen.about, seen.work))])
    snapshot = repository.latest_snapshot
    if snapshot is None or snapshot is former:  # private, or an answer about another repository
        return
    if seen.work.labelled:
        keep_issues(repository, snapshot, seen.work.labelled, at)
    if seen.about.topics is not None:
        _keep_content(snapshot, seen.about, at)
    snapshot.save(update_fields=[*NewcomersStep.snapshot_fields, *_TOPICS])


def _keep_content(snapshot: Snapshot, about: Told, at: datetime) -> None:
    """Of the rest of the content (languages, files, release) REST would tell for many requests: it stays as it was."""
    snapshot.topics, snapshot.content_observed_at = list(about.topics or ()), at
    if snapshot.content_state == GroupState.UNKNOWN:
        snapshot.content_state = GroupState.PARTIAL
    content = Content.objects.filter(repository=snapshot.repository_id)
    content.update(description=about.description, homepage=about.homepage)
