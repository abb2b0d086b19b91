"""What holds for all pages of an account, and for the whole admin."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .second_factor import is_as_in_the_admin, lacks_second_factor
from .ways import passkeys_of, second_factors_of

ADMIN = "/admin/"
ACCOUNTS = ("/accounts/", *(f"/{code}/accounts/" for code, _name in settings.LANGUAGES))
WANTED = "wanted_with_second_factor"


class SignedInPages:
    """Pages about signing in and about one's account are kept by no cache, not even the browser's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(ACCOUNTS):
            add_never_cache_headers(response)
        return response


class SecondFactorForAdmins:
    """The one entrance of the admin: whoever may go in proves to be themselves twice, where the setting says so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(ADMIN) and lacks_second_factor(request):
            return _ask_for_it(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if is_as_in_the_admin(view) and lacks_second_factor(request):
            return _ask_for_it(request)
        return None


def _ask_for_it(request):
    request.session[WANTED] = request.get_full_path() if request.method == "GET" else ADMIN
    with translation.override(request.user.profile.mail_language):
        return _to_the_second_factor(request)


def _to_the_second_factor(request):
    if not second_factors_of(request.user).exists():
        messages.warning(request, _("Who looks after pages needs a second factor. Set one up, then you can go on."))
        return HttpResponseRedirect(reverse("mfa_index"))
    page = "mfa_reauthenticate_webauthn" if passkeys_of(request.user).exists() else "mfa_reauthenticate"
    query = urlencode({"next": request.session[WANTED]})
    return HttpResponseRedirect(f"{reverse(page)}?{query}")
