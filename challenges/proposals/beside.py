"""What a reader can do with a proposal besides reading it: rooms above say so, and its page shows it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from pages.cards import Action

_registered: list[Callable] = []


def beside(function):
    """Register a function of (user, proposal, now), which returns Actions for this reader of it."""
    _registered.append(function)
    return function


def actions_beside(user, proposal, now: datetime) -> list[Action]:
    found: Iterable[Iterable[Action]] = (each(user, proposal, now) for each in _registered)
    return [action for made in found for action in made]
