"""How fast requests may follow one another, over all processes that share a credential.

GitHub documents 900 REST and 2,000 GraphQL requests a minute. Each request moves a mark in time on by one interval,
and the next may be made while the mark is no more than a burst ahead: at once up to a burst, then evenly. In any
minute that is at most what is written here, a tenth below the limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    a_minute: int
    burst: int = 100

    @property
    def interval(self) -> timedelta:
        return timedelta(minutes=1) / (self.a_minute - self.burst)

    def seconds_to_wait(self, mark: datetime | None, now: datetime) -> float:
        if mark is None:
            return 0.0
        return max(0.0, (mark - self.interval * (self.burst - 1) - now).total_seconds())

    def after_one_more(self, mark: datetime | None, now: datetime) -> datetime:
        return max(mark or now, now) + self.interval


PACES = {"core": Pace(810), "graphql": Pace(1800)}
