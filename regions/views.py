"""The regions: the map and the directory of brigades below it, a page for each prefecture, one for each brigade."""

from dataclasses import replace

from django.db.models import prefetch_related_objects
from django.http import HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import in_language
from pages.listing import listing
from pages.metadata import metadata_for
from pages.sections import sections_for

from .cards import directory_cards, name_of, narrowing, tiles
from .choices import prefectures
from .details import brigade_facts
from .directory import Lines, Part, at_directory, count
from .models import BrigadePage, Region
from .shades import Shades

PER_PAGE = 120


def index(request, page, slug=None, moved_to=None):
    if moved_to:
        return HttpResponsePermanentRedirect(in_language(f"/regions/{moved_to}/", get_language()))
    if slug:
        return _prefecture(request, page, Region.prefecture_at(slug))
    brigades = BrigadePage.objects.for_visitors()
    counts, part = count(brigades), Part.asked_for(request.GET)
    context = {
        **page.get_context(request),
        **_map(counts),
        **narrowing(part, counts, page_holds=PER_PAGE),
        "directory": _directory(request, brigades, part, counts),
    }
    return TemplateResponse(request, "regions/index.html", context)


def _map(counts):
    return {
        "tiles": tiles([Region.prefecture_at(each.slug) for each in prefectures()], counts.by_prefecture),
        "legend": Shades(counts.by_prefecture.values()).legend(),
        "count": counts.brigades,
        "prefecture_count": len(counts.by_prefecture),
    }


def _directory(request, brigades, part, counts):
    """Its other pages open where it begins, below the map."""
    found = listing(
        request,
        Lines(brigades, part, counts),
        cards=lambda page: directory_cards(page.object_list, part, counts),
        per_page=PER_PAGE,
    )
    return replace(
        found,
        page_links=tuple((number, url and at_directory(url), current) for number, url, current in found.page_links),
        previous_url=found.previous_url and at_directory(found.previous_url),
        next_url=found.next_url and at_directory(found.next_url),
    )


def _prefecture(request, page, prefecture):
    path, title = prefecture.address(), prefecture.name
    description = _("Brigades, projects, challenges and events in %(prefecture)s.") % {"prefecture": title}
    context = {
        **page.get_context(request),
        "prefecture": prefecture,
        "area": prefecture.get_area_display(),
        "sections": sections_for("prefecture", prefecture),
        "metadata": metadata_for(page, request, title=title, path=path, description=description, trail=[(title, path)]),
    }
    return TemplateResponse(request, "regions/prefecture.html", context)


def brigade(request, page):
    name, name_language = name_of(page, get_language())
    prefetch_related_objects([page.original], "regions", "social_links")  # facts and metadata both say them
    context = {
        **page.get_context(request),
        "name": name,
        "name_language": name_language,
        "rows": brigade_facts(page.original),
        "sections": sections_for("brigade", page.original),
    }
    return TemplateResponse(request, "regions/brigade.html", context)
