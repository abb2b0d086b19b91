"""How text becomes what is searched: pure functions, the same for the index, the query and the highlighting.

Text is folded (width, case, accents, katakana to hiragana), then cut into *runs*: unbroken stretches of Japanese
(or Chinese, or Korean) and words of other scripts. Runs joined by single spaces, with a mark between sentences, are
the text's *canonical form*. Tokens for a word index are made from it: a word is one token, a Japanese run is the
pairs of its neighbouring letters and its last letter alone, so that 給食費 gives 給食, 食費, 費. A query for two
letters is then one token, for more letters a phrase, for one letter a prefix.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# Stands between sentences and around fields. A private-use character is never part of a run, so nobody can type it,
# and SQLite's tokenizer keeps it as a token of its own.
BREAK = "\ue000"

# A longer word is cut in the index and in the query alike: PostgreSQL refuses lexemes of 2 KB.
LONGEST_WORD = 255

# Scripts that are written without spaces between words, or, as Korean, with particles attached to them.
UNSPACED = (
    "々〆〇〻ぁ-ゖゝ-ゟァ-ヺー-ヿ\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7a3\ud7b0-\ud7ff"
    "\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)

# Accents, and characters that are there but not seen: variation selectors, joiners, soft hyphens, zero-width spaces.
INVISIBLE = (
    "\u0300-\u036f\u00ad\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
)

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_RUN = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+|(?P<end>[。!?\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|\.(?=\s|$))")
_UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")

# ヶ and ケ, ヵ and カ are written for one another in place names (龍ケ崎, 鎌ヶ谷).
_TO_HIRAGANA = {
    **{katakana: katakana - 0x60 for katakana in (*range(0x30A1, 0x30F5), 0x30FD, 0x30FE)},
    **{ord(small): ord(plain) for small, plain in zip("ヵヶゕゖ", "かけかけ", strict=True)},
}


def fold(text: str) -> str:
    """Return the text without the differences that a searcher does not mean."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", decomposed))
    return composed.translate(_TO_HIRAGANA)


def runs_in(folded: str) -> Iterator[tuple[int, str]]:
    """Yield each run of a folded text, and one `BREAK` after each sentence, with the place where it starts."""
    last = BREAK
    for match in _RUN.finditer(folded):
        run = match.group()
        if match.lastgroup == "end":
            run = BREAK
        elif not is_unspaced(run):
            run = run[:LONGEST_WORD]
        if run != BREAK or last != BREAK:
            yield match.start(), run
        last = run


def canonical_runs(text: str) -> list[str]:
    """Return the runs of a text, with one `BREAK` between sentences and none at either end."""
    runs = [run for _, run in runs_in(fold(text))]
    return runs[:-1] if runs and runs[-1] == BREAK else runs


def canonical_field(text: str) -> str:
    """Return one field's canonical form. Its two breaks make sure that no hit reaches into the next field."""
    runs = canonical_runs(text)
    return " ".join([BREAK, *runs, BREAK]) if runs else ""


def tokens_of(canonical: str) -> Iterator[str]:
    """Yield the index tokens of a canonical text in their order; neighbours in the text are neighbours here."""
    for run in canonical.split():
        if is_unspaced(run):
            yield from map("".join, pairwise(run))
            yield run[-1]
        else:
            yield run


def is_unspaced(run: str) -> bool:
    return _UNSPACED_LETTER.match(run) is not None
