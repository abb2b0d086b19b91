"""Signing in with an organization's server over HTTP."""

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from integrations.unreachable import UnreachableServer

from .leaving import language_before, remember_language
from .openid import NONCE, OpenIDAddresses


@never_cache
@require_POST
def go_to_organization(request, provider_id):
    """A page that leads on: where the server asks people is known from the server only, so no policy can name it."""
    provider = _organization(request, provider_id)
    remember_language(request)
    connects = request.user.is_authenticated
    request.session[NONCE] = get_random_string(32)
    try:
        leaving = provider.redirect(
            request,
            process=AuthProcess.CONNECT if connects else AuthProcess.LOGIN,
            next_url=reverse("account_signing_in") if connects else get_next_redirect_url(request),
            auth_params={"nonce": request.session[NONCE]},
        )
    except (UnreachableServer, OAuth2Error, ValueError) as error:
        return render_authentication_error(request, provider, exception=error)
    return TemplateResponse(request, "socialaccount/leaving.html", {"provider": provider, "url": leaving["Location"]})


@never_cache
def back_from_organization(request, provider_id):
    provider = _organization(request, provider_id)
    with language_before(request):
        try:
            return OAuth2CallbackView.adapter_view(OpenIDAddresses(request, provider_id))(request)
        except ValueError as error:
            return render_authentication_error(request, provider, exception=error)


def _organization(request, provider_id):
    try:
        return get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
