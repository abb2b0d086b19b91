"""Doing what is due. Each work is claimed by its row, so that two rounds at once do it once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from . import KINDS, Kind
from .models import RegularWork

logger = logging.getLogger(__name__)

AFTER_A_FAILURE = timedelta(hours=1)
"""Work that failed or was cut off is due again after this at the latest, however rare it is."""

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Done:
    name: str
    outcome: str
    failed: bool = False


def do_due(*, now: Now = timezone.now, all_of_it: bool = False) -> Iterator[Done]:
    """Do each work that is due (or all that is not under way), one after the other, and tell what came of each.

    One that fails keeps no other from being done."""
    for name in sorted(KINDS):
        if _claim(KINDS[name], now(), even_if_not_due=all_of_it):
            yield _do(KINDS[name], now)


def is_due(kind: Kind, row: RegularWork, now: datetime) -> bool:
    if row.begun_at is None or _clock_was_ahead(kind, row, now):
        return True
    wait = min(kind.every, AFTER_A_FAILURE) if row.failed or is_open(row) else kind.every
    return now >= row.begun_at + wait


def _clock_was_ahead(kind: Kind, row: RegularWork, now: datetime) -> bool:
    """It was begun in what is still to come, and would wait for that; the clocks of two machines differ by less."""
    return row.begun_at is not None and row.begun_at > now + kind.every


def is_open(row: RegularWork) -> bool:
    """It was begun and has not come to an end: it is under way, or was cut off."""
    return row.begun_at is not None and (row.done_at is None or row.done_at < row.begun_at)


def is_under_way(row: RegularWork, now: datetime) -> bool:
    return is_open(row) and row.begun_at is not None and abs(now - row.begun_at) < AFTER_A_FAILURE


def _claim(kind: Kind, now: datetime, *, even_if_not_due: bool) -> bool:
    row, _made = RegularWork.objects.get_or_create(name=kind.name)
    wanted = not is_under_way(row, now) if even_if_not_due else is_due(kind, row, now)
    if not wanted:
        return False
    return bool(RegularWork.objects.filter(name=kind.name, begun_at=row.begun_at).update(begun_at=now))


def _do(kind: Kind, now: Now) -> Done:
    try:
        done = Done(kind.name, kind.work(now()))
    except Exception as error:
        logger.exception("Regular work failed: %s", kind.name)
        done = Done(kind.name, f"{type(error).__name__}: {error}", failed=True)
    else:
        logger.info("Regular work %s: %s", done.name, done.outcome)
    RegularWork.objects.filter(name=kind.name).update(done_at=now(), outcome=done.outcome[:300], failed=done.failed)
    return done
