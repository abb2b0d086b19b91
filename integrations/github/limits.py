"""The books of what GitHub lets us spend, one account a resource, kept in the database between runs.

A request is made only if its price leaves the reserve untouched. A short wait is waited out here; a long one ends the
run with OutOfBudgetError, and the next run refuses to ask before the time has come, without a request.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from .clock import Clock
from .errors import OutOfBudgetError, RateLimitedError
from .models import Budget
from .records import RateLimit

LONGEST_WAIT = 120.0  # seconds a run sleeps before it rather stops
UNNAMED_WAIT = 60.0  # when a limit names no time; doubled each time in a row
MOST_LIMITS_IN_A_ROW = 8
RESERVE_PARTS = 50  # one part in so many is left for others who use the same token
EVERYTHING = "*"

# Secondary limits, by GitHub's documentation: requests of reading kind a minute. A tenth is left as distance.
_A_MINUTE = {"core": 810, "graphql": 1800}


class Ledger:
    """The accounts of one credential. `requests` and `points` count what this run used."""

    def __init__(self, identity: str, clock: Clock, *, max_points: int | None = None) -> None:
        self.credential = hashlib.sha256(identity.encode()).hexdigest()[:16]
        self.clock = clock
        self.max_points = max_points
        self.requests = 0
        self.points = 0
        self._limits_in_a_row = 0
        self._minute: dict[str, deque[float]] = {resource: deque() for resource in _A_MINUTE}
        self._accounts = {row.resource: row for row in Budget.objects.filter(credential=self.credential)}

    def check(self, resource: str, points: int) -> None:
        """Return when the request may be made now, after a short wait if need be; else raise OutOfBudgetError."""
        if self.max_points is not None and resource == "graphql" and self.points + points > self.max_points:
            raise OutOfBudgetError(
                f"The {self.max_points} points of --max-points are spent.", resume_at=self.clock.now()
            )
        resume_at = self._free_at(resource, points)
        if resume_at is not None:
            self._wait_until(resume_at, resource)
        self._keep_pace(resource)

    def record(self, limit: RateLimit | None) -> None:
        """Write down what a reply's headers say is left."""
        if limit is None:
            return
        now = self.clock.now()
        account = self._account(limit.resource)
        account.limit, account.remaining = limit.limit, limit.remaining
        account.resets_at = None if limit.resets_in is None else now + timedelta(seconds=limit.resets_in)
        self._save(account)

    def told_to_wait(self, resource: str, error: RateLimitedError) -> None:
        """Write down when a limit lets us go on; `check` then waits or stops."""
        self._limits_in_a_row += 1
        seconds = error.wait
        if seconds is None:
            seconds = UNNAMED_WAIT * 2 ** (self._limits_in_a_row - 1)
        account = self._account(EVERYTHING if error.everything else resource)
        account.blocked_until = self.clock.now() + timedelta(seconds=seconds)
        self._save(account)
        if self._limits_in_a_row >= MOST_LIMITS_IN_A_ROW:
            raise OutOfBudgetError(f"{error} This happened again and again.", resume_at=account.blocked_until)

    def answered(self, rate: Mapping[str, Any] | None, expected_points: int) -> None:
        """Count the points of a GraphQL answer: its own word for them, or else the expected ones."""
        cost = rate.get("cost") if isinstance(rate, Mapping) else None
        self.points += cost if isinstance(cost, int) else expected_points

    def let_through(self) -> None:
        """No limit stood in the way this time."""
        self._limits_in_a_row = 0

    def count_request(self) -> None:
        self.requests += 1

    def left(self, resource: str) -> int | None:
        """What the server last said is left, None if it never said."""
        account = self._accounts.get(resource)
        return account.remaining if account else None

    def _account(self, resource: str) -> Budget:
        if resource not in self._accounts:
            self._accounts[resource] = Budget(credential=self.credential, resource=resource[:40])
        return self._accounts[resource]

    def _save(self, account: Budget) -> None:
        account.updated_at = self.clock.now()
        values = {name: getattr(account, name) for name in _KEPT}
        Budget.objects.update_or_create(credential=account.credential, resource=account.resource, defaults=values)

    def _free_at(self, resource: str, points: int) -> datetime | None:
        """When the request may be made, None for now."""
        now = self.clock.now()
        times = [account.blocked_until for account in self._concerned(resource)]
        account = self._accounts.get(resource)
        if account is not None and _spent(account, points):
            times.append(account.resets_at)
        return max((time for time in times if time is not None and time > now), default=None)

    def _concerned(self, resource: str) -> list[Budget]:
        return [self._accounts[name] for name in (resource, EVERYTHING) if name in self._accounts]

    def _wait_until(self, resume_at: datetime, resource: str) -> None:
        seconds = (resume_at - self.clock.now()).total_seconds()
        if seconds > LONGEST_WAIT:
            raise OutOfBudgetError(f"GitHub's budget for {resource} is spent.", resume_at=resume_at)
        self.clock.sleep(seconds)

    def _keep_pace(self, resource: str) -> None:
        """Stay below the requests a minute that GitHub documents, however fast its answers come."""
        recent = self._minute.get(resource)
        if recent is None:
            return
        now = self.clock.monotonic()
        while recent and recent[0] <= now - 60:
            recent.popleft()
        if len(recent) >= _A_MINUTE[resource]:
            self.clock.sleep(recent[0] + 60 - now)
            recent.popleft()
        recent.append(self.clock.monotonic())


_KEPT = ("limit", "remaining", "resets_at", "blocked_until", "updated_at")


def _spent(account: Budget, points: int) -> bool:
    if account.remaining is None:
        return False
    reserve = (account.limit or 0) // RESERVE_PARTS
    return account.remaining - points < reserve
