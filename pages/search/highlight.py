"""Marks in a text what a search found, by the same analysis, so that a mark is where the index found its hit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from modelsearch.query import PlainText, SearchQuery

from .analysis import BREAK, INVISIBLE, fold, runs_in
from .terms import Term, reduce, wanted_terms

# What belongs to the character before it: accents, half-width voicing marks, Korean vowels and finals.
_ATTACHED = f"{INVISIBLE}\u3099\u309a\uff9e\uff9f\u1160-\u11ff\uffa0-\uffdc"
_CHARACTER = re.compile(f"[^{_ATTACHED}][{_ATTACHED}]{{0,8}}|[{_ATTACHED}]", re.DOTALL)
_ELLIPSIS = "…"

fold_character = lru_cache(maxsize=16_384)(fold)


@dataclass(frozen=True)
class Segment:
    """A piece of the original text."""

    text: str
    hit: bool


def segments(text: str, query: str | SearchQuery) -> list[Segment]:
    """Cut the text into pieces that are hits and pieces that are not; together they are the text."""
    return _pieces(text, hit_spans(text, query), 0, len(text))


def highlight(text: str, query: str | SearchQuery) -> SafeString:
    """Return the text as HTML, escaped, with `<mark>` around each hit."""
    return _as_html(segments(text, query))


def excerpt(text: str, query: str | SearchQuery, letters: int = 120) -> SafeString:
    """Return about that many letters around the first hit (without one, from the start), marked as in `highlight`."""
    text = " ".join(text.split())
    spans = hit_spans(text, query)
    start, end = _window(text, spans[0][0] if spans else 0, letters)
    before, after = _ELLIPSIS if start else "", _ELLIPSIS if end < len(text) else ""
    return format_html("{}{}{}", before, _as_html(_pieces(text, spans, start, end)), after)


def hit_spans(text: str, query: str | SearchQuery) -> list[tuple[int, int]]:
    """Return the start and the end of each hit in the original text, in order, none touching the next."""
    wanted = reduce(PlainText(query) if isinstance(query, str) else query)
    folded = fold(text)
    patterns = {term.pattern for term, _ in wanted_terms(wanted) if _may_be_in(folded, term)}
    if not patterns:
        return []
    canonical, origins = _located(text)
    found = (_span(origins[start:end]) for pattern in patterns for start, end in _occurrences(canonical, pattern))
    return _merged(sorted(found))


def _may_be_in(folded: str, term: Term) -> bool:
    """Most texts have nothing of it: to see that costs little, to find the places in a long text much."""
    return all(run in folded for run in term.runs if run != BREAK)


def _pieces(text: str, spans: list[tuple[int, int]], start: int, end: int) -> list[Segment]:
    inside = [(max(first, start), min(last, end)) for first, last in spans if first < end and last > start]
    places = [start, *(place for span in inside for place in span), end]
    pieces = [Segment(text[first:last], hit=bool(number % 2)) for number, (first, last) in enumerate(pairwise(places))]
    return [piece for piece in pieces if piece.text]


def _as_html(pieces: list[Segment]) -> SafeString:
    marked = (format_html("<mark>{}</mark>", piece.text) if piece.hit else piece.text for piece in pieces)
    return format_html_join("", "{}", ((piece,) for piece in marked))


def _located(text: str) -> tuple[str, list[tuple[int, int] | None]]:
    """Return the canonical text, and for each of its characters where it is from; None for the spaces between."""
    folded, places = [], []
    for match in _CHARACTER.finditer(text):
        letters = fold_character(match.group())
        folded.append(letters)
        places.extend([match.span()] * len(letters))
    canonical, origins = [" "], [None]
    for start, run in runs_in("".join(folded)):
        canonical.append(f"{run} ")
        origins.extend([*places[start : start + len(run)], None])
    return "".join(canonical), origins


def _occurrences(canonical: str, pattern: str) -> Iterator[tuple[int, int]]:
    start = canonical.find(pattern)
    while start >= 0:
        yield start, start + len(pattern)
        start = canonical.find(pattern, start + 1)


def _span(origins: list[tuple[int, int] | None]) -> tuple[int, int]:
    letters = [origin for origin in origins if origin]
    return letters[0][0], letters[-1][1]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _window(text: str, hit: int, letters: int) -> tuple[int, int]:
    """Return where to cut: the hit in the first third, no word and no character cut in two where it can be helped."""
    start = max(0, min(hit - letters // 3, len(text) - letters))
    end = min(len(text), start + letters)
    return _boundary(text, start, hit) if start else 0, _boundary(text, end, min(len(text), end + 15))


def _boundary(text: str, place: int, latest: int) -> int:
    """Return the first place from here on where an excerpt may begin or end."""
    while place < latest and (_inside_word(text, place) or re.match(f"[{_ATTACHED}]", text[place])):
        place += 1
    return place


def _inside_word(text: str, place: int) -> bool:
    return re.match(r"[^\W\u3000-\U0003ffff]{2}", text[place - 1 : place + 1]) is not None
