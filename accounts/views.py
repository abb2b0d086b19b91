"""One's own account over HTTP; signing in and out is django-allauth's."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pages.cards import Action, Fact

from .cards import github_card
from .forms import ChoiceForm, DisconnectForm
from .permissions import has_github, may_choose_for, may_connect_github, may_edit_pages, may_see_own_account
from .provider import GitHub, GitHubAddresses, is_configured
from .services import TooOftenError, choose_for_oneself, disconnect_github

LANGUAGE_BEFORE = "language_before_github"
oauth2_callback = OAuth2CallbackView.adapter_view(GitHubAddresses)


@never_cache
@user_passes_test(may_see_own_account)
def index(request):
    context = {
        "facts": [Fact(_("E-mail address"), request.user.email), Fact(_("Name"), request.user.get_full_name())],
        "actions": list(_actions(request.user)),
    }
    return TemplateResponse(request, "accounts/index.html", context)


def _actions(user):
    if may_edit_pages(user):
        yield Action(_("Edit pages"), reverse("wagtailadmin_home"), main=True)
    yield Action(_("Change e-mail address"), reverse("account_email"))
    yield Action(_("Change password"), reverse("account_change_password"))
    if may_connect_github(user) or has_github(user):
        yield Action(_("GitHub and what is shown"), reverse("account_github"))
    yield Action(_("Sign out"), reverse("account_logout"))


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
@user_passes_test(may_see_own_account)
def connect_github(request):
    """To GitHub, which asks the person and sends them back to `back_from_github`."""
    if not may_connect_github(request.user):
        raise Http404
    request.session[LANGUAGE_BEFORE] = translation.get_language()
    provider = get_adapter().get_provider(request, GitHub.id)
    return provider.redirect(request, process=AuthProcess.CONNECT, next_url=reverse("account_github"))


@never_cache
def back_from_github(request):
    """GitHub knows this one address, whatever the language was. The one request that waits for another server."""
    if not is_configured():
        raise Http404
    with translation.override(request.session.pop(LANGUAGE_BEFORE, settings.LANGUAGE_CODE)):
        return oauth2_callback(request)


@never_cache
@require_POST
@user_passes_test(may_see_own_account)
def disconnect_from_github(request):
    form = DisconnectForm(request.POST)
    if form.is_valid():
        disconnect_github(request=request, github_id=form.cleaned_data["github_id"])
        messages.success(request, _("Disconnected. What you chose stays as it is."))
    return redirect("account_github" if may_connect_github(request.user) else "account_index")


def _github_page(request, form=None):
    accounts = SocialAccount.objects.filter(user=request.user, provider=GitHub.id).order_by("pk")
    sent_for = form["github_id"].value() if form else None
    cards = [github_card(account, form if account.uid == sent_for else None) for account in accounts]
    if not cards and not may_connect_github(request.user):
        raise Http404
    context = {"cards": cards, "may_connect": may_connect_github(request.user)}
    return TemplateResponse(request, "accounts/github.html", context)


@never_cache
def sign_in_to_edit(request):
    """In the place of the sign-in that the editors' admin brings: there is one sign-in for everybody."""
    if may_edit_pages(request.user):
        return redirect("wagtailadmin_home")
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))
