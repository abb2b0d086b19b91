"""When a repository is due again, and how many are asked for at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from .models import Status

RESOLVE_BATCH = 100  # names a Q0, GitHub's most
PULSE_BATCH = 24  # repositories a Q1, to begin with
MOST_IDS = 100  # GitHub's most

DAILY = timedelta(hours=22)  # less than a day, so that a daily run finds everything due whatever its place in line
WEEKLY = timedelta(days=6, hours=22)
SURE_AFTER = timedelta(days=1)  # between the two checks that make a known repository gone
CONFIRM_AGAIN_AFTER = timedelta(days=28)  # REST is asked anew what became of a gone one: blocked may become deleted
FIRST_PAUSE = timedelta(minutes=5)

QUICK, SLOW = 4.0, 6.0  # seconds an answer may take before batches stop growing, and begin to shrink
MOST_GROWTH = 2.0
TRUST_AFTER = 20  # good answers in a row, after which a size that failed is tried again


def next_due(status: str, now: datetime) -> datetime:
    """Daily for the living; weekly for what hardly ever changes, so that a return is noticed all the same."""
    return now + (DAILY if status == Status.ACTIVE else WEEKLY)


def due_after_failure(failures: int, now: datetime) -> datetime:
    """At once after the first failure (at the end of the same run), then ever later, at most daily."""
    if failures <= 1:
        return now
    return now + min(FIRST_PAUSE * 2 ** min(failures - 2, 10), DAILY)


class BatchSize:
    """How many to ask for at once: GitHub's clock decides, 10 seconds being the end of a question.

    Grows while answers are quick, towards what would take 4 seconds; shrinks when they are slow; halves when one
    fails, and then stays below the size that failed until many answers in a row were good.
    """

    def __init__(self, start: int, most: int = MOST_IDS) -> None:
        self.current = start
        self.most = most
        self._ceiling = most
        self._good = 0

    def answered(self, asked: int, seconds: float) -> None:
        """An answer for `asked` ids came after so many seconds."""
        self._good += 1
        if self._good >= TRUST_AFTER:
            self._ceiling, self._good = min(self.most, self._ceiling * 2), 0
        if seconds > SLOW:
            self.current = max(1, int(asked * QUICK / seconds))
        elif seconds < QUICK and asked >= self.current:
            factor = min(MOST_GROWTH, QUICK / max(seconds, 0.001))
            self.current = min(self._ceiling, max(asked + 1, int(asked * factor)))

    def failed(self, asked: int) -> None:
        """GitHub gave up on `asked` ids."""
        self._good = 0
        self._ceiling = max(1, min(self._ceiling, asked - 1))
        self.current = max(1, min(self.current, asked // 2))
