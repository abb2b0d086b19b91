"""Leaving for another server and coming back in the same language: callbacks have one address for all languages."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

LANGUAGE_BEFORE = "language_before_leaving"
ONLY_WAY_IN = _("Not disconnected: it is your only way to sign in. Set a password or add a passkey first.")


def remember_language(request):
    request.session[LANGUAGE_BEFORE] = translation.get_language()


def language_before(request):
    return translation.override(request.session.pop(LANGUAGE_BEFORE, settings.LANGUAGE_CODE))
