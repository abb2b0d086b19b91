"""sitemap.xml: every public page in each language with its alternates, in several files where they are many."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import http_date
from wagtail.models import Page

from pages.metadata import absolute, alternates
from pages.querysets import BasePageQuerySet

CONTENT_TYPE = "application/xml; charset=utf-8"
PAGES_PER_FILE = 5_000
"""The protocol allows 50,000 addresses and 50 MB a file."""


def sitemap(request):
    """All addresses, or, where they are too many for one file, the list of files."""
    count = _pages().count()
    if count <= PAGES_PER_FILE:
        return _addresses(request, _pages())
    files = range(1, -(-count // PAGES_PER_FILE) + 1)
    addresses = [absolute(reverse("sitemap_part", args=[number])) for number in files]
    return TemplateResponse(request, "hub/sitemap_index.xml", {"addresses": addresses}, content_type=CONTENT_TYPE)


def sitemap_part(request, number):
    pages = _pages()[(number - 1) * PAGES_PER_FILE : number * PAGES_PER_FILE]
    if number < 1 or not pages:
        raise Http404
    return _addresses(request, pages)


def _pages():
    """The translations stand beside their originals: each page has an address in every language anyway."""
    return BasePageQuerySet(Page).for_visitors().filter(depth__gt=1).select_related("locale").order_by("path")


def _addresses(request, pages):
    entries = [entry for page in pages.specific(defer=True) for entry in _entries(request, page)]
    response = TemplateResponse(request, "hub/sitemap.xml", {"entries": entries}, content_type=CONTENT_TYPE)
    if latest := max((entry["changed"] for entry in entries if entry["changed"]), default=None):
        response["Last-Modified"] = http_date(latest.timestamp())
    return response


def _entries(request, page):
    """A page may name further addresses below it, such as the prefectures below the regions."""
    for found in page.get_sitemap_urls(request):
        languages = alternates(_path(found["location"]))
        for _language, address in languages:
            yield {"address": address, "alternates": languages, "changed": found.get("lastmod")}


def _path(location):
    return "/" + location.partition("://")[2].partition("/")[2]
