"""Who besides the team may read a proposal that was submitted: the rooms above say so, and who is shut out."""

from collections.abc import Callable

_readers: list[Callable] = []
_shut_out: list[Callable] = []


def reader(function):
    """Register a function of (user, proposal) that says whether this person reads it as a reviewer."""
    _readers.append(function)
    return function


def shut_out(function):
    """Register a function of (user, proposal) that says whether this person must not read it, whoever they are."""
    _shut_out.append(function)
    return function


def is_reader(user, proposal) -> bool:
    return any(each(user, proposal) for each in _readers)


def is_shut_out(user, proposal) -> bool:
    return any(each(user, proposal) for each in _shut_out)
