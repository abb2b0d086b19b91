"""Wagtail's PostgreSQL backend, with Japanese analysis.

Tokens go into the `tsvector` columns as they are, past PostgreSQL's own parser, whose idea of a word depends on the
database's locale. A tsvector keeps no position above 16,383, so phrases are not left to it: it finds the rows that
have all tokens, and the canonical text beside it (`title_text`, `body_text`) confirms that they stand side by side.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery as TSQuery
from django.contrib.postgres.search import SearchRank, SearchVectorField
from django.db.models import BigIntegerField, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.backends.database.postgres.weights import get_weight
from modelsearch.query import And, Boost, MatchAll, Not, Or, SearchQuery
from modelsearch.utils import ADD, get_descendants_content_types_pks

from .analysis import is_unspaced, tokens_of
from .indexing import AnalysedIndex, Document, IndexEntry, Passage
from .terms import Term, reduce, wanted_terms

logger = logging.getLogger(__name__)

# Limits of a tsvector: https://www.postgresql.org/docs/current/textsearch-limitations.html
LAST_POSITION = 16_383
MOST_BYTES = 1_000_000
# ts_rank gives the nth hit a weight of 1/n²: more positions than these would only make the rows larger.
POSITIONS_FOR_RANK = 16
POSITIONS_FOR_PHRASES = 255


class JapanesePostgresIndex(AnalysedIndex, PostgresIndex):
    def columns(self, document: Document) -> dict[str, Any]:
        return {
            "title": as_vector(document.title, POSITIONS_FOR_RANK),
            "body": as_vector(document.body, POSITIONS_FOR_RANK),
            "autocomplete": as_vector(document.autocomplete, POSITIONS_FOR_PHRASES),
            "title_text": " ".join(passage.text for passage in document.title),
            "body_text": " ".join(passage.text for passage in document.body),
        }


def as_vector(passages: list[Passage], most_positions: int) -> Cast:
    return Cast(Value(vector_literal(passages, most_positions)), SearchVectorField())


def vector_literal(passages: list[Passage], most_positions: int) -> str:
    """Return the tokens as a tsvector literal: 'token':position+weight,…"""
    positions: dict[str, list[str]] = {}
    position = 0
    for text, boost in passages:
        weight = get_weight(boost)
        for token in tokens_of(text):
            position += 1
            for lexeme in lexemes_of(token):
                known = positions.setdefault(lexeme, [])
                if len(known) < most_positions and position <= LAST_POSITION:
                    known.append(f"{position}{weight}")
    return " ".join(_within_limits(positions))


def lexemes_of(token: str) -> set[str]:
    """Return the token, and for a pair of Japanese letters the first alone: faster to find than all pairs with it."""
    return {token, token[0]} if is_unspaced(token) else {token}


def _within_limits(positions: dict[str, list[str]]) -> list[str]:
    """Return the literal's parts as far as PostgreSQL takes them, and say so if it does not take all."""
    parts, room = [], MOST_BYTES
    for token, places in positions.items():
        room -= len(token.encode()) + 2 * len(places) + 8
        if room < 0:
            logger.warning(
                "A text has more different words than PostgreSQL can index: %s left out", len(positions) - len(parts)
            )
            break
        parts.append(f"{_quoted(token)}:{','.join(places)}" if places else _quoted(token))
    return parts


def _quoted(token: str) -> str:
    """Tokens are letters and digits only, so there is nothing to escape."""
    return f"'{token}'"


class TokenQuery(TSQuery):
    """A tsquery taken as it is written; `to_tsquery` would cut the tokens up again."""

    template = "(%(expressions)s)::tsquery"


def lexemes_wanted(term: Term) -> list[str]:
    quoted = [_quoted(token) for token in term.tokens]
    if term.ends_in_part_of_word:
        quoted[-1] += ":*"
    return quoted


