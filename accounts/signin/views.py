"""Ways into the site that are not django-allauth's own."""

from allauth.account.views import confirm_login_code, email_verification_sent
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.permissions import may_edit_pages, may_see_own_account
from accounts.provider import GitHub

from .codes import is_too_late
from .leaving import ONLY_WAY_IN
from .ways import OnlyWayInError, disconnect, second_factors_of


@never_cache
@user_passes_test(may_see_own_account)
def ways(request):
    """How one signs in, and what can be added or given up."""
    accounts = SocialAccount.objects.filter(user=request.user)
    context = {
        "has_github": accounts.filter(provider=GitHub.id).exists(),
        "accounts": [(each, _name_of(each)) for each in accounts.exclude(provider=GitHub.id).order_by("pk")],
        "second_factors": second_factors_of(request.user).count(),
        "providers": get_adapter().list_providers(request),
    }
    return TemplateResponse(request, "accounts/signing_in.html", context)


def _name_of(account):
    names = {each["id"]: each["name"] for each in settings.OIDC_PROVIDERS}
    return names.get(account.provider, account.provider)


@never_cache
@require_POST
@user_passes_test(may_see_own_account)
def disconnect_organization(request):
    try:
        disconnect(request=request, provider=request.POST.get("provider", ""), uid=request.POST.get("uid", ""))
    except OnlyWayInError:
        messages.error(request, ONLY_WAY_IN)
    else:
        messages.success(request, _("Disconnected."))
    return redirect("account_signing_in")


@never_cache
def connect_first(request):
    """Somebody came from elsewhere with an address that an account here has."""
    name = request.session.get("connects", "")
    if request.user.is_authenticated or not name:
        return redirect("account_signing_in")
    return TemplateResponse(request, "socialaccount/connect_first.html", {"name": name})


@never_cache
def confirm_address(request):
    """Typing the code that was mailed to a new address."""
    return _in_time(request, email_verification_sent)


@never_cache
def confirm_code(request):
    """Typing the code that was mailed to sign in with."""
    return _in_time(request, confirm_login_code)


def _in_time(request, view):
    """django-allauth leads back to signing in without a word when the time is up."""
    was_too_late = is_too_late(request.session)
    response = view(request)
    if was_too_late:
        messages.error(request, _too_late(request.user))
    return response


def _too_late(user):
    if user.is_authenticated:
        return _("The code was too old. Type the new address once more, and you get a new one.")
    return _("The code was too old. Sign in once more, and you get a new one.")


@never_cache
def sign_in_to_read(request):
    """Where Wagtail sends whoever may not read a page or a document: signing in helps, unless one has."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("account_index"), reverse("account_login"))


@never_cache
def sign_in_to_edit(request):
    """In the place of the sign-in that the editors' admin brings: there is one sign-in for everybody."""
    if may_edit_pages(request.user):
        return redirect("wagtailadmin_home")
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))
