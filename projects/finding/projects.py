"""Projects, and how their needs and issues tell of them."""

from dataclasses import dataclass

from django.conf import settings

from pages.addresses import address
from pages.finding.paged import Facts, PageSource, day_of
from pages.finding.sources import found_by_search
from projects.models import ProjectPage
from projects.querysets import OVER
from regions.finding import places_shown, region_names

from .around import around_projects


@found_by_search
class ProjectSource(PageSource):
    name = "project"
    kind = "project"
    model = ProjectPage
    told_apart = frozenset({"words_of_needs"})  # they would stay when a need has expired

    def facts(self, pages):
        around = around_projects([page.pk for page in pages])
        names = region_names(code for each in around.values() for code in each.regions)
        return {page.pk: _facts(page, around[page.pk], names) for page in pages}


def _facts(page, around, names):
    status = {("status", page.status)} if page.status else set()
    return Facts(
        tags=frozenset(around.tags | status),
        texts=around.texts,
        active_on=day_of(page.last_activity_at),
        shown={"what": "project", "status": page.status, **places_shown(around.regions, names)},
    )


@dataclass(frozen=True)
class Home:
    """A project as its needs and issues tell of it. `shown` is (title, title in English, path)."""

    shown: list[str]
    tags: frozenset
    texts: tuple[str, ...]
    regions: list[str]


def homes_of(ids) -> dict[int, Home]:
    """Of projects that anybody may see and that are not over."""
    source = ProjectSource()
    going_on = ProjectPage.objects.for_visitors().filter(pk__in=ids).exclude(status__in=OVER)
    pages = list(going_on.select_related("locale"))
    words, around = source.translations_of(pages), around_projects([page.pk for page in pages])
    return {page.pk: _home(page, words.get(page.translation_key), around[page.pk]) for page in pages}


def _home(page, translation, around):
    status = {("status", page.status)} if page.status else set()
    title_en = translation.title if translation else ""
    return Home(
        shown=[page.title, title_en, address(page, settings.LANGUAGE_CODE)],
        tags=frozenset(around.tags | status),
        texts=(page.title, title_en, *around.texts),
        regions=around.regions,
    )
