"""Asks about many at once, and about fewer when GitHub cannot manage, until everything has an answer or an error."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from .clock import Clock
from .errors import ConnectionBrokenError, GitHubError, OverloadedError, RateLimitedError
from .plan import BatchSize
from .records import Absence, Pulse, Unfinished

Record = TypeVar("Record")

MOST_TRIES = 4
TRIES_BEFORE_HALVING = 2
_PAUSES = (0.0, 1.0, 2.0, 4.0)  # seconds before a question is asked again in the same form


@dataclass(frozen=True, slots=True)
class Answered(Generic[Record]):
    """An answer about `keys`, which were asked together with `asked - len(keys)` others."""

    keys: list[str]
    records: Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Failed:
    """These brought no answer, however small the question."""

    keys: list[str]
    error: GitHubError


@dataclass(frozen=True, slots=True)
class _Piece:
    keys: list[str]
    tries: int = 0


def ask_in_pieces(
    keys: list[str],
    ask: Callable[[list[str]], Mapping[str, Record]],
    *,
    size: BatchSize,
    clock: Clock,
    before_each: Callable[[], None],
) -> Iterator[Answered[Record] | Failed]:
    """Yield what was learned, piece by piece, so that each can be stored before the next is asked for.

    Limits are waited out by the client's ledger. Errors that concern more than this question pass through.
    """
    pieces = deque([_Piece(keys)])
    while pieces:
        piece = pieces.popleft()
        if len(piece.keys) > size.current:  # another piece has shown that this one is too big
            pieces.appendleft(_Piece(piece.keys[size.current :], piece.tries))
            piece = _Piece(piece.keys[: size.current], piece.tries)
        before_each()
        started = clock.monotonic()
        try:
            records = ask(piece.keys)
        except RateLimitedError:
            pieces.appendleft(piece)
        except (OverloadedError, ConnectionBrokenError) as error:
            smaller = _smaller(piece, error, size)
            pieces.extendleft(reversed(smaller))
            if not smaller:
                yield Failed(piece.keys, error)
            elif len(smaller) == 1:
                clock.sleep(_PAUSES[min(piece.tries, len(_PAUSES) - 1)])
        else:
            lost = _cut_short(piece.keys, records)
            long = [key for key in piece.keys if records[key] is Unfinished.MORE]
            _learn(size, piece.keys, lost, clock.monotonic() - started)
            pieces.extend([*_without_the_others(piece.keys, lost), *(_Piece([key]) for key in long)])
            yield Answered([key for key in piece.keys if key not in {*lost, *long}], records)


def ask_for_more(ask: Callable[[], Record], *, clock: Clock, before_each: Callable[[], None]) -> Record:
    """A further page of a long list: what goes wrong with it costs this page, not those that came before it."""
    tries = 0
    while True:
        before_each()
        try:
            page = ask()
        except RateLimitedError:
            continue
        except (OverloadedError, ConnectionBrokenError):
            tries += 1
            if tries >= MOST_TRIES:
                raise
        else:
            tries += 1
            if page is not Absence.LIMITED or tries >= MOST_TRIES:
                return page
        clock.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)])


def _smaller(piece: _Piece, error: GitHubError, size: BatchSize) -> list[_Piece]:
    """What to ask instead: the same again, two halves, or nothing any more."""
    many = len(piece.keys) > 1
    blame_size = isinstance(error, OverloadedError) or piece.tries + 1 >= TRIES_BEFORE_HALVING
    if many and blame_size:
        size.failed(len(piece.keys))
        middle = len(piece.keys) // 2
        return [_Piece(piece.keys[:middle]), _Piece(piece.keys[middle:])]
    if piece.tries + 1 < MOST_TRIES:
        return [_Piece(piece.keys, piece.tries + 1)]
    return []


def _cut_short(keys: list[str], records: Mapping[str, object]) -> list[str]:
    """Those whose part of the answer fell victim to the size of the question; alone, nothing can be to blame but it."""
    if len(keys) == 1:
        return []
    return [key for key in keys if _is_cut_short(records[key])]


def _learn(size: BatchSize, keys: list[str], lost: list[str], seconds: float) -> None:
    if _much_of(keys, lost):
        size.failed(len(keys))
    else:
        size.answered(len(keys), seconds)


def _much_of(keys: list[str], lost: list[str]) -> bool:
    """Few lost ones are at fault themselves; many tell that the question was too big."""
    return len(lost) * 2 > len(keys)


def _without_the_others(keys: list[str], lost: list[str]) -> list[_Piece]:
    """The lost ones again: alone when they are few, else in halves of the question, down to one by one."""
    most = len(keys) // 2 if _much_of(keys, lost) else 1
    return [_Piece(lost[start : start + most]) for start in range(0, len(lost), most)]


def _is_cut_short(record: object) -> bool:
    return record is Absence.LIMITED or (isinstance(record, Pulse) and not record.complete)
