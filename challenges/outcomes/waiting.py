"""Which outcomes officers should write or complete, and since when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from challenges.models import ChallengePage
from challenges.stages import Stage

UNDECIDED_FOR = timedelta(days=90)
"""Then somebody may know whether what was tried is kept."""
BEGINS_BEFORE_THE_END = timedelta(days=30)


class Standing(NamedTuple):
    """Of one challenge. `ended_on` is the day, in Japan, on which its pilot ends or ended, where that is known."""

    has_draft: bool
    published_at: datetime | None
    is_solved_known: bool
    is_adoption_known: bool
    ended_on: date | None

    def has_ended(self, today: date) -> bool:
        return self.ended_on is not None and self.ended_on < today

    def is_near(self, today: date) -> bool:
        """Whether it is time to write it; where nobody has said when the pilot ends, it is."""
        return self.ended_on is None or self.ended_on - BEGINS_BEFORE_THE_END <= today

    def is_undecided(self, now: datetime) -> bool:
        """Published long ago, and nobody has said since whether it was adopted."""
        return not self.is_adoption_known and self.published_at is not None and self.published_at + UNDECIDED_FOR <= now


def standings(challenges: Iterable, now: datetime) -> dict[int, Standing]:
    """By the key of each original that is at its pilot or finished: one query, and none where there is none."""
    stages = {each.pk: each.stage for each in challenges if each.stage in {Stage.PILOT, Stage.FINISHED}}
    if not stages:
        return {}
    rows = with_end(ChallengePage.objects.filter(pk__in=stages)).values_list(
        "pk", "told_outcome__pk", "told_outcome__published_at", "told_outcome__solved", "told_outcome__adopted", "end"
    )
    return {
        pk: Standing(outcome is not None and published is None, published, solved is not None, adopted is not None, end)
        for pk, outcome, published, solved, adopted, end in rows
    }


def with_end(challenges):
    """`end`: the day on which the pilot ended, or else the day planned for it, or for all pilots of the round."""
    return challenges.annotate(end=Coalesce("pilot__ended_on", "pilot__ends_on", "round__pilots_end_on"))


def without_outcome(now: datetime):
    """Public challenges whose pilot has ended while nobody can read what came of it, with `end`."""
    pilots = with_end(ChallengePage.objects.originals().live().filter(stage=Stage.PILOT))
    unpublished = Q(told_outcome=None) | Q(told_outcome__published_at=None)
    return pilots.filter(unpublished, end__lt=timezone.localdate(now))


def undecided(now: datetime):
    """Public challenges that are finished and of which nobody has said whether it was adopted."""
    finished = ChallengePage.objects.originals().live().filter(stage=Stage.FINISHED)
    return finished.filter(told_outcome__adopted=None, told_outcome__published_at__lte=now - UNDECIDED_FOR)
