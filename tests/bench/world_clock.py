"""A clock that several processes share and in which nobody waits: who would sleep moves the time on for all.

What a process really takes counts as it is, so that hours of waiting for GitHub cost the bench nothing, and no work
is made to look quicker than it was.
"""

from __future__ import annotations

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from integrations.github.clock import Clock

_SECONDS = struct.Struct("d")


class WorldClock(Clock):
    """The machine's time and what has been skipped, which stands in `path`."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_SECONDS.pack(0.0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _SECONDS.size)

    @property
    def skipped(self) -> float:
        (seconds,) = _SECONDS.unpack_from(self._shared)
        return seconds

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.skipped)

    def monotonic(self) -> float:
        return time.monotonic() + self.skipped

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            _SECONDS.pack_into(self._shared, 0, self.skipped + seconds)

    def skip_to(self, moment: datetime) -> None:
        self.sleep((moment - self.now()).total_seconds())
