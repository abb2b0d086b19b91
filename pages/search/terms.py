"""What a query asks for: Wagtail's query objects, reduced to And, Or, Not, Boost, MatchAll and `Term`."""

from collections.abc import Iterator
from dataclasses import dataclass

from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from .analysis import BREAK, canonical_runs, is_unspaced, tokens_of

# Nobody types more. A pasted text is searched for by its beginning, which finds the text that it was taken from.
MOST_LETTERS = 256
_MOST_CHARACTERS_READ = 10_000


@dataclass(frozen=True)
class Term(SearchQuery):
    """Runs that must stand side by side. With `prefix`, the last word may be the beginning of a longer one."""

    runs: tuple[str, ...]
    prefix: bool = False

    @property
    def pattern(self) -> str:
        """The string to be found in a canonical text. Words are bounded by spaces, Japanese may start anywhere."""
        before = "" if is_unspaced(self.runs[0]) else " "
        after = "" if is_unspaced(self.runs[-1]) or self.prefix else " "
        return before + " ".join(self.runs) + after

    @property
    def tokens(self) -> list[str]:
        """The index tokens that a text with this term in it has, side by side."""
        tokens = list(tokens_of(" ".join(self.runs)))
        if is_unspaced(self.runs[-1]) and not self.ends_in_one_letter:
            tokens.pop()
        return tokens

    @property
    def ends_in_one_letter(self) -> bool:
        """Whether the last token is a single Japanese letter, which in a text may begin a pair."""
        return is_unspaced(self.runs[-1]) and len(self.runs[-1]) == 1

    @property
    def ends_in_part_of_word(self) -> bool:
        return self.prefix and not is_unspaced(self.runs[-1])


def reduce(query: SearchQuery, *, prefix: bool = False) -> SearchQuery | None:
    """Return the query in terms, or None if there is no letter in it. `prefix`: the last word may be unfinished.

    Parts without a letter (`"!!"`) are left out. Fuzzy is answered as plain text: see docs/decisions/0002.
    """
    match query:
        case MatchAll() | Term():
            return query
        case PlainText() | Fuzzy():
            return _joined(And if query.operator == "and" else Or, plain_terms(query.query_string, prefix=prefix))
        case Phrase():
            runs = _limited(canonical_runs(query.query_string[:_MOST_CHARACTERS_READ]), MOST_LETTERS)
            return Term(runs) if runs else None
        case And() | Or():
            return _joined(type(query), [reduce(part, prefix=prefix) for part in query.subqueries])
        case Not():
            return _wrapped(Not, reduce(query.subquery, prefix=prefix))
        case Boost():
            return _wrapped(Boost, reduce(query.subquery, prefix=prefix), query.boost)
    raise NotImplementedError(f"`{type(query).__name__}` is not supported by this search backend.")


def plain_terms(text: str, *, prefix: bool = False) -> list[Term]:
    """Return a term for each piece between white space, as many as fit into `MOST_LETTERS`."""
    terms: list[Term] = []
    room = MOST_LETTERS
    for piece in text[:_MOST_CHARACTERS_READ].split():
        runs = _limited(canonical_runs(piece), room)
        if runs:
            terms.append(Term(runs))
            room -= sum(map(len, runs))
    if prefix and terms:
        terms[-1] = Term(terms[-1].runs, prefix=True)
    return terms


def wanted_terms(query: SearchQuery | None) -> Iterator[tuple[Term, float]]:
    """Yield the terms of a reduced query that hits contain, each with its boost."""
    match query:
        case Term():
            yield query, 1.0
        case And() | Or():
            for part in query.subqueries:
                yield from wanted_terms(part)
        case Boost():
            for term, boost in wanted_terms(query.subquery):
                yield term, boost * query.boost


def _joined(kind: type[SearchQuery], parts: list[SearchQuery | None]) -> SearchQuery | None:
    kept = [part for part in parts if part is not None]
    return kind(kept) if len(kept) > 1 else next(iter(kept), None)


def _wrapped(kind: type[SearchQuery], part: SearchQuery | None, *extra: float) -> SearchQuery | None:
    return None if part is None else kind(part, *extra)


def _limited(runs: list[str], room: int) -> tuple[str, ...]:
    """Return the runs that fit. Japanese may be cut anywhere; half a word would find nothing."""
    kept: list[str] = []
    for run in runs:
        fits = run[: max(room, 0)] if is_unspaced(run) else run if len(run) <= room else ""
        if not fits:
            break
        kept.append(fits)
        room -= len(fits)
    while kept and kept[-1] == BREAK:
        kept.pop()
    return tuple(kept)
