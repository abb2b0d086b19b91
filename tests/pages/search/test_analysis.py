import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.search.analysis import BREAK, canonical_field, canonical_runs, fold, tokens_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ｵｰﾌﾟﾝﾃﾞｰﾀ", "おーぷんでーた"),
        ("オープンデータ", "おーぷんでーた"),
        ("コンダテ", "こんだて"),
        ("ＣＯＶＩＤ－１９", "covid-19"),
        ("Café", "cafe"),
        ("鎌ヶ谷", "鎌け谷"),
        ("鎌ケ谷", "鎌け谷"),
        ("ヴァイオリン", "ゔぁいおりん"),
        ("か\u3099", "が"),
        ("葛\U000e0100飾", "葛飾"),
        ("神", "神"),
        ("㍿", "株式会社"),
        ("デ\u200bータ", "でーた"),
        ("いすゞ", "いすゞ"),
        ("한국", "한국"),
    ],
)
def test_fold_takes_away_what_a_searcher_does_not_mean(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("COVID-19対策サイト", ["covid", "19", "対策さいと"]),
        ("東京、都の。会津!?\n", ["東京", "都の", BREAK, "会津"]),
        ("Mr. Smith v1.2", ["mr", BREAK, "smith", "v1", "2"]),
        ("佐々木と🎉𠮷野家", ["佐々木と", "𠮷野家"]),
        ("snake_case", ["snake", "case"]),
        ("\0!?。", []),
        ("a" * 300, ["a" * 255]),
    ],
)
def test_canonical_runs_are_words_and_unspaced_stretches(text, runs):
    assert canonical_runs(text) == runs


def test_tokens_are_pairs_with_the_last_letter_alone():
    assert list(tokens_of(canonical_field("学校給食 for 会津。市"))) == [
        BREAK,
        *("学校", "校給", "給食", "食"),
        "for",
        *("会津", "津"),
        BREAK,
        "市",
        BREAK,
    ]


@given(st.text())
def test_canonical_form_of_any_text_has_nothing_that_a_query_language_would_read(text):
    canonical = canonical_field(text)
    assert canonical == " ".join(canonical.split())
    assert set(canonical).isdisjoint("'\"\\*:()^+-&|!<>%_\0")
