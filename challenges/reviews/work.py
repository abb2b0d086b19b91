"""What the clock does to reviews: criteria are frozen when their challenge closes, whoever looks or not."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from challenges.models import ChallengePage
from challenges.proposals.models import Proposal
from challenges.stages import Stage
from integrations.regular import regular

from .models import Criterion, Review
from .services import freeze_criteria

NOT_JUDGED = (Stage.PREPARING, Stage.FINISHED, Stage.WITHDRAWN)


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
