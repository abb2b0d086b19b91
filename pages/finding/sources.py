"""Where entries come from. Each floor says what of its own can be found, and how values of facets are called."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Choices, QuerySet
from django.utils.translation import override
from wagtail.models import Page

from .records import Record

BATCH = 300


class Label(NamedTuple):
    """How a value is called; English may be missing."""

    ja: str
    en: str = ""


class Source:
    """Things of one sort, by their keys. `name` is short and stays: entries are filed under it."""

    name = ""

    def keys(self) -> Iterable[int | str]:
        """Of everything that may be found, and perhaps of more."""
        raise NotImplementedError

    def records(self, keys: list) -> dict[int | str, Record]:
        """Of those among `keys` that anybody may find now. Keeps to a number of queries that does not grow."""
        raise NotImplementedError

    def is_told_by(self, page_type: type[Page]) -> bool:
        """Whether pages of this type say anything about its things."""
        return True

    def about(self, pages: QuerySet[Page]) -> Iterable[int | str]:
        """The keys of what these pages, originals or translations, tell something of."""
        return ()


SOURCES: dict[str, Source] = {}
LABELS: dict[str, list[Callable[[], dict[str, Label]]]] = {}


def found_by_search(source: type[Source]) -> type[Source]:
    """Register a source."""
    SOURCES[source.name] = source()
    return source


def labels(facet: str):
    """Register a function that reads how the values of a facet are called. It is asked again when one is renamed.

    A value means one thing: no two functions of a facet may name the same."""

    def register(function):
        LABELS.setdefault(facet, []).append(function)
        return function

    return register


def in_both_languages(choices: type[Choices]) -> dict[str, Label]:
    """How these choices are called, whatever the reader's language."""
    found = {}
    for language in ("ja", "en"):
        with override(language):
            found[language] = {each.value: str(each.label) for each in choices}
    return {value: Label(found["ja"][value], found["en"][value]) for value in found["ja"]}
