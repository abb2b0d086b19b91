"""Who besides the team may read a proposal that was submitted: the rooms above say so, and who is shut out."""

from collections.abc import Callable

_readers: list[Callable] = []
_shut_out: list[Callable] = []
_shut_out_of_lists: list[Callable] = []


def reader(function):
    """Register a function of (user, proposal) that says whether this person reads it as a reviewer."""
    _readers.append(function)
    return function


def shut_out(function):
    """Register a function of (user, proposal) that says whether this person must not read it, whoever they are."""
    _shut_out.append(function)
    return function


def shut_out_of_list(function):
    """Register a function of (user, challenge) that returns the primary keys of the proposals of which `shut_out` says
    so, in a number of queries that does not grow."""
    _shut_out_of_lists.append(function)
    return function


def is_reader(user, proposal) -> bool:
    return any(each(user, proposal) for each in _readers)


def is_shut_out(user, proposal) -> bool:
    return any(each(user, proposal) for each in _shut_out)


def shut_out_among(user, challenge) -> set[int]:
    return {pk for each in _shut_out_of_lists for pk in each(user, challenge)}
