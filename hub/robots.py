"""robots.txt: what search engines need not fetch, and where the list of all pages is."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from pages.addresses import in_language
from pages.metadata import absolute

CLOSED = ("/accounts/", "/search/")


def robots(request):
    languages = [code for code, _name in settings.LANGUAGES]
    closed = ["/admin/", "/styleguide/", *(in_language(path, code) for path in CLOSED for code in languages)]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
