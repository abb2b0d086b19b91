"""Regular work: what the clock has done to challenges is written into their logs."""

from datetime import datetime, timedelta

from integrations.regular import regular

from .models import ChallengePage
from .services import move_by_the_clock


@regular("move_challenges_by_the_clock", every=timedelta(minutes=1))
def write_down_what_the_clock_did(now: datetime) -> str:
    """Each challenge in its own transaction. Readers have seen it open and close to the second without this."""
    due = list(ChallengePage.objects.struck_by(now).order_by("pk"))
    written = sum(len(move_by_the_clock(challenge=each, now=now)) for each in due)
    return f"{written} written"
