"""What the clock does to a challenge. Readers see it at once (`ChallengePage.stage_at`); here it is written down."""

from .models import StageChange
from .stages import Hand, Stage


def strike(page, now) -> list[StageChange]:
    """Log what the clock has done to the locked original `page` until `now`, each at its exact moment.

    Nothing where that is logged already, or where the call has neither opened nor closed."""
    if page.stage != Stage.OPEN:
        return []
    last = page.stage_changes.last()
    changes = []
    if page.opens_at and page.opens_at <= now and last and last.stage == Stage.PREPARING:
        changes.append(_log(page, Stage.OPEN, page.opens_at))
    if page.closes_at and page.closes_at <= now:
        page.stage = Stage.CLOSED
        page.save(clean=False, update_fields=["stage"])
        changes.append(_log(page, Stage.CLOSED, page.closes_at))
    return changes


def _log(page, stage, moment):
    return StageChange.objects.create(challenge=page, stage=stage, changed_at=moment, hand=Hand.CLOCK)
