"""Reading answers with suspicion: whatever is missing, of the wrong type or under an error's path is unknown."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from .answers import moment
from .records import Absence

Errors = list[dict[str, Any]]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # JSON can say it, databases cannot hold it
_BIGGEST_COUNT = 2**31 - 1
_ABOUT_WHOLE_ROWS = {"NOT_FOUND", "FORBIDDEN"}  # these errors take a repository away, never a part of it


def is_whole(node: Any, path: list[Any], errors: Errors) -> bool:
    """No error took anything from the node. One that does not say what it took may have left any of the nulls."""
    taking = [error for error in _above(path, errors) if error.get("type") not in _ABOUT_WHOLE_ROWS]
    return not _below(path, errors) and not (taking and _has_null(node))


def _has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_null(part) for part in value.values())
    return value is None or (isinstance(value, list) and any(_has_null(part) for part in value))


def _below(path: list[Any], errors: Errors) -> Errors:
    """The errors of this very part of the answer."""
    return [error for error in errors if _path(error)[: len(path)] == path]


def _above(path: list[Any], errors: Errors) -> Errors:
    """The errors of something bigger that holds the path, those that name no path included."""
    return [error for error in errors if len(_path(error)) < len(path) and _path(error) == path[: len(_path(error))]]


def _path(error: dict[str, Any]) -> list[Any]:
    path = error.get("path")
    return path if isinstance(path, list) else []


def absence(path: list[Any], errors: Errors) -> Absence:
    """Why there is nothing at the path: by its own error, or by those of the whole answer, or simply not found."""
    own = _below(path, errors)
    for error in own:
        if "access blocked" in str(error.get("message", "")).lower():
            return Absence.BLOCKED
    types = {str(error.get("type")) for error in own or _above(path, errors)}
    if types - _ABOUT_WHOLE_ROWS:
        return Absence.LIMITED
    # An error without a place may be another row's: then REST decides between gone, blocked and forbidden.
    return Absence.FORBIDDEN if types == {"FORBIDDEN"} else Absence.NOT_FOUND


class Reader:
    """One JSON object, read with suspicion. A key that is not there makes it incomplete; a null does not."""

    def __init__(self, value: Any, *, complete: bool) -> None:
        self.present = isinstance(value, dict)
        self.value: dict[str, Any] = value if isinstance(value, dict) else {}
        self.complete = complete

    def raw(self, key: str) -> Any:
        if self.present and key not in self.value:
            self.complete = False
        return self.value.get(key)

    def child(self, key: str) -> Reader:
        return Reader(self.raw(key), complete=True)

    def rows(self, key: str) -> list[Reader]:
        """The objects of a list; what is none is none of it."""
        value = self.raw(key) if self.present else None
        return [Reader(item, complete=True) for item in value] if isinstance(value, list) else []

    def text(self, key: str, longest: int) -> str | None:
        value = self.raw(key)
        fits = isinstance(value, str) and len(value) <= longest and not _UNSTORABLE.search(value)
        return value if fits else None

    def count(self, key: str, biggest: int = _BIGGEST_COUNT) -> int | None:
        value = self.raw(key)
        fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= biggest
        return value if fits else None

    def total(self, key: str) -> int | None:
        return self.child(key).count("totalCount")

    def flag(self, key: str) -> bool | None:
        value = self.raw(key)
        return value if isinstance(value, bool) else None

    def time(self, key: str) -> datetime | None:
        return moment(self.raw(key))
