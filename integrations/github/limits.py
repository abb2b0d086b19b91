"""The books of what GitHub lets us spend, one account a resource, kept in the database and shared by all processes.

A request is made only in the credential's turn, and only if its price leaves the reserve untouched. A short wait is
waited out here; a long one ends the run with OutOfBudgetError, and the next run refuses to ask before the time has
come, without a request.
"""

from __future__ import annotations

import hashlib
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from .clock import Clock
from .errors import AllowanceSpentError, OutOfBudgetError, RateLimitedError
from .models import Budget
from .pace import PACES
from .records import RateLimit
from .turns import EVERYTHING, Turn

LONGEST_WAIT = 120.0  # seconds a run sleeps before it rather stops
UNNAMED_WAIT = 60.0  # when a limit names no time; doubled each time in a row
MOST_LIMITS_IN_A_ROW = 8
RESERVE_PARTS = 50  # one part in so many is left for others who use the same token
_SHORT = 1.0  # seconds; for so little the turn is not given back


class Allowance:
    """GraphQL points that a run may spend, over all its streams."""

    def __init__(self, points: int) -> None:
        self.points = points
        self._spent = 0
        self._lock = threading.Lock()

    def has(self, points: int) -> bool:
        return self._spent + points <= self.points

    def reserve(self, points: int) -> bool:
        with self._lock:
            enough = self.has(points)
            self._spent += points if enough else 0
        return enough

    def settle(self, reserved: int, cost: int) -> None:
        with self._lock:
            self._spent += cost - reserved


