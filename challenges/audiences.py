"""Who prepares an answer to a challenge: rooms say so, and nobody else learns of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Audience:
    """`of(original challenge)` returns users; `because` says, in a lazy translation, why they are told."""

    of: Callable[[Any], Iterable]
    because: Any


_audiences: list[Audience] = []


def audience(*, because):
    """Register a function of (original challenge) that returns users."""

    def register(function):
        _audiences.append(Audience(function, because))
        return function

    return register


def audiences() -> list[Audience]:
    return list(_audiences)
