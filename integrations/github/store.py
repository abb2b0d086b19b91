"""Records to rows. Only what is listed here is ever written, and only on rows that the claim still holds.

The source of truth is GitHub's last complete answer. A failed or incomplete one changes no figure: it leaves its
reason and its time with the repository.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from .claims import Claim
from .errors import GitHubError
from .models import ErrorKind, GroupState, Repository, RepositoryName, Snapshot, Status
from .plan import SURE_AFTER, due_after_failure, next_due
from .records import Identity, Presence, Pulse
from .services import merge_repositories
from .signals import repositories_synced

logger = logging.getLogger(__name__)

COPIED_FROM_PULSE = (
    "stars",
    "forks",
    "issues_open",
    "issues_closed",
    "pulls_open",
    "pulls_merged",
    "pulls_closed",
    "default_branch",
    "license",
    "primary_language",
    "pushed_at",
    "archived",
    "changed_at",
    "newcomer_issues_labelled",
    "newcomer_top_issue",
    "newcomer_top_changed_at",
)
NEWCOMER_FIELDS = ("newcomer_issues", "newcomers_observed_at", "newcomers_state")
PULSE_FIELDS = (
    *COPIED_FROM_PULSE,
    *NEWCOMER_FIELDS,
    "observed_at",
    "pulse_state",
    "head_oid",
    "head_committed_at",
)
CARRIED_FIELDS = (
    "content_observed_at",
    "content_state",
    "topics",
    "contributors_observed_at",
    "contributors_state",
    "contributors_human",
    "contributors_bot",
    "contributors_anonymous",
)
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


def store_identities(claim: Claim, found: Sequence[tuple[Repository, Identity]], at: datetime) -> None:
    """Q0 found them: keep the ids, or merge into the rows that have them already. They stay due, for their figures."""
    with transaction.atomic():
        held = _still_held(claim, [repository.pk for repository, _identity in found])
        ids = [identity.github_id for _repository, identity in found]
        known = {row.github_id: row for row in Repository.objects.filter(github_id__in=ids)}
        resolved = []
        for repository, identity in found:
            if repository.pk not in held:
                continue
            _rename(repository, identity.full_name, at)
            if winner := known.get(identity.github_id):
                _merge(repository, winner, at)
            else:
                repository.github_id, repository.node_id = identity.github_id, identity.node_id
                known[identity.github_id] = repository
                resolved.append(repository)
        _save(resolved)


def store_pulses(claim: Claim, found: Sequence[tuple[Repository, Pulse]], at: datetime) -> None:
    """Q1 answered: one snapshot a repository and day, and everything that follows from it."""
    with transaction.atomic():
        held = _still_held(claim, [repository.pk for repository, _pulse in found])
        ours = [(repository, pulse) for repository, pulse in found if repository.pk in held]
        public = [(repository, pulse) for repository, pulse in ours if pulse.is_public]
        snapshots = Snapshot.objects.bulk_create(
            [_snapshot(repository, pulse, at) for repository, pulse in public],
            update_conflicts=True,
            unique_fields=["repository", "day"],
            update_fields=list(PULSE_FIELDS),
        )
        for (repository, pulse), snapshot in zip(public, snapshots, strict=True):
            _apply(repository, pulse, snapshot, at)
        for repository, pulse in ours:
            if not pulse.is_public:
                _rename(repository, pulse.full_name, at)
                _mark_gone(repository, Status.GONE, at)
        _save([repository for repository, _pulse in ours])
        _announce(held)


def store_absence(claim: Claim, repository: Repository, presence: Presence, at: datetime) -> None:
    """REST confirmed that it is not to be had: sure at once if it never was, else on the second day."""
    status = Status.BLOCKED if presence is Presence.BLOCKED else Status.GONE
    with transaction.atomic():
        if not _still_held(claim, [repository.pk]):
            return
        former = _gone_one_of_this_name(repository)
        if former is not None:
            merge_repositories(losing=repository, winning=former)
            return
        repository.absence_confirmed_at = at
        if _is_sure(repository, at):
            _mark_gone(repository, status, at)
        else:
            _mark_unreachable(repository, status, at)
        _save([repository])
        _announce([repository.pk])


def store_still_gone(claim: Claim, repositories: Sequence[Repository], at: datetime) -> None:
    """GraphQL found them missing again, as expected: nothing changes but the time of the next look."""
    with transaction.atomic():
        held = _still_held(claim, [repository.pk for repository in repositories])
        ours = [repository for repository in repositories if repository.pk in held]
        for repository in ours:
            _settle(repository, at)
        _save(ours)


def store_failure(claim: Claim, repositories: Iterable[Repository], error: GitHubError, at: datetime) -> None:
    """Nothing was learned: keep the reason, change no figure, and plan the next attempt."""
    rows = list(repositories)
    with transaction.atomic():
        held = _still_held(claim, [repository.pk for repository in rows])
        ours = [repository for repository in rows if repository.pk in held]
        for repository in ours:
            repository.failures += 1
            repository.due_at = due_after_failure(repository.failures, at)
            _note(repository, error.kind, str(error), at)
        _save(ours)


def _merge(repository: Repository, winner: Repository, at: datetime) -> None:
    merge_repositories(losing=repository, winning=winner)
    if winner.unreachable_since is not None:  # somebody's name still leads to it: look again
        Repository.objects.filter(pk=winner.pk).update(due_at=at)


def _still_held(claim: Claim, pks: list[int]) -> set[int]:
    """A lease may have run out while we waited; then another run answers for the row."""
    return set(claim.held().select_for_update().filter(pk__in=pks).values_list("pk", flat=True))


def _snapshot(repository: Repository, pulse: Pulse, at: datetime) -> Snapshot:
    day = at.astimezone(timezone.get_default_timezone()).date()
    snapshot = Snapshot(repository=repository, day=day, observed_at=at)
    latest = repository.latest_snapshot
    for name in CARRIED_FIELDS if latest else ():
        setattr(snapshot, name, getattr(latest, name))
    for name in COPIED_FROM_PULSE:
        setattr(snapshot, name, getattr(pulse, name))
    snapshot.pulse_state = GroupState.OBSERVED if pulse.complete else GroupState.PARTIAL
    if pulse.head is not None:
        snapshot.head_oid, snapshot.head_committed_at = pulse.head.oid, pulse.head.committed_at
    _set_newcomer_issues(snapshot, latest, at)
    return snapshot


def _set_newcomer_issues(snapshot: Snapshot, latest: Snapshot | None, at: datetime) -> None:
    """No labelled issue is none for newcomers. Of others the list (Q3) decides; unmoved, the last one still holds."""
    if snapshot.newcomer_issues_labelled == 0:
        snapshot.newcomer_issues = 0
        snapshot.newcomers_observed_at, snapshot.newcomers_state = at, GroupState.OBSERVED
    elif latest is not None and _newcomer_mark(latest) == _newcomer_mark(snapshot):
        for name in NEWCOMER_FIELDS:
            setattr(snapshot, name, getattr(latest, name))


def _newcomer_mark(snapshot: Snapshot) -> tuple[object, ...]:
    return snapshot.newcomer_issues_labelled, snapshot.newcomer_top_issue, snapshot.newcomer_top_changed_at


def _apply(repository: Repository, pulse: Pulse, snapshot: Snapshot, at: datetime) -> None:
    repository.github_id, repository.node_id = pulse.github_id, pulse.node_id
    _rename(repository, pulse.full_name, at)
    repository.latest_snapshot = snapshot
    repository.status = Status.ARCHIVED if pulse.archived else Status.ACTIVE
    repository.unreachable_since = repository.absence_confirmed_at = None
    head = pulse.head
    if head and head.by_human and head.committed_at:
        seen = min(head.committed_at, at)  # a commit may claim any date, tomorrow's too
        repository.last_human_commit_at = max(repository.last_human_commit_at or seen, seen)
    _settle(repository, at)


def _rename(repository: Repository, full_name: str, at: datetime) -> None:
    """Take the new name; the old one goes to the history, so that its addresses still lead here."""
    old = repository.full_name
    repository.full_name = full_name
    if old.lower() == full_name.lower():
        return
    repository.moved_at = at
    RepositoryName.objects.filter(repository=repository).named([old, full_name]).delete()
    RepositoryName.objects.create(repository=repository, full_name=old, until=at)


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


def _mark_gone(repository: Repository, status: Status, at: datetime) -> None:
    repository.status = status
    repository.unreachable_since = repository.unreachable_since or at
    _settle(repository, at)


def _mark_unreachable(repository: Repository, status: Status, at: datetime) -> None:
    """It was there before and one check is not enough to call it gone."""
    since = repository.unreachable_since or at
    _settle(repository, at)
    repository.unreachable_since, repository.due_at = since, since + SURE_AFTER
    _note(repository, ErrorKind.UNREACHABLE, f"GitHub says {status.value}.", at)


def _settle(repository: Repository, at: datetime) -> None:
    """There was a definite answer: no error is left over, and the next question is planned."""
    repository.failures, repository.error_kind, repository.error_message = 0, "", ""
    repository.error_at = None
    repository.attempted_at = at
    repository.due_at = next_due(repository.status, at)


def _note(repository: Repository, kind: ErrorKind, message: str, at: datetime) -> None:
    repository.error_kind, repository.error_message = kind, message[:500]
    repository.error_at = repository.attempted_at = at


def _save(repositories: Sequence[Repository]) -> None:
    """Write and give back the claim in one statement; the rows exist and are locked, so nothing is inserted."""
    for repository in repositories:
        repository.claimed_by, repository.claimed_until = "", None
    if repositories:
        Repository.objects.bulk_create(
            repositories, update_conflicts=True, unique_fields=["id"], update_fields=list(REPOSITORY_FIELDS)
        )


def _announce(pks: Iterable[int]) -> None:
    ids = sorted(pks)
    if ids:
        transaction.on_commit(lambda: _send(ids))


def _send(ids: list[int]) -> None:
    """A listener's fault must not cost the sync its run."""
    for receiver, outcome in repositories_synced.send_robust(sender=Repository, repository_ids=ids):
        if isinstance(outcome, Exception):
            logger.error("%r failed for repositories %s", receiver, ids, exc_info=outcome)
