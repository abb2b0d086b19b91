"""Records to rows. Only what is listed here is ever written of a snapshot.

The source of truth is GitHub's last complete answer. A failed or incomplete one changes no figure: it leaves its
reason and its time with the repository.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from .bot_list import listed_logins
from .bots import is_bot
from .claims import Claim
from .errors import GitHubError, IncompleteError
from .followups.marks import marks_by_rest, want_follow_ups
from .gone import mark_gone
from .models import GroupState, Repository, Snapshot, Status
from .plan import due_after_failure, last_moved, next_due
from .records import Head, Identity, Pulse
from .rest_only.carrying import carry_what_rest_cannot_tell
from .rows import announce, note, rename, save, settle, still_held
from .services import merge_repositories

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
    "all_states_observed_at",
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


def store_identities(claim: Claim, found: Sequence[tuple[Repository, Identity]], at: datetime) -> None:
    """Q0 found them: keep the ids, or merge into the rows that have them already. They stay due, for their figures."""
    with transaction.atomic():
        held = still_held(claim, [repository.pk for repository, _identity in found])
        ids = [identity.github_id for _repository, identity in found]
        known = {row.github_id: row for row in Repository.objects.filter(github_id__in=ids)}
        resolved = []
        for repository, identity in found:
            if repository.pk not in held:
                continue
            if not identity.is_private:
                rename(repository, identity.full_name, at)
            if winner := known.get(identity.github_id):
                _merge(repository, winner, at)
            else:
                repository.github_id, repository.node_id = identity.github_id, identity.node_id
                known[identity.github_id] = repository
                resolved.append(repository)
        save(resolved)


def store_pulses(claim: Claim, found: Sequence[tuple[Repository, Pulse]], at: datetime) -> None:
    """Q1 answered: one snapshot a repository and day, and everything that follows from it."""
    with transaction.atomic():
        held = still_held(claim, [repository.pk for repository, _pulse in found])
        ours = [(repository, pulse) for repository, pulse in found if repository.pk in held]
        public = [(repository, pulse) for repository, pulse in ours if pulse.is_public]
        snapshots = Snapshot.objects.bulk_create(
            [_snapshot(repository, pulse, at) for repository, pulse in public],
            update_conflicts=True,
            unique_fields=["repository", "day"],
            update_fields=list(PULSE_FIELDS),
        )
        bots = listed_logins()
        for (repository, pulse), snapshot in zip(public, snapshots, strict=True):
            _apply(repository, pulse, snapshot, at)
            _note_sign_of_life(repository, pulse.head, bots, at)
            if not pulse.complete:
                _fail(repository, IncompleteError(), at)
        for repository, pulse in ours:
            if not pulse.is_public:
                mark_gone(repository, Status.GONE, at)
        save([repository for repository, _pulse in ours])
        whole = [(row, pulse) for row, (_repository, pulse) in zip(snapshots, public, strict=True) if pulse.complete]
        want_follow_ups([row for row, pulse in whole if not pulse.by_rest], at)
        want_follow_ups([row for row, pulse in whole if pulse.by_rest], at, marks_of=marks_by_rest)
        announce(held)


def store_failure(claim: Claim, repositories: Iterable[Repository], error: GitHubError, at: datetime) -> None:
    """Nothing was learned: keep the reason, change no figure, and plan the next attempt."""
    rows = list(repositories)
    with transaction.atomic():
        held = still_held(claim, [repository.pk for repository in rows])
        ours = [repository for repository in rows if repository.pk in held]
        for repository in ours:
            _fail(repository, error, at)
        save(ours)


def store_postponed(claim: Claim, repositories: Iterable[Repository], until: datetime) -> None:
    """There was no budget left to ask what became of them: nothing was learned, and nothing failed."""
    pks = [repository.pk for repository in repositories]
    claim.held().filter(pk__in=pks).update(due_at=until, claimed_by="", claimed_until=None)


def _fail(repository: Repository, error: GitHubError, at: datetime) -> None:
    repository.failures += 1
    repository.due_at = due_after_failure(repository.failures, at)
    note(repository, error.kind, str(error), at)


def _merge(repository: Repository, winner: Repository, at: datetime) -> None:
    merge_repositories(losing=repository, winning=winner)
    if winner.unreachable_since is not None:  # somebody's name still leads to it: look again
        Repository.objects.filter(pk=winner.pk).update(due_at=at)


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
    if pulse.by_rest:
        carry_what_rest_cannot_tell(snapshot, latest)
    _set_newcomer_issues(snapshot, latest, at)
    return snapshot


def _set_newcomer_issues(snapshot: Snapshot, latest: Snapshot | None, at: datetime) -> None:
    """No labelled issue is none for newcomers. Of others the list (Q3) decides; until then the last one is kept."""
    if snapshot.newcomer_issues_labelled == 0:
        snapshot.newcomer_issues = 0
        snapshot.newcomers_observed_at, snapshot.newcomers_state = at, GroupState.OBSERVED
    elif latest is not None:
        for name in NEWCOMER_FIELDS:
            setattr(snapshot, name, getattr(latest, name))


def _apply(repository: Repository, pulse: Pulse, snapshot: Snapshot, at: datetime) -> None:
    repository.github_id, repository.node_id = pulse.github_id, pulse.node_id
    rename(repository, pulse.full_name, at)
    former, repository.latest_snapshot = repository.latest_snapshot, snapshot
    if pulse.archived is not None:
        repository.status = Status.ARCHIVED if pulse.archived else Status.ACTIVE
    repository.unreachable_since = repository.absence_confirmed_at = None
    settle(repository, at)
    repository.due_at = next_due(
        repository.status,
        at,
        last_moved(snapshot, former),
        looked_before=former is not None,
        may_be_hourly=not pulse.by_rest,
    )


def _note_sign_of_life(repository: Repository, head: Head | None, bots: Collection[str], at: datetime) -> None:
    """A person's commit at the head of the branch; `bots` are the listed ones."""
    if head and head.by_human and head.committed_at and not is_bot(login=head.login, listed=bots):
        seen = min(head.committed_at, at)  # a commit may claim any date, tomorrow's too
        repository.last_human_commit_at = max(repository.last_human_commit_at or seen, seen)
