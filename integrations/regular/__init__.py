"""Work that is due again and again: asking whether a need is still open, digests, mail that could not be sent.

A room says what it does and how often; `manage.py do_regular_work` and the worker's own schedule do it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

Work = Callable[[datetime], str]
"""Is given the time (aware) and returns what came of it, in a few words of English for logs: "3 asked, 1 hidden"."""


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    every: timedelta
    work: Work


KINDS: dict[str, Kind] = {}


def regular(name: str, *, every: timedelta) -> Callable[[Work], Work]:
    """Register the function as work of that name, due again so long after it was last begun.

    It must be safe to be done twice, and to be cut off in the middle."""

    def register(work: Work) -> Work:
        KINDS[name] = Kind(name, every, work)
        return work

    return register
