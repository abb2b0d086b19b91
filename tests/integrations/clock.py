"""A clock that is set by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from integrations.github.clock import Clock


class FakeClock(Clock):
    """Sleeping takes no time and is written down in `slept`."""

    def __init__(self, start: datetime = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)) -> None:
        self.time = start
        self.elapsed = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.elapsed

    def sleep(self, seconds: float) -> None:
        if seconds:
            self.slept.append(seconds)
            self.advance(timedelta(seconds=seconds))

    def advance(self, by: timedelta) -> None:
        self.time += by
        self.elapsed += by.total_seconds()
