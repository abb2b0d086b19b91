"""Words by which two Japanese texts can be about the same thing: a guess from the script alone, without a dictionary.

Kanji and katakana carry what a text is about, hiragana how it is said. A run of kanji is cut into the pairs of its
neighbours, for 学校給食費 is about 給食, too; a pair that is no word (校給) is hardly found anywhere else."""

import re
import unicodedata
from collections import Counter
from itertools import pairwise

MOST_WORDS = 24
"""So many pairs of kanji fit into one query of the search (see pages/search/terms.py)."""

TITLE_COUNTS = 3
_WORD = re.compile(r"[一-鿿々]{2,12}|[ァ-ヴー]{3,20}|[A-Za-z][A-Za-z0-9]{2,20}")
_KANJI = re.compile(r"[一-鿿々]")

EVERYWHERE = frozenset(
    [
        "課題",
        "地域",
        "市民",
        "住民",
        "職員",
        "業務",
        "情報",
        "対応",
        "利用",
        "必要",
        "実施",
        "確認",
        "可能",
        "現在",
        "場合",
        "問題",
        "解決",
        "目標",
        "期間",
        "以上",
        "以下",
        "年間",
        "時間",
        "方法",
        "状況",
        "作業",
        "支援",
        "提供",
        "提案",
        "募集",
        "実証",
        "実験",
        "自治",
        "治体",
        "市内",
        "市役",
        "役所",
        "全体",
        "一部",
        "多く",
        "今後",
        "毎年",
        "毎月",
        "毎日",
        "人手",
        "不足",
        "負担",
        "増加",
        "減少",
        "削減",
        "改善",
        "システム",
        "サービス",
        "データ",
        "the",
        "and",
        "for",
        "with",
    ]
)
"""What every challenge says."""


def words_of(*, title: str, text: str) -> list[str]:
    """The words that say most of what it is about, the most telling first; those of the title count for more."""
    counted = Counter(_words_in(text))
    for word in _words_in(title):
        counted[word] += TITLE_COUNTS
    return [word for word, _number in counted.most_common(MOST_WORDS)]


def shared(words: list[str], text: str) -> list[str]:
    """Those of the words that the text has as well."""
    theirs = set(_words_in(text))
    return [word for word in words if word in theirs]


def _words_in(text):
    for run in _WORD.findall(unicodedata.normalize("NFKC", text)):
        pairs = map("".join, pairwise(run)) if _KANJI.match(run) else [run.lower() if run.isascii() else run]
        yield from (word for word in pairs if word not in EVERYWHERE)
