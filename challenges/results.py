"""What became of challenges elsewhere: the room that keeps outcomes says so here, and whoever writes a similar one is
shown it. Without such a room the stage and the words of the page are all there is.

    @results
    def published_outcomes(challenges):
        return {challenge.pk: Result(_("solved, adopted by procurement"), code=(("city/app", "https://…"),))}

The function is given originals that visitors see, and asks the database as often for one as for many."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Result(NamedTuple):
    """`said` is in the reader's language; `code` holds pairs of a name and an address, of what others can use."""

    said: str
    code: tuple[tuple[str, str], ...] = ()


_registered: list[Callable[[Iterable], dict[int, Result]]] = []


def results(function):
    """Register a function of (original challenges) that returns {key of a challenge: Result}."""
    _registered.append(function)
    return function


def results_of(challenges: Iterable) -> dict[int, Result]:
    """By key; of rooms that know of the same challenge, the first speaks."""
    challenges = list(challenges)
    found: dict[int, Result] = {}
    for function in _registered if challenges else ():
        found = {**function(challenges), **found}
    return found
