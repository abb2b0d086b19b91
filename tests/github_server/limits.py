"""The server's own count of what a token has used."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
A_MINUTE = {"core": 900, "graphql": 2000}
"""Secondary limits: points a minute, a question that only reads being one."""


@dataclass
class Account:
    """One resource of one token."""

    resource: str
    limit: int = 5000
    used: int = 0
    resets_at: datetime | None = None
    recent: deque[datetime] = field(default_factory=deque)

    def begin(self, now: datetime) -> None:
        """A new hour begins with the first request after the last one's end."""
        if self.resets_at is None or now >= self.resets_at:
            self.used, self.resets_at = 0, now + HOUR

    def hurried(self, now: datetime) -> bool:
        """Note a request; whether it is one too many for the last minute."""
        while self.recent and self.recent[0] <= now - MINUTE:
            self.recent.popleft()
        self.recent.append(now)
        return len(self.recent) > A_MINUTE[self.resource]

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)

    def headers(self) -> dict[str, str]:
        assert self.resets_at is not None
        return {
            "x-ratelimit-resource": self.resource,
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(self.remaining),
            "x-ratelimit-used": str(self.used),
            "x-ratelimit-reset": str(int(self.resets_at.timestamp())),
        }

    def graphql(self, cost: int) -> dict[str, Any]:
        assert self.resets_at is not None
        return {
            "__typename": "RateLimit",
            "cost": cost,
            "limit": self.limit,
            "remaining": self.remaining,
            "used": self.used,
            "nodeCount": 0,
            "resetAt": self.resets_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
