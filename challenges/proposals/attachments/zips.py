"""Looking into an office file, which is a ZIP, without being blown up by it: first its directory, then every part as it
is unpacked, and never more than the limits say."""

import struct
import zipfile
import zlib

from django.utils.translation import gettext as _

from .refusing import refused

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 5_000
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = 5 * 1024 * 1024
"""Bytes unpacked: below it even a very regular document is no bomb."""
PIECE = 64 * 1024
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def opened(file, name: str) -> zipfile.ZipFile:
    """The directory, held against the limits. Raises ValidationError."""
    try:
        found = zipfile.ZipFile(file)
        parts = found.infolist()
    except (*UNREADABLE, struct.error, UnicodeDecodeError) as error:
        raise broken(name) from error
    if len(parts) > MOST_PARTS:
        raise _bomb(name)
    if any(part.flag_bits & 0x1 for part in parts):
        raise refused(name, _("“%(name)s” is locked with a password. Save it without one."), "password")
    _check_size(name, unpacked=sum(part.file_size for part in parts), packed=sum(part.compress_size for part in parts))
    return found


def unpack_all(archive: zipfile.ZipFile, name: str, packed: int) -> None:
    """Read every part to its end and throw it away: what the directory says may be a lie. `packed` in bytes."""
    unpacked = 0
    for part in archive.infolist():
        for piece in _pieces(archive, part, name):
            unpacked += piece
            _check_size(name, unpacked=unpacked, packed=packed)


def _pieces(archive, part, name):
    """Lengths of what comes out. Python ends at the declared size, and holds the sum of the part against it."""
    try:
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                yield len(piece)
    except UNREADABLE as error:
        raise broken(name) from error


def read_part(archive, part_name: str, name: str, most: int = 1024 * 1024) -> bytes:
    """A small part of it; empty where there is none."""
    try:
        with archive.open(part_name) as stream:
            return stream.read(most)
    except KeyError:
        return b""
    except UNREADABLE as error:
        raise broken(name) from error


def broken(name):
    said = _("“%(name)s” cannot be opened: it is damaged, or it is not what its name says. Save it again.")
    return refused(name, said, "broken")


def _check_size(name, *, unpacked, packed):
    is_bomb = unpacked > MOST_UNPACKED
    is_bomb |= unpacked > RATIO_COUNTS_FROM and unpacked > HIGHEST_RATIO * max(packed, 1)
    if is_bomb:
        raise _bomb(name)


def _bomb(name):
    said = _("“%(name)s” becomes far larger when it is unpacked, as files do that are made to do harm. Save it as PDF.")
    return refused(name, said, "bomb")