class Ledger:
    """The accounts of one credential. `requests` and `points` count what this process used.

    `token` marks the turns and the claims of the run; `while_waiting` is called now and then in long waits.
    """

    def __init__(self, identity: str, clock: Clock, *, allowance: Allowance | None = None) -> None:
        self.credential = hashlib.sha256(identity.encode()).hexdigest()[:16]
        self.token = uuid.uuid4().hex
        self.clock = clock
        self.allowance = allowance
        self.while_waiting: Callable[[], None] = _nothing
        self.requests = 0
        self.points = 0
        self._limits_in_a_row = 0
        self._turn = Turn(self.credential, self.token, clock)
        self._accounts: dict[str, Budget] = {}
        self._changed: set[str] = set()
        self._read()

    @contextmanager
    def turn(self, resource: str, points: int) -> Iterator[None]:
        """Make a request inside, alone with this credential; comes after a short wait if need be.

        Raises OutOfBudgetError. Whatever comes back, the books are kept and the turn is given back.
        """
        self._keep_to_allowance(resource, points)
        try:
            self._wait_for_turn(resource, points)
            self._keep_to_allowance(resource, points, reserve=True)
            yield
        finally:
            self._write()
            self._turn.give_back()

    def one_more(self) -> None:
        """Another request in the same turn: where a redirect leads to."""
        self._turn.prolong()

    def record(self, limit: RateLimit | None) -> None:
        """Note what a reply says is left."""
        if limit is None:
            return
        account = self._to_change(limit.resource)
        account.limit, account.remaining = limit.limit, limit.remaining
        seconds = limit.resets_in
        account.resets_at = None if seconds is None else self.clock.now() + timedelta(seconds=seconds)

    def told_to_wait(self, resource: str, error: RateLimitedError) -> None:
        """Note when a limit lets us go on; the next turn then waits or stops."""
        self._limits_in_a_row += 1
        seconds = error.wait
        if seconds is None:
            seconds = UNNAMED_WAIT * 2 ** (self._limits_in_a_row - 1)
        account = self._to_change(EVERYTHING if error.everything else resource)
        account.blocked_until = self.clock.now() + timedelta(seconds=seconds)
        if self._limits_in_a_row >= MOST_LIMITS_IN_A_ROW:
            raise OutOfBudgetError(f"{error} This happened again and again.", resume_at=account.blocked_until)

    def answered(self, rate: Mapping[str, Any] | None, expected_points: int) -> None:
        """Count the points of a GraphQL answer: its own word for them, or else the expected ones."""
        cost = rate.get("cost") if isinstance(rate, Mapping) else None
        points = cost if isinstance(cost, int) else expected_points
        self.points += points
        if self.allowance is not None:
            self.allowance.settle(expected_points, points)

    def let_through(self) -> None:
        """No limit stood in the way this time."""
        self._limits_in_a_row = 0

    def labels(self, **more: object) -> dict[str, object]:
        """What log lines of this run are found by."""
        return {"run": self.token, "credential": self.credential, **more}

    def count_request(self, resource: str) -> None:
        self.requests += 1
        if resource in PACES:
            account = self._to_change(resource)
            account.paced_until = PACES[resource].after_one_more(account.paced_until, self.clock.now())

    def left(self, resource: str) -> int | None:
        """What the server last said is left, None if it never said or its hour is over."""
        account = self._accounts.get(resource)
        if account is None or (account.resets_at is not None and account.resets_at <= self.clock.now()):
            return None
        return account.remaining

    def _wait_for_turn(self, resource: str, points: int) -> None:
        """Return in our turn, when the books allow the request. What others noted in the meantime counts, too."""
        while True:
            self._turn.take(self.while_waiting)
            self._read()
            seconds = self._seconds_to_wait(resource, points)
            if seconds <= _SHORT:
                self.clock.sleep(seconds)
                return
            self._turn.give_back()
            self.clock.sleep(seconds)
            self.while_waiting()

    def _keep_to_allowance(self, resource: str, points: int, *, reserve: bool = False) -> None:
        allowance = self.allowance
        if allowance is None or resource != "graphql":
            return
        if not (allowance.reserve(points) if reserve else allowance.has(points)):
            account = self._accounts.get(resource)
            now = self.clock.now()
            full_again = account.resets_at if account is not None else None
            raise AllowanceSpentError(
                f"The {allowance.points} points of --max-points are spent.", resume_at=max(full_again or now, now)
            )

    def _seconds_to_wait(self, resource: str, points: int) -> float:
        """Raises OutOfBudgetError where that is too long."""
        now = self.clock.now()
        pace, account = PACES.get(resource), self._accounts.get(resource)
        evenly = pace.seconds_to_wait(account.paced_until, now) if pace and account else 0.0
        resume_at = self._free_at(resource, points, now)
        if resume_at is None:
            return evenly
        seconds = (resume_at - now).total_seconds()
        if seconds > LONGEST_WAIT:
            raise OutOfBudgetError(f"GitHub's budget for {resource} is spent.", resume_at=resume_at)
        return max(seconds, evenly)

    def _free_at(self, resource: str, points: int, now: datetime) -> datetime | None:
        """When the request may be made, None for now."""
        accounts = [self._accounts[name] for name in (resource, EVERYTHING) if name in self._accounts]
        times = [account.blocked_until for account in accounts]
        account = self._accounts.get(resource)
        if account is not None and _spent(account, points):
            times.append(account.resets_at)
        return max((time for time in times if time is not None and time > now), default=None)

    def _read(self) -> None:
        self._accounts = {row.resource: row for row in Budget.objects.filter(credential=self.credential)}

    def _to_change(self, resource: str) -> Budget:
        resource = resource[:40]
        self._changed.add(resource)
        if resource not in self._accounts:
            self._accounts[resource] = Budget(credential=self.credential, resource=resource)
        return self._accounts[resource]

    def _write(self) -> None:
        now = self.clock.now()
        for resource in sorted(self._changed):
            account = self._accounts[resource]
            account.updated_at = now
            values = {name: getattr(account, name) for name in _KEPT}
            rows = Budget.objects.filter(credential=self.credential, resource=resource)
            if not rows.update(**values):
                rows.update_or_create(credential=self.credential, resource=resource, defaults=values)
        self._changed.clear()


# Not the turn: that is taken and given back by itself.
_KEPT = ("limit", "remaining", "resets_at", "blocked_until", "paced_until", "updated_at")


def _nothing() -> None:
    """Nobody wants to be called."""


def _spent(account: Budget, points: int) -> bool:
    if account.remaining is None:
        return False
    reserve = (account.limit or 0) // RESERVE_PARTS
    return account.remaining - points < reserve
