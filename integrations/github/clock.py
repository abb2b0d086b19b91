"""The time, as something that can be passed in: tests hand over a clock of their own and never wait."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only ever go forward, for measuring."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
