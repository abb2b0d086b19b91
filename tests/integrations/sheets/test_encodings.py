"""Bytes as text: what Japanese programs write, and what is no text at all."""

import pytest
from django.utils.translation import override

from integrations.sheets.encodings import decode
from integrations.sheets.errors import TableError

TEXT = "名前,目的\r\nともに,給食のデータを、みんなで。\r\n"


def refusal(data):
    with override("en"), pytest.raises(TableError) as refused:
        decode(data)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "shift_jis", "euc_jp", "iso2022_jp"])
def test_text_without_a_mark_is_read_in_the_encodings_of_japan(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_mark_is_read_as_the_mark_says(encoding):
    assert decode(TEXT.encode(encoding)).lstrip("\ufeff") == TEXT


@pytest.mark.parametrize("text", ["ﾎﾞｳｻｲ", "ﾃﾞｰﾀ ﾏｯﾌﾟ", "ｱｲｳｴ"])
def test_half_width_kana_of_windows_are_kana(text):
    assert decode(f"name\r\n{text}\r\n".encode("cp932")) == f"name\r\n{text}\r\n"


def test_no_break_space_of_windows_is_one():
    assert decode("中野".encode("cp932") + b"\xa0\r\n") == "中野\u00a0\r\n"


def test_signs_that_only_windows_has_are_read():
    assert decode("①髙﨑㈱～".encode("cp932")) == "①髙﨑㈱～"


def test_broken_utf8_is_not_taken_for_another_encoding_and_its_line_is_named():
    data = ("名前\n" + "防災マップ\n" * 30).encode().replace("マ".encode(), b"\xe3\x83", 1)

    assert refusal(data) == (
        "The file begins like UTF-8, but a character on line 2 is broken. Save it as “CSV UTF-8” and try again."
    )


def test_bytes_of_no_known_encoding_are_refused():
    assert refusal(b"name\n\x80\x81\xff\xfe\xfd\x80") == (
        "The file is neither UTF-8 nor CP932 (Shift_JIS), nor another encoding that is known here. "
        "Save it as “CSV UTF-8” and try again."
    )


def test_utf16_without_its_mark_is_refused_with_the_remedy():
    assert refusal("name,目的\n".encode("utf-16-le")) == (
        "The file holds zero bytes, as UTF-16 without its mark or a program’s own format does. "
        "Save it as “CSV UTF-8” and try again."
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"PK\x03\x04rest", "Excel (.xlsx), ZIP"), (b"\xd0\xcf\x11\xe0rest", "Excel (.xls)"), (b"%PDF-1.7", "PDF")],
)
def test_files_of_other_programs_are_called_by_their_name(data, kind):
    assert refusal(data) == f"The file is no table of text but {kind}. Save it as “CSV UTF-8” and try again."


def test_a_web_page_in_place_of_the_sheet_is_recognised():
    assert refusal(b"\xef\xbb\xbf\n<!DOCTYPE html><html>") == (
        "The file is a web page, not a table: perhaps the page to sign in. Download the sheet as CSV."
    )


def test_utf8_with_characters_in_two_halves_is_read():
    assert decode("防災\ud83d\uddfe".encode("utf-8", "surrogatepass")) == "防災🗾"
