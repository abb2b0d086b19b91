"""The log of a proposal's stages, and of who has seen it."""

from challenges.proposals.models import AccessLog


def enter(proposal, stage, *, by, now, reason=""):
    """Put a locked proposal at `stage`, and say so in its log. The move was checked before."""
    proposal.stage = stage
    proposal.save()
    proposal.stage_changes.create(stage=stage, changed_at=now, changed_by=by, reason=reason)


def record_access(*, proposal, user, what, now, detail=""):
    """`user`, who is not of the team, sees, fetches or exports something of `proposal`: see `AccessLog`."""
    return AccessLog.objects.create(proposal=proposal, user=user, what=str(what), detail=detail[:200], at=now)


def record_accesses(*, proposals, user, what, now, detail=""):
    """The same of many (keys of their rows), in one go."""
    AccessLog.objects.bulk_create(
        AccessLog(proposal_id=key, user=user, what=str(what), detail=detail[:200], at=now) for key in proposals
    )
