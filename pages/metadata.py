"""What a page tells search engines, social networks and other programs about itself."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .addresses import address, in_language, without_language
from .covers import SHARED_SIZE, SHOWN_SIZE, load_covers

SCHEMA = "https://schema.org"


@dataclass(frozen=True)
class Metadata:
    """`alternates` are (language, absolute URL); `breadcrumb` is (title, path), the last without a path."""

    title: str
    description: str
    canonical_url: str
    alternates: tuple[tuple[str, str], ...]
    breadcrumb: tuple[tuple[str, str | None], ...]
    json_ld: tuple[SafeString, ...]
    image_url: str = ""
    og_type: str = "website"
    content_language: str = settings.LANGUAGE_CODE


def metadata_for(page, request, *, title=None, description=None, path=None, trail=()):
    """Metadata of `page`. A view below it (a prefecture, a filtered list) passes its own title, path and trail."""
    path = path or current_path(page, request)
    crumbs = breadcrumb(page, request, trail)
    return Metadata(
        title=title or page.seo_title or page.title,
        description=description_text(page.summary() if description is None else description),
        canonical_url=absolute(in_language(path, get_language())),
        alternates=alternates(path),
        breadcrumb=crumbs,
        json_ld=tuple(as_script(item) for item in [*page.json_ld(request), *_breadcrumb_json_ld(crumbs)]),
        image_url=_image_url(page),
        og_type=getattr(page, "og_type", "website"),
        content_language=page.locale.language_code,
    )


def metadata_for_view(*, title, path, description="", trail=(), here="", json_ld=()):
    """Metadata of a view that is no page, such as the search. `here` is its name in the breadcrumb where the title says
    more than that."""
    crumbs = ((_("Tomoni"), in_language("/", get_language())), *trail, (here or title, None))
    return Metadata(
        title=title,
        description=description_text(description),
        canonical_url=absolute(in_language(path, get_language())),
        alternates=alternates(path),
        breadcrumb=crumbs,
        json_ld=tuple(as_script(item) for item in [*json_ld, *_breadcrumb_json_ld(crumbs)]),
        content_language=get_language(),
    )


def absolute(path):
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"


def alternates(path):
    bare = without_language(path)
    return tuple((code, absolute(in_language(bare, code))) for code, _name in settings.LANGUAGES)


def description_text(text):
    """One line of at most 160 characters without markup."""
    return Truncator(" ".join(strip_tags(str(text or "")).split())).chars(160)


def as_script(data: dict[str, Any]):
    """JSON that cannot end its script element, whatever the texts in it."""
    text = json.dumps({"@context": SCHEMA, **data}, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308  every sign that HTML could read is escaped above


def breadcrumb(page, request, trail=()):
    """From the home page down to `page`, then `trail`: pairs of title and path; where the reader stands has no path."""
    crumbs = [*(_walked(page.trail) if page.trail else _climbed(page, request)), *trail]
    return (*crumbs[:-1], (crumbs[-1][0], None))


def current_path(page, request):
    """Where the reader is, without the query; a preview is at the page's own address."""
    return _walked(page.trail)[-1][1] if page.trail else page.address(request)


def _walked(pages):
    """(title, path) of the pages that the routing has walked, in the reader's language whatever theirs."""
    home = in_language("/", get_language())
    slugs = [quote(page.slug) for page in pages[1:]]
    paths = [home, *(f"{home}{'/'.join(slugs[:depth])}/" for depth in range(1, len(slugs) + 1))]
    return [(page.title, path) for page, path in zip(pages, paths, strict=True)]


def _climbed(page, request):
    ancestors = [each for each in page.get_ancestors(inclusive=True) if each.depth > 1]
    return [(each.title, address(each, get_language(), request)) for each in ancestors]


def _breadcrumb_json_ld(crumbs):
    if len(crumbs) < 2:
        return []
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": title,
            **({"item": absolute(path)} if path else {}),
        }
        for position, (title, path) in enumerate(crumbs, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def _image_url(page):
    facts = page.original
    load_covers([facts], SHARED_SIZE, SHOWN_SIZE)
    return absolute(facts.cover.get_rendition(SHARED_SIZE).url) if facts.cover else ""
