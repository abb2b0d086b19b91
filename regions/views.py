"""The regions: the map with all brigades by area, a page for each prefecture, and one for each brigade."""

from django.db.models import prefetch_related_objects
from django.http import HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import in_language
from pages.metadata import metadata_for
from pages.sections import sections_for

from .cards import brigades_by_area, brigades_by_prefecture, name_of, tiles
from .details import brigade_facts
from .models import BrigadePage, Region
from .shades import Shades


def index(request, page, slug=None, moved_to=None):
    if moved_to:
        return HttpResponsePermanentRedirect(in_language(f"/regions/{moved_to}/", get_language()))
    if slug:
        return _prefecture(request, page, Region.prefecture_at(slug))
    brigades = BrigadePage.objects.for_listing()
    prefectures = list(Region.objects.prefectures())
    counts = brigades_by_prefecture(brigades)
    context = {
        **page.get_context(request),
        "tiles": tiles(prefectures, counts),
        "legend": Shades(counts.values()).legend(),
        "areas": brigades_by_area(brigades, prefectures),
        "count": len(brigades),
        "prefecture_count": len(counts),
    }
    return TemplateResponse(request, "regions/index.html", context)


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
