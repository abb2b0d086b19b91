"""When a repository is due again, and how many are asked for at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from .models import Snapshot, Status

RESOLVE_BATCH = 100  # names a Q0, GitHub's most
PULSE_BATCH = 24  # repositories a Q1, to begin with
MOST_IDS = 100  # GitHub's most

HOURLY = timedelta(minutes=50)  # each a little less, so that a run at even times finds everything due
DAILY = timedelta(hours=22)
EVERY_THREE_DAYS = timedelta(days=2, hours=22)
WEEKLY = timedelta(days=6, hours=22)
HOT_FOR = timedelta(days=1)  # after something moved
COLD_AFTER = timedelta(days=180)
FORGOTTEN_AFTER = timedelta(days=730)
SURE_AFTER = timedelta(days=1)  # between the two checks that make a known repository gone
CONFIRM_AGAIN_AFTER = timedelta(days=28)  # REST is asked anew what became of a gone one: blocked may become deleted
FIRST_PAUSE = timedelta(minutes=5)

QUICK, SLOW = 4.0, 6.0  # seconds an answer may take before batches stop growing, and begin to shrink
MOST_GROWTH = 2.0
TRUST_AFTER = 20  # good answers in a row, after which a size that failed is tried again


def next_due(
    status: str,
    now: datetime,
    moved_at: datetime | None = None,
    *,
    looked_before: bool = False,
    may_be_hourly: bool = True,
) -> datetime:
    """The livelier, the sooner; weekly for what hardly ever changes, so that a return is noticed all the same.

    `moved_at` is of `last_moved`, None if nothing is known of it. One look alone makes nothing cold.
    """
    if status != Status.ACTIVE:
        return now + WEEKLY
    still = now - moved_at if moved_at else HOT_FOR
    if still < HOT_FOR and may_be_hourly:
        return now + HOURLY
    if still < COLD_AFTER or not looked_before:
        return now + DAILY
    return now + (EVERY_THREE_DAYS if still < FORGOTTEN_AFTER else WEEKLY)


def last_moved(snapshot: Snapshot, former: Snapshot | None) -> datetime | None:
    """When anything last moved, by GitHub's own dates; a count that differs moved after it was seen last."""
    dates = [snapshot.pushed_at, snapshot.changed_at, snapshot.newcomer_top_changed_at]
    if former is not None and any(_differs(name, snapshot, former) for name in _WATCHED):
        dates.append(former.observed_at)
    return max((at for at in dates if at is not None), default=None)


_WATCHED = ("stars", "forks", "issues_open", "issues_closed", "pulls_open", "pulls_merged", "pulls_closed")


def _differs(name: str, snapshot: Snapshot, former: Snapshot) -> bool:
    new, old = getattr(snapshot, name), getattr(former, name)
    return None not in (new, old) and new != old


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
