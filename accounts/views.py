"""One's own account over HTTP; signing in and out is django-allauth's."""

from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pages.cards import Action, Fact

from .permissions import may_edit_pages, may_see_own_account


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
    yield Action(_("Sign out"), reverse("account_logout"))


@never_cache
def sign_in_to_edit(request):
    """In the place of the sign-in that the editors' admin brings: there is one sign-in for everybody."""
    if may_edit_pages(request.user):
        return redirect("wagtailadmin_home")
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))
