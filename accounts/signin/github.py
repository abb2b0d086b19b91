"""GitHub over HTTP: signing in with it, connecting an account there, and deciding what is told of oneself."""

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.cards import github_card
from accounts.forms import ChoiceForm, DisconnectForm
from accounts.permissions import may_choose_for, may_connect_github, may_see_own_account
from accounts.provider import GitHub, GitHubAddresses, is_configured
from accounts.services import TooOftenError, choose_for_oneself, disconnect_github

from .leaving import ONLY_WAY_IN, language_before, remember_language
from .ways import OnlyWayInError

oauth2_callback = OAuth2CallbackView.adapter_view(GitHubAddresses)


@never_cache
@user_passes_test(may_see_own_account)
def github(request):
    return _github_page(request)


@never_cache
@require_POST
@user_passes_test(may_see_own_account)
def choose_on_github(request):
    form = ChoiceForm(request.POST, auto_id=f"id_{request.POST.get('github_id', '')}_%s")
    if not form.is_valid():
        return _github_page(request, form)
    if not may_choose_for(request.user, form.cleaned_data["github_id"]):
        raise PermissionDenied
    try:
        choose_for_oneself(user=request.user, **form.cleaned_data)
    except TooOftenError:
        messages.error(request, _("Not saved: you changed this very often. Try again in an hour."))
    else:
        messages.success(request, _("Saved. Pages show it from now on."))
    return redirect("account_github")


@never_cache
@require_POST
def go_to_github(request):
    """To GitHub, which asks the person and sends them back to `back_from_github`.

    Who is signed in connects an account and is asked for no right; who is not signs in, and shows their address."""
    if not is_configured():
        raise Http404
    remember_language(request)
    provider = get_adapter().get_provider(request, GitHub.id)
    if may_connect_github(request.user):
        return provider.redirect(request, process=AuthProcess.CONNECT, next_url=reverse("account_github"), scope=[])
    next_url = get_next_redirect_url(request)
    return provider.redirect(request, process=AuthProcess.LOGIN, next_url=next_url, scope=["user:email"])


@never_cache
def back_from_github(request):
    """GitHub knows this one address, whatever the language was. The one request that waits for another server."""
    if not is_configured():
        raise Http404
    with language_before(request):
        return oauth2_callback(request)


@never_cache
@require_POST
@user_passes_test(may_see_own_account)
def disconnect_from_github(request):
    form = DisconnectForm(request.POST)
    if form.is_valid():
        _disconnect(request, form.cleaned_data["github_id"])
    return redirect("account_github" if may_connect_github(request.user) else "account_index")


def _disconnect(request, github_id):
    try:
        disconnect_github(request=request, github_id=github_id)
    except OnlyWayInError:
        messages.error(request, ONLY_WAY_IN)
    else:
        messages.success(request, _("Disconnected. What you chose stays as it is."))


def _github_page(request, form=None):
    accounts = SocialAccount.objects.filter(user=request.user, provider=GitHub.id).order_by("pk")
    sent_for = form["github_id"].value() if form else None
    cards = [github_card(account, form if account.uid == sent_for else None) for account in accounts]
    if not cards and not may_connect_github(request.user):
        raise Http404
    context = {"cards": cards, "may_connect": may_connect_github(request.user)}
    return TemplateResponse(request, "accounts/github.html", context)
