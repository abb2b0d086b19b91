import pytest
from hypothesis import given
from hypothesis import strategies as st
from modelsearch.query import Not, Phrase, PlainText

from pages.search.highlight import Segment, excerpt, highlight, segments


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("学校給食の献立", "給食", "学校<mark>給食</mark>の献立"),
        ("市のオープンデータ", "ｵｰﾌﾟﾝﾃﾞｰﾀ", "市の<mark>オープンデータ</mark>"),
        ("市のｵｰﾌﾟﾝﾃﾞｰﾀです", "オープンデータ", "市の<mark>ｵｰﾌﾟﾝﾃﾞｰﾀ</mark>です"),
        ("市のｵｰﾌﾟﾝﾃﾞｰﾀです", "データ", "市のｵｰﾌﾟﾝ<mark>ﾃﾞｰﾀ</mark>です"),
        ("ＣＯＶＩＤ－１９対策", "covid-19", "<mark>ＣＯＶＩＤ－１９</mark>対策"),
        ("Code for 会津の日", "会津 code", "<mark>Code</mark> for <mark>会津</mark>の日"),
        ("decode", "code", "decode"),
        ("東京、都庁", "京都", "東京、都庁"),
        ("㍿東京", "会社", "<mark>㍿</mark>東京"),
        ("葛\U000e0100飾区", "葛飾", "<mark>葛\U000e0100飾</mark>区"),
        ("給食給食", "給食", "<mark>給食給食</mark>"),
        ("防災。。\n!訓練", "防災。訓練", "<mark>防災。。\n!訓練</mark>"),
        ('<b>防災</b> & "x"', "防災", "&lt;b&gt;<mark>防災</mark>&lt;/b&gt; &amp; &quot;x&quot;"),
        ("<script>", "script", "&lt;<mark>script</mark>&gt;"),
        ("防災", "!?", "防災"),
        ("防災", "", "防災"),
        ("", "防災", ""),
    ],
)
def test_highlight_marks_the_hits_in_the_original_text(text, query, html):
    assert highlight(text, query) == html


def test_highlight_reads_query_objects_and_leaves_out_what_is_not_wanted():
    query = Phrase("open data") & Not(PlainText("防災"))
    assert highlight("open data と open な防災 data", query) == "<mark>open data</mark> と open な防災 data"


def test_excerpt_is_cut_around_the_first_hit():
    text = "あ" * 200 + "給食" + "い" * 200
    assert excerpt(text, "給食", letters=30) == f"…{'あ' * 10}<mark>給食</mark>{'い' * 18}…"


def test_excerpt_without_a_hit_is_the_beginning():
    assert excerpt("あ" * 50, "給食", letters=10) == "あ" * 10 + "…"


def test_excerpt_of_a_short_text_is_all_of_it_on_one_line():
    assert excerpt("防災\n  <訓練>", "訓練") == "防災 &lt;<mark>訓練</mark>&gt;"


def test_excerpt_cuts_no_word_in_two():
    assert excerpt("alpha beta gamma delta", "gamma", letters=12) == "… <mark>gamma</mark> delta"


@given(st.text(), st.text())
def test_any_text_comes_back_whole_whatever_is_searched(text, query):
    assert "".join(piece.text for piece in segments(text, query)) == text
    excerpt(text, query, letters=5)


@given(st.text(alphabet="学校給食こんダテパﾃｰ々、。 ab1", min_size=1), st.data())
def test_any_japanese_part_of_a_text_is_marked(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : start + data.draw(st.integers(1, 6))]
    if all(letter in "学校給食こんダテパー々" for letter in part):
        assert any(piece.hit for piece in segments(text, part))
    assert segments(part, part) == [] or isinstance(segments(part, part)[0], Segment)
