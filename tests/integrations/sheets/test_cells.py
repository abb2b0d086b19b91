"""Texts, numbers and links in cells."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from integrations.sheets.cells import clean, line, matching_key, shortened, text, whole_number
from integrations.sheets.errors import CellError, RowError
from integrations.sheets.links import web_address


def refusal(read, cell, kind=CellError):
    with override("en"), pytest.raises(kind) as refused:
        read(cell)
    return str(refused.value)


def test_names_match_whatever_their_width_case_and_blanks():
    spellings = ["Code for 中野", " code　for\u00a0 中野 ", "ＣＯＤＥ ＦＯＲ 中野", "CODE\nfor 中野"]

    assert {matching_key(name) for name in spellings} == {"code for 中野"}
    assert matching_key("ｵｰﾌﾟﾝﾃﾞｰﾀ") == matching_key("オープンデータ")


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200c", "\u200e", "\u2062", "\ufe0f", "\U000e0100"])
def test_names_match_whatever_in_them_cannot_be_seen(unseen):
    assert matching_key(f"葛{unseen}城❤") == matching_key("葛城❤")


@pytest.mark.parametrize("blank", ["\u3164", "\u2800", "\uffa0", "\u00ad", "\u200e"])
def test_cell_in_which_nothing_can_be_seen_is_empty(blank):
    assert clean(blank) == ""


def test_signs_that_join_others_stay_in_a_text():
    assert clean("👩‍💻 ❤️ 葛\U000e0100") == "👩‍💻 ❤️ 葛\U000e0100"


def test_line_ends_of_presentations_are_lines():
    assert clean("one\x0btwo\x0cthree") == "one\ntwo\nthree"


@given(st.text(max_size=50))
def test_key_of_a_key_is_the_key(name):
    assert matching_key(matching_key(name)) == matching_key(name)


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(cell):
    assert clean(clean(cell)) == clean(cell)


def test_text_keeps_its_lines_and_a_line_is_one():
    assert text()("one\ntwo") == "one\ntwo"
    assert line(20)("one\n two") == "one two"


def test_text_that_is_too_long_costs_the_row():
    assert refusal(text(), "x" * 10_000_000, RowError) == (
        "The text has 10,000,000 characters; at most 20,000 are taken. Shorten it."
    )


@pytest.mark.parametrize(
    ("cell", "number"),
    [("30", 30), ("３０", 30), ("30名", 30), ("30 人", 30), ("1,200", 1200), ("12.0", 12), ("0", 0), ("", None)],
)
def test_clear_numbers_are_read(cell, number):
    assert whole_number(cell) == number


@pytest.mark.parametrize("cell", ["約30名", "30以上", "-3", "1.5", "30〜40", "多数", "12,34", "9" * 5000])
def test_unclear_numbers_are_left_out(cell):
    assert refusal(whole_number, cell) == f"“{shortened(cell)}” is no whole number. Write it in digits, as in 30."


@given(st.integers(0, 10_000_000))
def test_every_number_comes_back_in_half_and_full_width(number):
    full_width = str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})

    assert (whole_number(str(number)), whole_number(f"{number:,}名"), whole_number(full_width)) == (number,) * 3


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "http://example.org",
        "HTTPS://example.org/あ?x=1#y",
        "https://例え.jp/",
        "https://a.example:8080/x",
    ],
)
def test_web_addresses_are_taken_as_they_are(address):
    assert web_address()(address) == address


def test_full_width_address_is_read():
    assert web_address()("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｏｒｇ／") == "https://example.org/"


@pytest.mark.parametrize("cell", ["", "-", "なし", "未定"])
def test_cell_that_says_there_is_none_is_empty(cell):
    assert web_address()(cell) == ""


@pytest.mark.parametrize(
    "cell",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "mailto:a@b.example",
    ],
)
def test_other_schemes_are_left_out_by_name(cell):
    assert refusal(web_address(), cell) == f"“{cell}” is no web address: only http:// and https:// are taken; left out."


def test_address_without_its_beginning_and_one_with_blanks_are_left_out():
    assert refusal(web_address(), "example.org") == (
        "“example.org” is no web address. Write it with https:// in front; left out."
    )
    assert refusal(web_address(), "https://a b") == "“https://a b” is no complete web address; left out."
    assert refusal(web_address(30), "https://example.org/" + "x" * 30) == (
        f"“https://example.org/{'x' * 30}” is longer than an address may be (30 characters); left out."
    )


@given(st.text(max_size=60))
def test_whatever_is_taken_begins_with_http(cell):
    try:
        address = web_address()(cell)
    except CellError:
        return
    assert address == "" or address.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize("cell", ["https://user:secret@example.org/", "https://github.com@example.org/o/r"])
def test_address_with_a_sign_in_name_is_left_out(cell):
    assert refusal(web_address(), cell) == f"“{cell}” has a sign-in name in front of the site’s; left out."
