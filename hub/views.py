"""The home page and the search over HTTP, and what is shown when something broke."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext as _
from django.views import defaults

from pages.addresses import in_language
from pages.cards import Action
from pages.listing import listing
from pages.metadata import metadata_for_view
from pages.models import Topic

from .results import results_of
from .search import KINDS, Search, Words, finds_anything
from .windows import Windows

RESULTS_PER_PAGE = 20


def home(request, page):
    language = get_language()
    context = {
        **page.get_context(request),
        "actions": [
            Action(_("Find a project to join"), in_language("/projects/", language), main=True),
            Action(_("See what towns ask for"), in_language("/challenges/", language)),
        ],
        "body": page.arranged_body(),
        "windows": Windows(),
    }
    return TemplateResponse(request, "hub/home.html", context)


def search(request):
    """Results of `q`, of one kind with `type`, archived projects too with `archived`."""
    words = Words.of(request.GET.get("q", ""))
    kind = request.GET.get("type", "")
    found = Search(words, with_archived=request.GET.get("archived") == "1")
    context = {
        "metadata": metadata_for_view(title=_("Search"), path="/search/"),
        "words": words,
        "found": found,
        **(_results(request, found, kind if kind in KINDS else "") if words.text else {"topics": Topic.objects.all()}),
    }
    response = TemplateResponse(request, "hub/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _results(request, found, kind):
    results = listing(
        request,
        found.of_kind(kind),
        cards=lambda page: results_of(page.object_list, found.words.text),
        per_page=RESULTS_PER_PAGE,
    )
    nothing = not found.hits
    return {
        "results": results,
        "kind": kind,
        "tabs": list(_tabs(request, found, kind)),
        "suggestions": [word for word in found.words.shorter() if finds_anything(word)] if nothing else [],
        "archived_url": _with(request, archived="" if found.with_archived else "1"),
    }


def _tabs(request, found, kind):
    """(label, how many, address, whether it is shown) of all hits and of each kind that has some."""
    yield _("All"), len(found.hits), _with(request, type=""), not kind
    for name, (label, _models) in KINDS.items():
        if found.counts[name] or name == kind:
            yield label, found.counts[name], _with(request, type=name), name == kind


def _with(request, **changed):
    """The same search from its first page with something changed."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"


def favicon(request):
    """For programs that ask for the old name without reading a page."""
    return HttpResponsePermanentRedirect(static("img/favicon.svg"))


def server_error(request):
    """In the language of the address: whatever broke may have come before the language was known."""
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return defaults.server_error(request)
