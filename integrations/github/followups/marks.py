"""What a pulse shows of each follow-up question: a mark that moved means that the answer did."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from integrations.github.models import FollowUp, NewcomerIssue, Snapshot
from integrations.github.questions import newcomer_labels
from integrations.github.wishes import in_use

Kind = FollowUp.Kind
Marks = Callable[..., "Iterator[tuple[Kind, str, bool]]"]  # of a snapshot, by `is_used`
_OPENED_AND_CLOSED = ("issues_open", "issues_closed", "pulls_open", "pulls_merged", "pulls_closed")


def want_follow_ups(snapshots: Sequence[Snapshot], at: datetime, marks_of: Marks | None = None) -> None:
    """Queue the questions whose marks moved, in the transaction that stores these complete pulses."""
    if not snapshots:
        return
    used = in_use(snapshot.repository_id for snapshot in snapshots)
    there = {
        (row.repository_id, row.kind): row
        for row in FollowUp.objects.filter(repository__in=[snapshot.repository_id for snapshot in snapshots])
    }
    moved = []
    for snapshot in snapshots:
        for kind, mark, settled in (marks_of or _marks)(snapshot, is_used=snapshot.repository_id in used):
            row = there.get((snapshot.repository_id, kind)) or FollowUp(repository_id=snapshot.repository_id, kind=kind)
            if row.wanted == mark and not (settled and row.answered != mark):
                continue
            if kind == Kind.CONTRIBUTORS and row.wanted == _mark_of_the_push(snapshot):
                _rename(row, mark)
            else:
                _move(row, mark, at, settled=settled)
            moved.append(row)
    FollowUp.objects.bulk_create(
        moved,
        update_conflicts=True,
        unique_fields=["repository", "kind"],
        update_fields=["wanted", "answered", "due_at", "answered_at", "failures"],
    )
    _stop_following([row for row in there.values() if row.kind == Kind.RECENT and row.repository_id not in used])
    _forget_issues([snapshot.repository_id for snapshot in snapshots if snapshot.newcomer_issues_labelled == 0])


def _marks(snapshot: Snapshot, *, is_used: bool) -> Iterator[tuple[Kind, str, bool]]:
    """Kind, mark, and whether the pulse itself is the answer."""
    none_labelled = snapshot.newcomer_issues_labelled == 0
    top = (snapshot.newcomer_issues_labelled, snapshot.newcomer_top_issue, snapshot.newcomer_top_changed_at)
    head = f"{snapshot.default_branch} {snapshot.head_oid}"
    yield Kind.NEWCOMERS, _short(*top, *newcomer_labels()), none_labelled
    yield Kind.CONTENT, _short(head, snapshot.changed_at, snapshot.pushed_at), False
    yield Kind.CONTRIBUTORS, _short(head), False
    yield Kind.WEEKLY, _short(head), False
    if is_used:
        yield Kind.RECENT, _short(head, *(getattr(snapshot, name) for name in _OPENED_AND_CLOSED)), False


def marks_by_rest(snapshot: Snapshot, *, is_used: bool) -> Iterator[tuple[Kind, str, bool]]:
    """Of what REST can answer. The other questions wait for a pulse by GraphQL, whose marks show what moved by then."""
    for kind, mark, settled in _marks(snapshot, is_used=is_used):
        if kind == Kind.NEWCOMERS and snapshot.newcomer_issues_labelled is not None:
            yield kind, mark, True
        elif kind == Kind.CONTRIBUTORS:
            yield kind, _mark_of_the_push(snapshot) if snapshot.head_oid is None else mark, settled


def _mark_of_the_push(snapshot: Snapshot) -> str:
    """In the place of the newest commit, which REST does not show: it cannot move without a push."""
    return _short("pushed", snapshot.default_branch, snapshot.pushed_at)


def _short(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _rename(row: FollowUp, mark: str) -> None:
    """It stands for the same commit as before."""
    if row.answered == row.wanted:
        row.answered = mark
    row.wanted = mark


def _move(row: FollowUp, mark: str, at: datetime, *, settled: bool) -> None:
    row.wanted, row.failures = mark, 0
    row.due_at = None if settled else at
    if settled:
        row.answered, row.answered_at = mark, at


def _stop_following(rows: list[FollowUp]) -> None:
    """Nobody looks at these any more: what is known of their days keeps the time as of which it was."""
    if rows:
        FollowUp.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _forget_issues(repository_ids: list[int]) -> None:
    if repository_ids:
        NewcomerIssue.objects.filter(repository__in=repository_ids).delete()
