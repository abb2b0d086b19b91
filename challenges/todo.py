"""What waits for the officers of a challenge: rooms say so here, and the desk shows it.

    @todo(order=20, gather=unanswered_by_challenge)
    def answer_questions(challenge, now, found):
        return Todo(_("Answer the questions"), reverse(...), count=found) if found else None

`gather` is given all challenges of a list (originals) and `now`, and returns {key of a challenge: anything} in a number
of queries that does not grow; what it has found for one, or None, is given to the function. Without `gather` the
function is given (challenge, now) and should ask the database nothing. `now` is an aware datetime."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple


class Todo(NamedTuple):
    """`text` begins with a verb and needs no more context than the challenge; `count` is how many wait, None where that
    says nothing. What is `urgent` comes first."""

    text: str
    url: str
    count: int | None = None
    urgent: bool = False


class _Entry(NamedTuple):
    order: int
    function: Callable
    gather: Callable | None


_registered: list[_Entry] = []


def todo(*, order: int, gather: Callable | None = None):
    """Register a function that returns a Todo or None; of what is as urgent, the lowest `order` comes first."""

    def register(function):
        _registered.append(_Entry(order, function, gather))
        return function

    return register


def todos_of(challenges: Iterable, now: datetime) -> dict[int, list[Todo]]:
    """By the key of each original, what is most urgent first. Each room is asked once for all of them."""
    challenges = list(challenges)
    found: dict[int, list[Todo]] = {challenge.pk: [] for challenge in challenges}
    for entry in sorted(_registered, key=lambda entry: entry.order):
        gathered: dict[int, Any] = entry.gather(challenges, now) if entry.gather and challenges else {}
        for challenge in challenges:
            given = (gathered.get(challenge.pk),) if entry.gather else ()
            made = entry.function(challenge, now, *given)
            found[challenge.pk] += [made] if made else []
    return {key: sorted(todos, key=lambda each: not each.urgent) for key, todos in found.items()}
