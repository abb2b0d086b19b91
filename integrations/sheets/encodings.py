"""Bytes of an unknown encoding as text."""

from __future__ import annotations

import codecs

from django.utils.translation import gettext as _

from .errors import TableError

# Longer marks first: the mark of UTF-32 little-endian begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Windows keeps a no-break space as a byte of its own in CP932, which Python reads as a sign for private use.
_NO_BREAK_SPACE_OF_WINDOWS = b"\xa0".decode("cp932")
_OTHER_FILES = (
    (b"PK\x03\x04", "Excel (.xlsx), ZIP"),
    (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3", "SQLite"),
)


def decode(data: bytes) -> str:
    """The text in `data`: UTF-8, UTF-16 or UTF-32 with a byte order mark, or one of the Japanese encodings.

    Raises TableError where it is none of these."""
    _refuse_other_files(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_strictly(data, encoding)
    if _has_too_many_nulls(data):
        raise TableError(
            _("The file holds zero bytes, as UTF-16 without its mark or a program’s own format does. %(remedy)s")
            % {"remedy": _save_as_utf8()}
        )
    if b"\x1b$" in data and (text := _try(data, "iso2022_jp_ext")) is not None:
        return text
    text = _try(data, "utf-8")
    if text is None:
        text = _try_with_halves(data)
    return _decode_japanese(data) if text is None else text


def _save_as_utf8() -> str:
    return _("Save it as “CSV UTF-8” and try again.")


def _refuse_other_files(data: bytes) -> None:
    for start, kind in _OTHER_FILES:
        if data.startswith(start):
            raise TableError(
                _("The file is no table of text but %(kind)s. %(remedy)s") % {"kind": kind, "remedy": _save_as_utf8()}
            )
    beginning = data[:200].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if beginning.startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise TableError(
            _("The file is a web page, not a table: perhaps the page to sign in. Download the sheet as CSV.")
        )


def _has_too_many_nulls(data: bytes) -> bool:
    return data[:4096].count(0) * 10 > len(data[:4096])


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _try_with_halves(data: bytes) -> str | None:
    """UTF-8 as some programs write it, with characters beyond the first plane in two halves."""
    try:
        return data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    except UnicodeError:
        return None


def _decode_strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(data, error.start, encoding.removesuffix("-sig").upper()) from error
    except UnicodeError as error:
        raise _broken(data, 0, encoding.upper()) from error


def _broken(data: bytes, position: int, encoding: str) -> TableError:
    return TableError(
        _("The file begins like %(encoding)s, but a character on line %(line)d is broken. %(remedy)s")
        % {"encoding": encoding, "line": data.count(b"\n", 0, position) + 1, "remedy": _save_as_utf8()}
    )


def _decode_japanese(data: bytes) -> str:
    """CP932 (what Excel in Japan writes) or EUC-JP. Bytes of the latter often pass as half-width kana of the former."""
    if _is_broken_utf8(data):
        _decode_strictly(data, "utf-8")
    cp932, euc_jp = _try(data, "cp932"), _try(data, "euc_jp")
    if cp932 is None and euc_jp is None:
        raise TableError(
            _("The file is neither UTF-8 nor CP932 (Shift_JIS), nor another encoding that is known here. %(remedy)s")
            % {"remedy": _save_as_utf8()}
        )
    if cp932 is None or (euc_jp is not None and _reads_better(euc_jp, cp932)):
        return euc_jp or ""
    return cp932.replace(_NO_BREAK_SPACE_OF_WINDOWS, "\u00a0")


def _is_broken_utf8(data: bytes) -> bool:
    """Whether nearly all that is not ASCII reads as UTF-8, so that a few bytes were lost on the way."""
    text = data.decode("utf-8", errors="replace")
    beyond_ascii = sum(not character.isascii() for character in text)
    return text.count("\ufffd") * 5 < beyond_ascii


def _reads_better(euc_jp: str, cp932: str) -> bool:
    """Less half-width kana alone proves nothing: kana that are meant so become rare Chinese characters in EUC-JP. What
    is Japanese has other kana among them."""
    beyond_ascii = sum(not character.isascii() for character in euc_jp)
    kana = sum("\u3041" <= character <= "\u30fc" for character in euc_jp)
    return kana * 10 >= beyond_ascii and _half_width_kana(cp932) > _half_width_kana(euc_jp)


def _half_width_kana(text: str) -> int:
    return sum("\uff61" <= character <= "\uff9f" for character in text)
