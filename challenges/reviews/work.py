"""What the clock does to reviews: criteria are frozen when their challenge closes, whoever looks or not; reviewers and
teams are reminded of what waits for them."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from challenges.models import ChallengePage
from challenges.proposals.models import Proposal, ProposalStageChange
from challenges.proposals.stages import Stage as ProposalStage
from challenges.stages import Stage
from integrations.regular import regular

from . import letters
from .models import Criterion, Review, Slot
from .services import freeze_criteria
from .services.locks import lock

NOT_JUDGED = (Stage.PREPARING, Stage.FINISHED, Stage.WITHDRAWN)
JUDGED_AT = (Stage.CLOSED, Stage.SCREENING)
REMIND_AFTER = (0, 7, 14, 21)
"""Days after the closing, or after having been named; at once, those are told who were named before it closed."""
NO_LONGER_AFTER = timedelta(days=60)
CHOOSE_WITHIN = timedelta(days=3)
DAY_BEFORE, TOLD_ENOUGH = timedelta(days=1), timedelta(days=2)
"""Whoever has chosen a time that begins within two days needs no reminder of it."""


@regular("freeze_criteria", every=timedelta(hours=1))
def freeze_closed(now):
    """Of challenges for which criteria were set or proposals were handed in: others are not judged here."""
    frozen = sum(freeze_criteria(challenge=each, now=now) for each in _due())
    return f"{frozen} frozen"


def _due():
    here = OuterRef("pk")
    is_judged = Exists(Criterion.objects.filter(challenge=here)) | Exists(
        Proposal.objects.filter(challenge=here, submitted_at__isnull=False)
    )
    is_frozen = Exists(Review.objects.filter(challenge=here, frozen_at__isnull=False))
    pages = ChallengePage.objects.originals().exclude(stage__in=NOT_JUDGED)
    return pages.filter(is_judged, ~is_frozen).order_by("pk")


@regular("remind_reviewers", every=timedelta(hours=1))
def remind_reviewers(now):
    """After a pause nobody gets two at once: the latest that is due goes alone. The key of a letter keeps it from being
    sent twice."""
    open_ones = Review.objects.filter(frozen_at__gt=now - NO_LONGER_AFTER, revealed_at=None)
    pages = ChallengePage.objects.filter(pk__in=open_ones.values("challenge")).order_by("pk")
    reminded = sum(_remind_reviewers_of(each, now) for each in pages if each.stage_at(now) in JUDGED_AT)
    return f"{reminded} reminded"


@transaction.atomic
def _remind_reviewers_of(challenge, now):
    standing = lock(challenge, now)
    if standing.is_revealed or standing.is_sealed:
        return 0
    return sum(_remind(standing, each, now) for each in standing.awaited if each.user)


def _remind(standing, reviewer, now):
    since = max(standing.review.frozen_at, reviewer.named_at)
    days = max((each for each in REMIND_AFTER if now - since >= timedelta(days=each)), default=0)
    if days == 0 and reviewer.named_at >= standing.review.frozen_at:
        return 0
    return letters.of_waiting(standing.challenge, reviewer, days=days)


@regular("remind_of_interviews", every=timedelta(hours=1))
def remind_of_interviews(now):
    """The day before; and teams that do not choose although there are times."""
    coming = sum(_remind_of(each, now) for each in _coming(now))
    to_choose = sum(letters.of_choosing(each) for each in _without_a_time(now))
    return f"{coming} reminded of an interview, {to_choose} to choose a time"


def _coming(now):
    held = Slot.objects.filter(proposal__stage=ProposalStage.INTERVIEW, taken_at__isnull=False)
    held = held.filter(starts_at__gt=now, starts_at__lte=now + DAY_BEFORE)
    return held.select_related("challenge", "proposal").order_by("pk")


def _remind_of(slot, now):
    if slot.taken_at > slot.starts_at - TOLD_ENOUGH:
        return 0
    return letters.of_tomorrow(slot)


def _without_a_time(now):
    asked = ProposalStageChange.objects.filter(
        proposal=OuterRef("pk"), stage=ProposalStage.INTERVIEW, changed_at__lte=now - CHOOSE_WITHIN
    )
    free = Slot.objects.free(now).filter(challenge=OuterRef("challenge"))
    rows = Proposal.objects.filter(Exists(asked), Exists(free), stage=ProposalStage.INTERVIEW, interview_slot=None)
    return rows.select_related("challenge").order_by("pk")