class JapanesePostgresQueryCompiler(PostgresSearchQueryCompiler):
    def search(
        self,
        config: Any,
        start: int | None,
        stop: int | None,
        score_field: str | None = None,
        backend: PostgresSearchBackend | None = None,
    ) -> QuerySet:
        query = reduce(self.query, prefix=self.LAST_TERM_IS_PREFIX)
        if query is None:
            return self.queryset.none()
        if isinstance(query, MatchAll):
            return self.queryset[start:stop]
        queryset = self.queryset.alias(**self._columns()).filter(self.condition(query))
        rank = self.rank(query)
        if rank is None:
            return (queryset if queryset.query.order_by else queryset.order_by("-pk"))[start:stop]
        return self._apply_ordering_and_scoring(queryset, rank, start, stop, score_field)

    def hits(self, *, scored: bool) -> Iterable[tuple]:
        """Keys, with their scores where these are wanted, from the index alone."""
        query = reduce(self.query)
        rank = None if query is None else self.rank(query)
        if query is None or rank is None:
            return []
        names = ("title", "title_text", "title_norm", "body", "body_text")
        entries = IndexEntry.objects.filter(content_type__in=get_descendants_content_types_pks(self.queryset.model))
        found = entries.alias(**{f"indexed_{name}": F(name) for name in names}).filter(self.condition(query))
        return found.values_list(Cast("object_id", BigIntegerField()), *([rank] if scored else []))

    def _columns(self) -> dict[str, F]:
        """Joined once under these names; a negation over the relation itself would become a subquery."""
        names = ("title", "title_text", "title_norm", "body", "body_text")
        return {f"indexed_{name}": F(f"index_entries__{name}") for name in names}

    def condition(self, query: SearchQuery) -> Q:
        match query:
            case Term():
                return self.term_condition(query)
            case MatchAll():
                return ~Q(pk__in=[])
            case Boost():
                return self.condition(query.subquery)
            case Not():
                return ~self.condition(query.subquery)
            case And():
                return Q(*map(self.condition, query.subqueries))
            case Or():
                return Q(*map(self.condition, query.subqueries), _connector=Q.OR)
        raise NotImplementedError(type(query).__name__)

    def term_condition(self, term: Term) -> Q:
        lexemes = lexemes_wanted(term)
        found = TokenQuery(" & ".join(lexemes))
        conditions = []
        for column in self._searched():
            condition = Q((f"indexed_{column}", found))
            if len(lexemes) > 1:
                condition &= Q((f"indexed_{column}_text__contains", term.pattern))
            conditions.append(condition)
        return Q(*conditions, _connector=Q.OR)

    def _searched(self) -> list[str]:
        """The index tells titles from the rest and no finer: a search in any other field is one in the body."""
        if not self.fields:
            return ["title", "body"]
        return sorted({"title" if field == "title" else "body" for field in self.fields})

    def rank(self, query: SearchQuery) -> Combinable | None:
        """Weigh hits by field, title over body, and many over few. None if the query only says what not to find."""
        by_boost: dict[float, list[str]] = {}
        for term, boost in wanted_terms(query):
            by_boost.setdefault(boost, []).extend(lexemes_wanted(term))
        ranks = [self._rank_of(TokenQuery(" | ".join(lexemes))) * boost for boost, lexemes in by_boost.items()]
        return ADD(ranks) if ranks else None

    def _rank_of(self, wanted: TokenQuery) -> Combinable:
        title = SearchRank(F("indexed_title"), wanted, weights=self.sql_weights) * F("indexed_title_norm")
        return title + SearchRank(F("indexed_body"), wanted, weights=self.sql_weights)


class JapanesePostgresAutocompleteQueryCompiler(JapanesePostgresQueryCompiler, PostgresAutocompleteQueryCompiler):
    """The fields to complete are short (names, titles), so their phrases are left to the tsvector."""

    def _columns(self) -> dict[str, F]:
        return {"indexed_autocomplete": F("index_entries__autocomplete")}

    def term_condition(self, term: Term) -> Q:
        return Q(indexed_autocomplete=TokenQuery(" <-> ".join(lexemes_wanted(term))))

    def _rank_of(self, wanted: TokenQuery) -> Combinable:
        return SearchRank(F("indexed_autocomplete"), wanted, weights=self.sql_weights)


class JapanesePostgresSearchBackend(PostgresSearchBackend):
    index_class = JapanesePostgresIndex
    query_compiler_class = JapanesePostgresQueryCompiler
    autocomplete_query_compiler_class = JapanesePostgresAutocompleteQueryCompiler
