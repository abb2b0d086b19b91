"""The search page over HTTP: whole, or for htmx the part that changes."""

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from pages.cards import Chip
from pages.listing import page_links
from pages.metadata import metadata_for_view
from regions.finding import prefecture_code

from .asked import Asked
from .facets import label_of, name_of
from .looking import Look, what_is_known
from .panel import chips_of, groups_of, number_on, tabs_of
from .results import results_of
from .saved import name_of_search

RESULTS_PER_PAGE = 20


def search(request):
    """Everything that can be found, by words and by what it is. Caches tell the page from its part by HX-Request."""
    memory = what_is_known(timezone.now())
    look = Look(Asked.of(request.GET, memory), memory)
    is_part = _is_part(request)
    template = "hub/search_found.html" if is_part else "hub/search.html"
    response = TemplateResponse(request, template, {**_context(request, look), "is_part": is_part})
    response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["HX-Request"])
    if is_part:
        response["HX-Push-Url"] = request.path + look.asked.url(_page(request, look).number)
    return response


def _is_part(request):
    """By nothing but what caches tell the two apart by; going back reads the page anew (see htmx-config)."""
    return request.headers.get("HX-Request") == "true"


def _page(request, look):
    return Paginator(look.keys, RESULTS_PER_PAGE).get_page(request.GET.get("page"))


def _context(request, look):
    page, asked = _page(request, look), look.asked
    return {
        "metadata": metadata_for_view(title=_("Search"), path="/search/"),
        "look": look,
        "asked": asked,
        "words": asked.words,
        "tabs": tabs_of(look),
        "groups": groups_of(look),
        "chips": chips_of(asked, look.memory),
        "filters_on": number_on(asked),
        "clear_url": asked.changed(choices=_kinds_alone(asked), near=False, with_archived=False).url(),
        "sorts": list(_sorts(asked)),
        "near_me": _near_me(request, asked),
        "unknown": [f"{name_of(facet)}: {value}" for facet, value in asked.unknown],
        "results": results_of(page.object_list, look.text),
        "page": page,
        "page_links": page_links(page, asked.url),
        "previous_url": asked.url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": asked.url(page.next_page_number()) if page.has_next() else "",
        "archived_url": asked.changed(with_archived=True).url() if look.archived_count else "",
        "exact_url": asked.changed(exact=True).url(),
        **({"ways_out": _ways_out(look)} if not look.count else {}),
        "feed_url": f"{reverse('search_feed')}?{asked.query_string()}",
        "canonical_query": asked.query_string(),
        "search_name": name_of_search(asked, look.memory),
    }


def _kinds_alone(asked):
    return {"kind": asked.kinds} if asked.kinds else {}


def _sorts(asked):
    """(label, address, whether it is this one)."""
    offered = {"best": _("best match")} if asked.words.text else {}
    offered |= {"newest": _("newest"), "active": _("recently active")}
    if {"event", "challenge"} & set(asked.kinds):
        offered["soonest"] = _("next dates")
    for name, label in offered.items():
        yield label, asked.changed(sort=name).url(), name == asked.order


def _near_me(request, asked):
    """For the signed-in: where they are at home, and around it. The address says so: it can be shared."""
    if not request.user.is_authenticated:
        return ""
    codes = {prefecture_code(code) for code in request.user.profile.regions.values_list("pk", flat=True)}
    there = asked.with_choice("region", sorted(filter(None, codes))).changed(near=True)
    return there.url() if codes and there.query_string() != asked.query_string() else ""


def _ways_out(look):
    """What would find something: one filter less, the neighbours too, shorter words."""
    ways = [
        (Chip(_way_label(look, way), way.asked.url()), way.count)
        for way in [*([look.wider] if look.wider else []), *look.relaxed()]
    ]
    shorter = look.shorter() if look.asked.words.text and not any(way.facet == "q" for way in look.relaxed()) else []
    return {
        "relaxed": ways,
        "shorter": [(word, look.asked.with_words(word).url(), count) for word, count in shorter],
    }


def _way_label(look, way):
    if way.facet == "near":
        return _("with the neighbouring prefectures")
    if not way.facet:
        return _("Clear all filters")
    values = _(", ").join(label_of(look.memory, way.facet, value) for value in way.values)
    if way.facet == "q":
        return _("without the words “%(words)s”") % {"words": values}
    return _("without “%(name)s: %(values)s”") % {"name": name_of(way.facet), "values": values}
