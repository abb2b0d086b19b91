"""What is found and what is not, through Wagtail's API, on whichever database the tests run."""

import pytest
from modelsearch.query import MATCH_ALL, Boost, Fuzzy, Not, Or, Phrase, PlainText
from wagtail.models import Page

from .conftest import titles

SENTENCE = (
    "市は学校給食の献立を公開し、防災マップとコロナ対策、ごみの収集日、消火栓の位置を"
    "オープンデータにした。Code for 会津がCOVID-19対策サイトを作り、GitHub上で育てる。"
    "佐々木さんは𠮷野家でコンダテ表を、いすゞの鎌ケ谷支店は안녕하세요と🎉を書いた。"
)


@pytest.mark.parametrize(
    "query",
    [
        *("給食", "献立", "防災", "コロナ", "収集日", "消火栓", "火栓", "公開", "位置", "ごみ", "対策サイト"),
        *("オープンデータ", "ｵｰﾌﾟﾝﾃﾞｰﾀ", "おーぷんでーた", "データ", "プンデ"),
        *("こんだて", "ｺﾝﾀﾞﾃ", "鎌ヶ谷", "佐々木", "々木", "いすゞ", "𠮷野家", "하세", "안녕하세요"),
        *("栓", "市", "𠮷"),
        *(
            "Code for 会津",
            "code",
            "FOR",
            "会津",
            "github",
            "ＧｉｔＨｕｂ上",
            "COVID-19対策",
            "COVID-19",
            "covid 19",
            "19対策",
        ),
        *(
            "防災　給食",
            "消火栓 code 会津",
            "献立を公開し、防災",
            "オープンデータにした。Code for",
            "（給食）",
            "「防災」",
        ),
    ],
)
def test_search_finds_words_inside_sentences(add_page, query):
    add_page("会議", SENTENCE)
    add_page("別の頁", "何もない。")
    assert titles(Page.objects.search(query)) == ["会議"]
    assert Page.objects.search(query).count() == 1


@pytest.mark.parametrize("query", ["給食", "ｵｰﾌﾟﾝﾃﾞｰﾀ", "栓", "おーぷん", "decidim", "deci", "消火栓 dec", "会津"])
def test_autocomplete_finds_japanese_and_the_beginnings_of_words(add_page, query):
    add_page("給食と消火栓のオープンデータ、会津でDecidim")
    add_page("別の頁")
    assert titles(Page.objects.autocomplete(query)) == ["給食と消火栓のオープンデータ、会津でDecidim"]


@pytest.mark.parametrize(
    "query",
    ["京都", "東都", "京都民", "都民会", "食献", "給立", "献立給食", "会津東", "cat", "oncate", "code99", "東京都民"],
)
def test_search_finds_nothing_that_is_not_side_by_side(add_page, query):
    add_page("東京、都の会", "都民。会津")
    add_page("concatenate code 東京", "都民")
    add_page("給食の献立", "給食 献立。99")
    assert titles(Page.objects.search(query)) == []
    assert titles(Page.objects.autocomplete(query)) == []


def test_half_a_word_is_found_by_autocomplete_alone(add_page):
    add_page("Decidim Japan")
    assert titles(Page.objects.search("decid")) == []
    assert titles(Page.objects.autocomplete("decid")) == ["Decidim Japan"]
    assert titles(Page.objects.autocomplete("decid japan")) == []


@pytest.fixture
def three_pages(add_page):
    add_page("防災と給食", "open data")
    add_page("防災だけ", "open government and data")
    add_page("給食だけ", "data open")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (PlainText("防災 給食"), {"防災と給食"}),
        (PlainText("防災 給食", operator="or"), {"防災と給食", "防災だけ", "給食だけ"}),
        (PlainText("防災") & PlainText("給食"), {"防災と給食"}),
        (PlainText("防災") | PlainText("給食"), {"防災と給食", "防災だけ", "給食だけ"}),
        (PlainText("防災") & ~PlainText("給食"), {"防災だけ"}),
        (~PlainText("防災"), {"給食だけ"}),
        (~~PlainText("防災"), {"防災と給食", "防災だけ"}),
        (~PlainText("防災") | PlainText("給食"), {"防災と給食", "給食だけ"}),
        (~PlainText("防災") & ~PlainText("government"), {"給食だけ"}),
        (~(PlainText("防災") | PlainText("給食")), set()),
        (~PlainText("防災だ"), {"防災と給食", "給食だけ"}),
        (Phrase("open data"), {"防災と給食"}),
        (Phrase("防災と"), {"防災と給食"}),
        (Phrase("data 防災"), set()),
        (Boost(PlainText("防災"), 2.0), {"防災と給食", "防災だけ"}),
        (Or([PlainText("government"), Boost(Phrase("防災と"), 3.0)]), {"防災と給食", "防災だけ"}),
        (Fuzzy("government 献立"), {"防災だけ"}),
        (Fuzzy("防災 給食", operator="and"), {"防災と給食"}),
        (PlainText("防災") & MATCH_ALL, {"防災と給食", "防災だけ"}),
        (PlainText("給食") & PlainText("!!"), {"防災と給食", "給食だけ"}),
        (Not(MATCH_ALL), set()),
        (~PlainText("!!"), set()),
    ],
)
def test_search_combines_queries(three_pages, query, found):
    written = Page.objects.filter(title__in=["防災と給食", "防災だけ", "給食だけ"])
    assert set(titles(written.search(query))) == found
    assert written.search(query).count() == len(found)


def test_search_by_operator_or_needs_one_of_the_words(three_pages):
    assert set(titles(Page.objects.search("防災 献立", operator="or"))) == {"防災と給食", "防災だけ"}


def test_search_in_the_title_alone_leaves_the_body_out(three_pages):
    assert titles(Page.objects.search("data", fields=["title"])) == []
    assert set(titles(Page.objects.search("防災", fields=["title"]))) == {"防災と給食", "防災だけ"}
    assert titles(Page.objects.search("防災", fields=["search_description"])) == []
    assert titles(Page.objects.search("government", fields=["search_description"])) == ["防災だけ"]


def test_match_all_finds_every_page(three_pages):
    assert Page.objects.search(MATCH_ALL).count() == Page.objects.count()


def test_editors_find_japanese_pages_in_the_admin(add_page, admin_client):
    add_page("小学校の給食だより")
    add_page("別の頁")
    content = admin_client.get("/admin/pages/search/", {"q": "給食"}).content.decode()
    assert "小学校の給食だより" in content
    assert "別の頁" not in content
