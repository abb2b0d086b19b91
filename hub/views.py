"""The home page over HTTP, and what is shown when something broke."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.static import serve

from pages.addresses import in_language
from pages.cards import Action

from .windows import Windows


def home(request, page):
    language = get_language()
    context = {
        **page.get_context(request),
        "actions": [
            Action(_("Find a project to join"), in_language("/projects/?sort=help", language), main=True),
            Action(_("See what towns ask for"), in_language("/challenges/", language)),
        ],
        "body": page.arranged_body(),
        "windows": Windows(),
    }
    return TemplateResponse(request, "hub/home.html", context)


def favicon(request):
    """For programs that ask for the old name without reading a page."""
    return HttpResponsePermanentRedirect(static("img/favicon.svg"))


def upload(request, path):
    """Pictures. Documents have an address of their own, which asks whether the reader may have them."""
    if posixpath.normpath(path).lstrip("/").startswith("documents/"):
        raise Http404
    return serve(request, path, document_root=settings.MEDIA_ROOT)


def bad_request(request, exception):
    """What cannot be read: too long, too many fields, no host of ours."""
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return defaults.bad_request(request, exception)


def server_error(request):
    """In the language of the address: whatever broke may have come before the language was known."""
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return defaults.server_error(request)
