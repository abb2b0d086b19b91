"""From an address to its page in two queries, however deep the page lies and whatever the language.

Wagtail walks down level by level. Here all pages on the way, in the language of the reader and in the first one, come
in one query; what is not translated is served from the original. The pages on the way stay on the page that is found
(`page.trail`), for its breadcrumb."""

from itertools import accumulate, chain

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from .querysets import BasePageQuerySet


def serve(request, path):
    """Wagtail's own view, with the page found our way. Its checks and hooks stay in force."""
    request._wagtail_route_for_request = find_route(request, path)  # noqa: SLF001  where Wagtail looks first
    return wagtail_serve(request, path)


def find_route(request, path):
    """The page for a path without its language, such as "projects/dim/"; None where there is none."""
    components = [component for component in path.split("/") if component]
    ways = _ways(_homes(request), components)
    for way in ways:
        if len(way) == len(components) + 1 and way[-1].live:
            return RouteResult(_found(way, ways))
    return _route_below(request, ways, components)


def _homes(request):
    """The tree's address of the home page by language. Wagtail keeps these in the cache."""
    paths = Site.get_site_root_paths()
    if len({path.site_id for path in paths}) > 1:
        site = Site.find_for_request(request)
        paths = [path for path in paths if path.site_id == site.pk]
    return {path.language_code: path.root_path for path in paths}


def _ways(homes, components):
    """The pages from the home page down as far as they exist: first in the reader's language, then in the first one."""
    languages = dict.fromkeys([get_language(), settings.LANGUAGE_CODE])
    starts = [homes[language] for language in languages if language in homes]
    paths = [[*accumulate(components, lambda above, slug: f"{above}{slug}/", initial=start)] for start in starts]
    pages = {page.url_path: page for page in _pages_at([*chain.from_iterable(paths)])}
    return [way for path in paths if (way := _as_far_as_known(pages, path))]


def _pages_at(paths):
    """By their last part too: that has an index. Each knows whether it, or the tree as a whole, is restricted."""
    slugs = {path.rstrip("/").rpartition("/")[2] for path in paths}
    restricted = PageViewRestriction.objects.filter(Q(page=OuterRef("pk")) | Q(page__depth=1))
    pages = Page.objects.filter(slug__in=slugs, url_path__in=paths).select_related("locale")
    return pages.annotate(is_restricted=Exists(restricted))


def _as_far_as_known(pages, paths):
    way = []
    for path in paths:
        if path not in pages:
            break
        way.append(pages[path])
    return way


def _found(way, ways):
    page = _specific(way[-1])
    page.trail = _in_best_words(way, ways)
    known = {step.pk: step for each in ways for step in each}
    page.is_open_to_all = all(_is_open(step, known) for step in way)
    return page


def _specific(page):
    """The page in its own class with the one that it translates, in one query."""
    model = page.specific_class or Page
    same = _as_shown(model.objects.filter(translation_key=page.translation_key))
    languages = [settings.LANGUAGE_CODE, page.locale.language_code]
    found = {each.locale.language_code: each for each in same.filter(locale__language_code__in=languages)}
    specific = found[page.locale.language_code]
    specific.__dict__["original"] = found.get(settings.LANGUAGE_CODE, specific)
    return specific


def _as_shown(pages):
    return pages.for_its_page() if isinstance(pages, BasePageQuerySet) else pages.select_related("locale")


def _is_open(step, known):
    """An alias is as open as its source, if that is on the way too; else Wagtail looks for itself."""
    source = known.get(step.alias_of_id) if step.alias_of_id else step
    return source is not None and not source.is_restricted and (source is step or source.alias_of_id is None)


def _in_best_words(way, ways):
    """The way again, with pages of the reader's language wherever they are published."""
    return [
        next((other[step] for other in ways if len(other) > step and other[step].live), page)
        for step, page in enumerate(way)
    ]


def _route_below(request, ways, components):
    """A page may answer for addresses below it that are no pages, such as a prefecture below the regions."""
    for way in ways:
        rest = components[len(way) - 1 :]
        try:
            return _found(way, ways).route(request, rest)
        except Http404:
            continue
    return None
