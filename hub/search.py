"""The search over all kinds of pages and over the regions themselves.

A page and its translations are one hit, shown in the reader's words where they exist. Queries: one for the pages that
match, one for the regions, one for the pages that are shown, whatever their kinds."""

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from challenges.models import ChallengePage, MunicipalityPage
from events.models import EventPage, EventSeriesPage
from pages.models import StandardPage
from pages.querysets import BasePageQuerySet
from projects.models import ProjectPage
from regions.models import BrigadePage, Region

LONGEST_QUERY = 100
MOST_HITS = 2_000
MOST_REGIONS = 100
SHORTEST_WORD = 2
MOST_SUGGESTIONS = 3

KINDS: dict[str, tuple[Any, tuple[type, ...]]] = {
    "project": (_("Projects"), (ProjectPage,)),
    "challenge": (_("Challenges"), (ChallengePage, MunicipalityPage)),
    "region": (_("Regions and brigades"), (BrigadePage,)),
    "event": (_("Events"), (EventPage, EventSeriesPage)),
    "page": (_("Texts of this site"), (StandardPage,)),
}
TABLES = [model.__name__.lower() for _label, models in KINDS.values() for model in models]
"""Under which names a row of `Page` has what only its kind knows."""


class Hit(NamedTuple):
    """What was found: a page, by its kind, its type and what its translations share, or a region."""

    kind: str
    model: type
    key: Any
    region: Region | None = None


@dataclass(frozen=True)
class Words:
    """What a visitor typed, made fit to be looked for."""

    text: str
    was_cut: bool = False

    @classmethod
    def of(cls, typed: str):
        """Without control characters and superfluous white space, and no longer than `LONGEST_QUERY`."""
        visible = "".join(sign if unicodedata.category(sign) != "Cc" else " " for sign in typed[: LONGEST_QUERY * 10])
        text = " ".join(visible.split())
        return cls(text[:LONGEST_QUERY].rstrip(), was_cut=len(text) > LONGEST_QUERY or len(typed) > LONGEST_QUERY * 10)

    def shorter(self):
        """Single words of several; of one long word its two halves: Japanese is written without spaces."""
        pieces = self.text.split()
        if len(pieces) == 1 and len(self.text) >= 2 * SHORTEST_WORD:
            middle = len(self.text) // 2
            pieces = [self.text[:middle], self.text[middle:]]
        wanted = dict.fromkeys(piece for piece in pieces if len(piece) >= SHORTEST_WORD and piece != self.text)
        return list(wanted)[:MOST_SUGGESTIONS]


class Search:
    """What `words` find. Archived projects are found only by asking for them."""

    def __init__(self, words: Words, *, with_archived: bool = False):
        self.words = words
        self.with_archived = with_archived

    @cached_property
    def hits(self) -> list[Hit]:
        """Regions of just that name, then pages, the best first, then other regions."""
        named = [hit for hit in self._regions if self._is_named(hit.region)]
        others = [hit for hit in self._regions if not self._is_named(hit.region)]
        return [*named, *self._pages, *others]

    @cached_property
    def is_cut(self):
        """There were more hits than anybody reads, and the last are left out."""
        return len(self._rows) == MOST_HITS

    @cached_property
    def counts(self) -> Counter:
        return Counter(hit.kind for hit in self.hits)

    @cached_property
    def archived_count(self):
        return len({key for _type, key, is_archived in self._rows if is_archived})

    def of_kind(self, kind):
        return [hit for hit in self.hits if kind in {"", hit.kind}]

    @cached_property
    def _rows(self):
        """(content type, translation key, whether it is an archived project) of the pages, the best hit first."""
        archived = ProjectPage.objects.originals().filter(
            status="archived", translation_key=OuterRef("translation_key")
        )
        found = _open_pages(Page.objects.live().search(self.words.text).get_queryset()).filter(
            content_type__in=_kinds()
        )
        rows = found.annotate(is_archived=Exists(archived.order_by()))
        return list(rows.values_list("content_type", "translation_key", "is_archived")[:MOST_HITS])

    @cached_property
    def _pages(self):
        kinds = _kinds()
        wanted = [(type_id, key) for type_id, key, is_archived in self._rows if self.with_archived or not is_archived]
        return [Hit(*kinds[type_id], key) for type_id, key in dict.fromkeys(wanted)]

    @cached_property
    def _regions(self):
        found = Region.objects.search(self.words.text).get_queryset().select_related("parent")[:MOST_REGIONS]
        return [Hit("region", Region, region.pk, region) for region in found]

    def _is_named(self, region):
        """Whether it has this name, with or without its last word (市, 県 …)."""
        wanted = self.words.text.casefold()
        return wanted in {region.name_ja, region.name_ja[:-1], region.name_en.casefold()}


def pages_of(hits) -> dict[Any, Page]:
    """The pages of hits by their key, in the reader's words, each with its original: one query for all kinds."""
    keys = [hit.key for hit in hits if hit.region is None]
    languages = {settings.LANGUAGE_CODE, get_language()}
    pages = Page.objects.live().filter(translation_key__in=keys, locale__language_code__in=languages)
    by_language = defaultdict(dict)
    for page in map(_in_its_own_class, pages.select_related("locale", *TABLES)):
        by_language[page.locale.language_code][page.translation_key] = page
    originals = by_language[settings.LANGUAGE_CODE]
    found = {**originals, **by_language[get_language()]}
    for key, page in found.items():
        page.__dict__["original"] = originals.get(key, page)
    return found


def _in_its_own_class(page):
    return next(specific for table in TABLES if (specific := getattr(page, table, None)))


def finds_anything(text):
    return _open_pages(Page.objects.live().search(text).get_queryset()).filter(content_type__in=_kinds()).exists()


def _open_pages(found):
    """Those that anybody may see."""
    return found.filter(pk__in=BasePageQuerySet(Page).open_to_all().values("pk"))


def _kinds():
    """The kind and the model of each content type that is searched."""
    return {
        ContentType.objects.get_for_model(model).pk: (kind, model)
        for kind, (_label, models) in KINDS.items()
        for model in models
    }
