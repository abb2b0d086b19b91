"""What the search page shows of each hit: plain values with the hits marked."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from modelsearch.index import SearchField

from events.models import EventPage
from pages.addresses import address
from pages.search.highlight import excerpt, highlight, hit_spans
from pages.templatetags.tomoni import kind_label
from projects.models import ProjectPage

from .search import Hit, pages_of

KIND_OF_MODEL = {
    "ProjectPage": "project",
    "ChallengePage": "challenge",
    "MunicipalityPage": "municipality",
    "BrigadePage": "brigade",
    "Region": "region",
    "EventPage": "event",
    "EventSeriesPage": "series",
    "StandardPage": "page",
}


@dataclass(frozen=True)
class Result:
    kind: str
    title: SafeString
    url: str
    where: str = ""
    date: datetime | date | None = None
    excerpt: SafeString | str = ""
    language: str | None = None


def results_of(hits: list[Hit], words: str) -> list[Result]:
    pages = pages_of(hits)
    return [
        _region(hit, words) if hit.region else _page(pages[hit.key], hit, words)
        for hit in hits
        if hit.region or hit.key in pages
    ]


def _region(hit, words):
    region = hit.region
    return Result(
        kind=kind_label(KIND_OF_MODEL[hit.model.__name__]),
        title=highlight(region.name, words),
        url=region.address(),
        where=region.parent.name if region.parent else "",
    )


def _page(page, hit, words):
    facts, language = page.original, get_language()
    written_in = page.locale.language_code
    return Result(
        kind=kind_label(KIND_OF_MODEL[hit.model.__name__]),
        title=highlight(page.title, words),
        url=address(page, language),
        where=facts.get_status_display() or "" if isinstance(facts, ProjectPage) and facts.status == "archived" else "",
        date=facts.starts_at if isinstance(facts, EventPage) else None,
        excerpt=excerpt(_telling(page, words), words, letters=140),
        language=written_in if written_in != language else None,
    )


def _telling(page, words):
    """The first text of the page in which the words stand, else its summary."""
    texts = [text for text in [page.summary(), *_texts(page), *_texts(page.original)] if text and text != page.title]
    return next((text for text in texts if hit_spans(text, words)), texts[0] if texts else "")


def _texts(page):
    """What the index holds of the page itself, without its title."""
    for field in page.search_fields:
        if isinstance(field, SearchField) and field.field_name != "title":
            value = field.get_value(page)
            yield " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
