"""Things that changed in this transaction. Their entries follow when it is in, each once, or before a search looks."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction

from .services import refresh
from .sources import SOURCES


class _Waiting:
    """What one transaction has changed; its entries follow when it has been committed."""

    def __init__(self):
        self.keys: dict[str, set] = defaultdict(set)

    def follow(self):
        keys, self.keys = self.keys, defaultdict(set)
        for name in SOURCES:
            if keys[name]:
                refresh(source=name, keys=keys[name])


def changed(source: str, keys: Iterable) -> None:
    """These things are no longer what their entries say."""
    keys = set(keys)
    if not keys:
        return
    if connection.in_atomic_block:
        _waiting().keys[source] |= keys
    else:
        refresh(source=source, keys=keys)


def catch_up() -> None:
    """Let this transaction see its own changes."""
    for waiting in _registered():
        waiting.follow()


def _registered():
    owners = (getattr(function, "__self__", None) for _ids, function, _robust in connection.run_on_commit)
    return [owner for owner in owners if isinstance(owner, _Waiting)]


def _waiting():
    """What was written is written, and others wait for the commit too: a fault here is logged and costs them nothing.
    The daily comparison makes up for it."""
    if not (waiting := _registered()):
        waiting = [_Waiting()]
        transaction.on_commit(waiting[0].follow, robust=True)
    return waiting[-1]
