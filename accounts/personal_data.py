"""Everything that is kept of a person: each room says what it keeps, why, and what becomes of it with the account."""

from collections.abc import Callable
from dataclasses import dataclass


def nothing(user) -> list[tuple[str, str]]:
    return []


@dataclass(frozen=True)
class Kept:
    """What one room keeps. `of(user)` returns it as lists, dictionaries, texts, numbers and dates; `what` and `why`
    are lazy translations; `stays` says what stays after the account is deleted, and why, or is empty; `staying(user)`
    names it as pairs of title and address. `fields` are the relations to the user that are told by it, as in
    "notices.Follow.user": a test finds those that nobody tells of."""

    name: str
    of: Callable
    what: object
    why: object
    stays: object = ""
    staying: Callable = nothing
    fields: tuple[str, ...] = ()


KEPT: dict[str, Kept] = {}
_before_deletion: list[Callable] = []


def keeps(name: str, *, what, why, stays="", staying=nothing, fields: tuple[str, ...] = ()):
    """Register a function that returns what is kept of a user under `name`."""

    def register(function):
        KEPT[name] = Kept(name, function, what, why, stays, staying, fields)
        return function

    return register


def before_deletion(function):
    """Register a function that is given the user right before the account is deleted, in the same transaction."""
    _before_deletion.append(function)
    return function


def prepare_deletion(user):
    """What each room does before the account is deleted."""
    for function in _before_deletion:
        function(user)
