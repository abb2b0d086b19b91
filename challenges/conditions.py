"""What else must hold before a challenge may enter a stage: rooms register it, `stages.py` holds the table itself."""

from collections import defaultdict
from collections.abc import Callable

_registered: dict[str, list[Callable]] = defaultdict(list)


def before_entering(stage: str):
    """Register a function of (original challenge, stage before) that raises ValidationError, with what to do first."""

    def register(function):
        _registered[stage].append(function)
        return function

    return register


def check_conditions(challenge, *, before: str, after: str) -> None:
    for check in _registered[after]:
        check(challenge, before)
