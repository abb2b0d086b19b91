"""When a letter that could not be sent is tried again, and when it is given up."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=12)
MOST_ATTEMPTS = 16
"""Waiting twice as long each time, half a day at most: about three days from the first attempt to the last."""


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts that failed; None: it is given up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(FIRST * 2 ** (attempts - 1), LONGEST)
