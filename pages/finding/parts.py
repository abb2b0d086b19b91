"""Entries lie in parts by their number, so that a change makes little of what is remembered old."""

SIZE = 1024
"""Entries of a part. A multiple of eight: parts are joined byte by byte."""

LABELS_PART = -1
"""The mark of how values are called."""

LOCK = -2
"""A row that whoever writes entries holds."""


def number_of(pk: int) -> int:
    return pk // SIZE
