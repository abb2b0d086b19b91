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
HEAD = struct.Struct("<4s22xHH")
"""What stands before a part: a signature, and the lengths of its name and of its extra field."""
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


def unpack_all(archive: zipfile.ZipFile, file, name: str) -> None:
    """Unpack every part to its very end, and throw it away: what the directory says may be a lie. Python's own reading
    stops where the directory says, as others do not."""
    unpacked = 0
    for part in archive.infolist():
        came_out = 0
        for length in _pieces(file, part, name):
            came_out += length
            unpacked += length
            _check_size(name, unpacked=unpacked, packed=file.size)
        if came_out != part.file_size:
            raise broken(name)


def _pieces(file, part, name):
    """The lengths of what comes out of it."""
    if part.compress_type == zipfile.ZIP_STORED:
        yield part.compress_size
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise broken(name)
    try:
        yield from _inflated(_packed_pieces(file, part))
    except (*UNREADABLE, struct.error) as error:
        raise broken(name) from error


def _packed_pieces(file, part):
    """Its bytes in the file: behind its own head, whose length stands in it."""
    file.seek(part.header_offset)
    head = file.read(HEAD.size)
    signature, name_length, extra_length = HEAD.unpack(head)
    if signature != b"PK\x03\x04":
        raise zipfile.BadZipFile
    file.seek(name_length + extra_length, 1)
    left = part.compress_size
    while left > 0 and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        yield piece


def _inflated(pieces):
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in pieces:
        waiting = piece
        while waiting and not stream.eof:
            out = stream.decompress(waiting, PIECE)
            waiting = stream.unconsumed_tail
            yield len(out)
    while not stream.eof and (out := stream.decompress(b"", PIECE)):
        yield len(out)
    if not stream.eof:
        raise EOFError


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
