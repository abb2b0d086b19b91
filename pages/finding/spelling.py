"""Latin words with one letter wrong: missing, too many, another one, or two that changed places.

Two words differ by one such mistake only if what is left of each without one letter, or the word itself, is the same
for both. So each word is filed under all of these, and one look by equality finds every candidate."""

import re

from django.db.models import F
from rapidfuzz.distance import OSA

from pages.search.analysis import fold

from .models import Entry, Spelling

SHORTEST, LONGEST = 4, 30
BATCH = 400
_WORD = re.compile(r"[a-z0-9]+")
_TYPED = re.compile(r"[A-Za-z0-9\u00c0-\u024f\u0300-\u036fＡ-Ｚａ-ｚ０-９]+")
"""The same before folding: also inside Japanese, which is written without spaces, and between hyphens."""


def latin_words(text: str) -> set[str]:
    """The words that mistakes are forgiven in: of four letters and more, and not numbers alone."""
    found = _WORD.findall(fold(text))
    return {word for word in found if SHORTEST <= len(word) <= LONGEST and not word.isdigit()}


def left_of(word: str) -> set[str]:
    """The word itself, and what is left of it without one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def learn_words(entries) -> None:
    texts = (f"{entry.title}\n{entry.text_ja}\n{entry.text_en}" for entry in entries)
    words = sorted(set().union(*map(latin_words, texts)))
    for start in range(0, len(words), BATCH):
        _learn(words[start : start + BATCH])


def _learn(words):
    known = set(Spelling.objects.filter(word__in=words, left=F("word")).values_list("word", flat=True))
    rows = [Spelling(left=left, word=word) for word in words if word not in known for left in sorted(left_of(word))]
    Spelling.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5 * BATCH)


def forget_words_out_of_use() -> None:
    """After a rebuild: words that no entry has any more."""
    used: set[str] = set()
    for texts in Entry.objects.values_list("title_ja", "title_en", "text_ja", "text_en").iterator():
        used |= latin_words("\n".join(texts))
    known = Spelling.objects.filter(left=F("word")).values_list("word", flat=True)
    unused = sorted(set(known) - used)
    for start in range(0, len(unused), BATCH):
        Spelling.objects.filter(word__in=unused[start : start + BATCH]).delete()


def corrected(text: str) -> str | None:
    """The text with each unknown word put right by one letter; None where there is nothing to put right."""
    doubtful = {word for word in map(fold, _TYPED.findall(text)) if latin_words(word) == {word}}
    near = _near(doubtful) if doubtful else {}
    return _TYPED.sub(lambda typed: near.get(fold(typed[0]), typed[0]), text) if near else None


def _near(words: set[str]) -> dict[str, str]:
    """The best known word for each of `words` that is not known itself: one query for all."""
    wanted = {left for word in words for left in left_of(word)}
    known = set(Spelling.objects.filter(left__in=wanted).values_list("word", flat=True))
    found = {}
    for word in words - known:
        candidates = [each for each in known if OSA.distance(word, each, score_cutoff=1) <= 1]
        if candidates:
            found[word] = min(candidates, key=lambda each: _doubt(word, each))
    return found


def _doubt(word, candidate):
    """The first letter is seldom wrong; then words of the same length come first, for letters swap and slip."""
    return candidate[0] != word[0], abs(len(candidate) - len(word)), candidate
