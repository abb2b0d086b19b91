"""What a person sees who opens the address that a form is sent to: by reloading, from the history, by changing the
language."""

from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import add_never_cache_headers

PAGES_OF_WAGTAIL = "wagtail_serve"


class OnlyByForm:
    """The empty answer 405 to somebody who looks becomes a page that leads back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or not request.accepts("text/html"):
            return response
        shown = render(request, "405.html", {"back": page_above(request.path)}, status=405)
        shown["Allow"] = response["Allow"]
        add_never_cache_headers(shown)
        return shown


def page_above(path):
    """The next address above that is a view of ours; the home page where there is none."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            found = resolve(f"{path}/")
        except Resolver404:
            continue
        if found.url_name != PAGES_OF_WAGTAIL:
            return f"{path}/"
    return reverse(PAGES_OF_WAGTAIL, args=[""])
