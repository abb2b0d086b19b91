"""What is not kept: proposals that were not chosen and drafts, a set time after their challenge has ended.

The team is told two weeks before. What stays is the number of proposals (`ClosingCount`)."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from challenges.stages import Stage as ChallengeStage
from integrations.regular import regular

from . import letters
from .attachments.storage import FOLDER, private_storage
from .counting import closed_challenges, count
from .models import Attachment, ClosingCount, Proposal, TeamInvitation
from .services.locks import lock
from .stages import Stage

TOLD_BEFORE = timedelta(days=14)
ENDED = (ChallengeStage.FINISHED, ChallengeStage.WITHDRAWN)
ORPHAN_AFTER = timedelta(days=1)


@regular("delete_proposals", every=timedelta(hours=6))
def delete_what_is_over(now: datetime) -> str:
    """Each proposal in its own transaction: what was cut off is done the next time, and nobody is told twice."""
    told = deleted = 0
    for challenge in closed_challenges(now).filter(proposals__isnull=False).distinct():
        for proposal, day in _ending(challenge, timezone.localdate(now)):
            outcome = _tell_or_delete(proposal, day, now)
            told, deleted = told + (outcome == "told"), deleted + (outcome == "deleted")
    forgotten = TeamInvitation.objects.run_out_at(now).delete()[0]
    orphans = delete_orphans(now)
    return f"{told} told, {deleted} deleted, {forgotten} invitations forgotten, {orphans} files without a row"


def _ending(challenge, today: date):
    """(proposal, day from which on it may be deleted) for those whose day is near. A chosen one stays."""
    kinds = (
        (closing_of(challenge), settings.PROPOSAL_DRAFTS_KEPT_FOR_DAYS, {"submitted_at": None}),
        (end_of(challenge), settings.PROPOSALS_KEPT_FOR_DAYS, {"submitted_at__isnull": False}),
    )
    for begin, days, kind in kinds:
        day = begin and timezone.localdate(begin) + timedelta(days=days)
        if day and today >= day - TOLD_BEFORE:
            rows = Proposal.objects.filter(challenge=challenge, **kind).exclude(stage=Stage.SELECTED)
            yield from ((proposal, day) for proposal in list(rows.only("challenge")))


def end_of(challenge) -> datetime | None:
    """When it came to its end; where that was not noted, its deadline. None while it goes on."""
    if challenge.stage not in ENDED:
        return None
    return _entered(challenge, ENDED) or challenge.closes_at


def closing_of(challenge) -> datetime | None:
    """When it stopped taking proposals."""
    after = [stage for stage in ChallengeStage if stage not in {ChallengeStage.PREPARING, ChallengeStage.OPEN}]
    first = challenge.stage_changes.filter(stage__in=after, changed_at__isnull=False).last()
    return challenge.closes_at or (first and first.changed_at)


def _entered(challenge, stages):
    return challenge.stage_changes.filter(stage__in=stages).aggregate(last=Max("changed_at"))["last"]


@transaction.atomic
def _tell_or_delete(proposal, day: date, now):
    """`day` may have moved since the team was told: later ones are told anew."""
    proposal, today = lock(proposal), timezone.localdate(now)
    if today < day - TOLD_BEFORE or proposal.stage == Stage.SELECTED:
        return ""
    if proposal.deleted_on is None or day > proposal.deleted_on:
        proposal.deleted_on = max(day, today + TOLD_BEFORE)
        proposal.save(update_fields=["deleted_on"])
        letters.of_deletion(proposal)
        return "told"
    if today < proposal.deleted_on:
        return ""
    _forget(proposal, now)
    return "deleted"


def _forget(proposal, now):
    """The number is noted before the first of them goes."""
    in_envelope = proposal.submitted_at is not None
    if in_envelope and not ClosingCount.objects.filter(_same_closing(proposal.challenge)).exists():
        count(challenge=proposal.challenge, now=now)
    proposal.delete()


def _same_closing(challenge):
    return Q(challenge=challenge) & (Q(closes_at=challenge.closes_at) | Q(closes_at=None))


def delete_orphans(now: datetime, storage: Storage | None = None) -> int:
    """Files whose row was never written, because what wrote it was cut off."""
    storage = storage or private_storage()
    try:
        names = [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return 0
    known = set(Attachment.objects.values_list("file", flat=True))
    old = [each for each in names if each not in known and storage.get_modified_time(each) < now - ORPHAN_AFTER]
    for each in old:
        storage.delete(each)
    return len(old)
