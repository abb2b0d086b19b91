"""What REST cannot tell stays as a token once brought it, with the date of that time."""

from __future__ import annotations

from integrations.github.models import GroupState, Snapshot

ALL_STATES = ("issues_closed", "pulls_merged", "pulls_closed")


def carry_what_rest_cannot_tell(snapshot: Snapshot, former: Snapshot | None) -> None:
    snapshot.pulse_state = GroupState.PARTIAL
    if former is None:
        return
    for name in ALL_STATES:
        setattr(snapshot, name, getattr(former, name))
    if any(getattr(former, name) is not None for name in ALL_STATES):
        snapshot.all_states_observed_at = former.all_states_observed_at or former.observed_at
    if former.pushed_at == snapshot.pushed_at:  # the newest commit is the one that it was
        snapshot.head_oid, snapshot.head_committed_at = former.head_oid, former.head_committed_at
        snapshot.default_branch = snapshot.default_branch or former.default_branch
