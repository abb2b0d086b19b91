"""Whether a view asks for a right: whether it calls, through whatever of ours, a function of a permissions.py."""

import types

from .addresses import PACKAGES, class_or_function

DEEPEST = 5


def names_a_right(view):
    return any(_asks(each, DEEPEST, set()) for each in (view, class_or_function(view)))


def _asks(thing, depth, seen):
    if _is_permission(thing):
        return True
    if depth == 0 or id(thing) in seen or not _may_hold_one(thing):
        return False
    seen.add(id(thing))
    return any(_asks(each, depth - 1, seen) for each in _named_in(thing))


def _is_permission(thing):
    return isinstance(thing, types.FunctionType) and thing.__module__.rpartition(".")[2] == "permissions"


def _may_hold_one(thing):
    if isinstance(thing, type):
        return thing.__module__.split(".")[0] in PACKAGES
    return isinstance(thing, types.FunctionType)


def _named_in(thing):
    if isinstance(thing, type):
        yield from (each for each in vars(thing).values() if isinstance(each, types.FunctionType))
        yield from thing.__mro__[1:]
        return
    yield from (cell.cell_contents for cell in thing.__closure__ or () if _is_filled(cell))
    if thing.__module__.split(".")[0] in PACKAGES:
        yield from _globals_named_in(thing.__code__, thing.__globals__)


def _globals_named_in(code, names):
    yield from (names[name] for name in code.co_names if name in names)
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _globals_named_in(inner, names)


def _is_filled(cell):
    try:
        cell.cell_contents  # noqa: B018
    except ValueError:
        return False
    return True
