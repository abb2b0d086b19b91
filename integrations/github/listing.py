"""Reads a list of repositories: one a line, blank lines and # comments ignored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .names import InvalidRepositoryName, parse_repository_name

_ENCODINGS = ("utf-8-sig", "cp932")
_SHOWN = 100


class UnreadableListError(Exception):
    """The list cannot be used as a whole; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that names no repository."""

    number: int
    text: str
    reason: str


def read_list(raw: bytes) -> tuple[list[str], list[Refused]]:
    """Return the names and the refused lines, in order. UTF-8 with or without a mark, or CP932."""
    names: list[str] = []
    refused: list[Refused] = []
    for number, line in _lines(_decoded(raw)):
        try:
            names.append(parse_repository_name(line))
        except InvalidRepositoryName as error:
            refused.append(Refused(number, line[:_SHOWN], str(error)))
    if not names and not refused:
        raise UnreadableListError("There is no repository in it. Write one owner/name a line.")
    return names, refused


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip()
        if content and not content.startswith(("#", "＃")):
            yield number, _without_comment(content)


def _without_comment(line: str) -> str:
    """`owner/name  # why` is fine; the # of an address has no blank before it."""
    return line.split(" #", 1)[0].split("\t#", 1)[0].rstrip()


def _decoded(raw: bytes) -> str:
    if b"\x00" in raw:
        raise UnreadableListError("It is not a text file. Save it as text in UTF-8 and try again.")
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableListError("It is neither UTF-8 nor CP932 text. Save it as UTF-8 and try again.")
