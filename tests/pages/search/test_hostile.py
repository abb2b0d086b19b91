"""No query and no text makes the search fail, and nothing Japanese in a text stays unfound."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.utils import parse_query_string
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from .conftest import titles

hostile = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
LETTERS = "学校給食防災々〆ーゝオープンデータこんだてヴヶｵｰﾌﾟ𠮷한국"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("'", False),
        ('"', False),
        ("*", False),
        ("!? 。、 ・ …", False),
        ("\0", False),
        ("防災\0", True),
        ('"防災', True),
        ("防災*", True),
        ("防災'); DROP TABLE x; --", False),
        ("title:防災", False),
        ("NEAR(防災 給食)", False),
        ("AND", False),
        ("OR NOT", False),
        ("^防災", True),
        ("{title}", False),
        ("%", False),
        ("%s %d %(x)s", False),
        ("\\", False),
        ("防災\\", True),
        ("-防災", True),
        ("🎉", False),
        ("ーーー", False),
        ("防災" * 5000, False),
        ("防災 " * 5000, True),
        ("x" * 10_000, False),
        ("'" * 10_000, False),
        (" ", False),
        ("\u3000", False),
    ],
)
def test_hostile_queries_find_what_their_words_say(add_page, query, found):
    add_page("防災", "給食の献立。")
    expected = ["防災"] if found else []
    assert titles(Page.objects.search(query)) == expected
    assert titles(Page.objects.autocomplete(query)) == expected
    assert Page.objects.search(query).count() == len(expected)


def test_a_pasted_text_finds_the_page_it_is_from(add_page):
    text = "市民が地図を作る。Open data, 会津の日! " * 200
    add_page("記録", text)
    add_page("別の頁", "市民が地図を作る。")
    assert titles(Page.objects.search(text)) == ["記録"]


@hostile
@given(query=st.text(max_size=40))
def test_any_query_is_answered(add_page, query):
    list(Page.objects.search(query))
    list(Page.objects.autocomplete(query))
    _, parsed = parse_query_string(query)
    list(Page.objects.search(parsed))


@pytest.fixture
def reindex(add_page):
    """Put one page into the index again with another title and body, without the work of saving it."""
    page = add_page("頁")

    def index(title: str, body: str) -> Page:
        page.title, page.search_description = title, body
        get_search_backend().add(page)
        return page

    return index


@hostile
@given(text=st.text(alphabet=LETTERS + " 。、abc1\n", min_size=1, max_size=60), data=st.data())
def test_any_japanese_part_of_an_indexed_text_is_found(reindex, text, data):
    page = reindex("頁", text)
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : start + data.draw(st.integers(1, 8))]
    letters = all(letter in LETTERS for letter in part)
    # A half-width voicing mark belongs to the letter before it.
    if letters and "ﾟ" not in (part[0], text[start + len(part) : start + len(part) + 1]):
        assert page in list(Page.objects.search(part))


@hostile
@given(title=st.text(max_size=60), body=st.text(max_size=200))
def test_any_text_is_indexed(reindex, title, body):
    page = reindex(title, f"{body}。防災")
    assert page in list(Page.objects.search("防災"))
