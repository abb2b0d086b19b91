"""Wagtail's SQLite backend, with Japanese analysis and with ranking that reads the hits once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Field, FloatField, Func, IntegerField, QuerySet, Subquery
from django.db.models.fields.related import RelatedField
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite.query import MatchExpression, SQLiteFTSIndexEntry
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import And, Boost, MatchAll, Not, Or, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from .analysis import tokens_of
from .indexing import AnalysedIndex, Document, Passage
from .terms import Term, reduce

FTS_TABLE = SQLiteFTSIndexEntry._meta.db_table  # noqa: SLF001 - documented by Django

# A hit in the title counts as much as this many in the body.
TITLE_WEIGHT = 10


class JapaneseSQLiteIndex(AnalysedIndex, SQLiteIndex):
    def columns(self, document: Document) -> dict[str, str]:
        return {
            "title": _as_tokens(document.title),
            "body": _as_tokens(document.body),
            "autocomplete": _as_tokens(document.autocomplete),
        }


def _as_tokens(passages: list[Passage]) -> str:
    return " ".join(token for passage in passages for token in tokens_of(passage.text))


class Match(MatchExpression):
    """`MATCH` with a ready FTS5 expression, kept to some columns."""

    def as_sql(self, compiler, connection):
        return self.template, [f"{{{' '.join(self.columns)}}} : ({self.query})"]


class BM25(Func):
    """FTS5's rank with a weight for each column, in the table's order. The best hit has the highest figure."""

    output_field = FloatField()

    def __init__(self, *, autocomplete: float = 0, body: float = 0, title: float = 0):
        super().__init__()
        self.weights = (float(autocomplete), float(body), float(title))

    def as_sql(self, compiler, connection, **extra_context):
        weights = ", ".join(map(str, self.weights))
        return f"-bm25({FTS_TABLE}, {weights})", []


class Unindexed(Func):
    """A column of which SQLite is not to use the index (its documented unary plus).

    Without it, the planner may walk through all entries of a type and run the full-text match again for each:
    a second and more among 10,000 documents, where the match alone takes a few milliseconds.
    """

    template = "+%(expressions)s"
    arity = 1
    output_field = IntegerField()


class ScoreAmongHits(Subquery):
    """An object's score, looked up in a table of all hits that is made once a statement.

    As a plain correlated subquery, as the stock backend has it, SQLite runs the full-text match again for every row:
    quadratic in the number of hits, 16 seconds for 4,000 of 10,000 documents. MATERIALIZED (SQLite 3.35) makes the
    table, and keys in the type of the objects' own let SQLite index it.
    """

    output_field = FloatField()
    template = "(WITH hits AS MATERIALIZED (%(subquery)s) SELECT score FROM hits WHERE hits.hit_pk = %(key)s)"

    def __init__(self, hits: QuerySet):
        super().__init__(hits.values("hit_pk", "score"))
        self.key = F("pk")

    def get_source_expressions(self):
        return [self.query, self.key]

    def set_source_expressions(self, exprs):
        self.query, self.key = exprs

    def as_sql(self, compiler, connection, template=None, **extra_context):
        key, _ = compiler.compile(self.key)
        return super().as_sql(compiler, connection, template, key=key, **extra_context)


def fts_expression(query: SearchQuery) -> tuple[str, bool]:
    """Return the FTS5 expression of a reduced query, and whether the hits are all but those that match it.

    FTS5 only knows "these but not those", so a negation is carried outwards. An empty expression matches nothing.
    """
    match query:
        case Term():
            prefix = query.ends_in_one_letter or query.ends_in_part_of_word
            return f'"{" ".join(query.tokens)}"{" *" if prefix else ""}', False
        case MatchAll():
            return "", True
        case Boost():
            return fts_expression(query.subquery)
        case Not():
            expression, negated = fts_expression(query.subquery)
            return expression, not negated
        case And():
            return _all_of([fts_expression(part) for part in query.subqueries])
        case Or():
            expression, negated = _all_of([_opposite(fts_expression(part)) for part in query.subqueries])
            return expression, not negated
    raise NotImplementedError(type(query).__name__)


def _opposite(part: tuple[str, bool]) -> tuple[str, bool]:
    return part[0], not part[1]


def _all_of(parts: list[tuple[str, bool]]) -> tuple[str, bool]:
    wanted = [expression for expression, negated in parts if not negated]
    unwanted = [expression for expression, negated in parts if negated and expression]
    if "" in wanted:
        return "", False
    if not wanted:
        return _chained("OR", unwanted), True
    if not unwanted:
        return _chained("AND", wanted), False
    return f"({_chained('AND', wanted)} NOT {_chained('OR', unwanted)})", False


def _chained(operator: str, expressions: list[str]) -> str:
    return f"({f' {operator} '.join(expressions)})" if len(expressions) > 1 else "".join(expressions)


class JapaneseSQLiteQueryCompiler(SQLiteSearchQueryCompiler):
    def search(self, config: Any, start: int | None, stop: int | None, score_field: str | None = None) -> QuerySet:
        query = reduce(self.query, prefix=self.LAST_TERM_IS_PREFIX)
        if query is None:
            return self.queryset.none()
        expression, negated = fts_expression(query)
        if not expression:
            return self.queryset[start:stop] if negated else self.queryset.none()
        hits = self._hits(expression)
        if negated:
            queryset = self.queryset.exclude(pk__in=hits.values("hit_pk"))
        else:
            queryset = self._scored(self.queryset.filter(pk__in=hits.values("hit_pk")), hits, score_field)
        if not queryset.query.order_by:
            # A fixed order keeps the pages of a list apart.
            queryset = queryset.order_by("-pk")
        return queryset[start:stop]

    def hits(self, *, scored: bool) -> Iterable[tuple]:
        """Keys, with their scores where these are wanted, from the index alone."""
        query = reduce(self.query)
        expression, negated = fts_expression(query) if query is not None else ("", False)
        columns = ("hit_pk", "score") if scored else ("hit_pk",)
        return self._hits(expression).values_list(*columns) if expression and not negated else []

    def _hits(self, expression: str) -> QuerySet:
        content_types = get_descendants_content_types_pks(self.queryset.model)
        entries = SQLiteFTSIndexEntry.objects.alias(content_type=Unindexed("index_entry__content_type"))
        return entries.filter(Match(self._columns(), expression), content_type__in=content_types).annotate(
            hit_pk=Cast("index_entry__object_id", self._pk_field()), score=self.score()
        )

    def _pk_field(self) -> Field:
        """The index keeps keys as text. In their own type the table's index serves to look them up."""
        field = self.queryset.model._meta.pk  # noqa: SLF001 - documented by Django
        while isinstance(field, RelatedField):
            field = field.target_field
        return field

    def _columns(self) -> list[str]:
        """The index tells titles from the rest and no finer: a search in any other field is one in the body."""
        if not self.fields:
            return self.FTS_TABLE_FIELDS
        return sorted({"title" if field == "title" else "body" for field in self.fields})

    def score(self):
        return TITLE_WEIGHT * F("index_entry__title_norm") * BM25(title=1) + BM25(body=1)

    def _scored(self, queryset: QuerySet, hits: QuerySet, score_field: str | None) -> QuerySet:
        if score_field or self.order_by_relevance:
            queryset = queryset.annotate(**{score_field or "_score": ScoreAmongHits(hits)})
        if self.order_by_relevance:
            queryset = queryset.order_by(f"-{score_field or '_score'}", "-pk")
        return queryset


class JapaneseSQLiteAutocompleteQueryCompiler(JapaneseSQLiteQueryCompiler, SQLiteAutocompleteQueryCompiler):
    def _columns(self) -> list[str]:
        return self.FTS_TABLE_FIELDS

    def score(self):
        return BM25(autocomplete=1)


class JapaneseSQLiteSearchBackend(SQLiteSearchBackend):
    index_class = JapaneseSQLiteIndex
    query_compiler_class = JapaneseSQLiteQueryCompiler
    autocomplete_query_compiler_class = JapaneseSQLiteAutocompleteQueryCompiler
