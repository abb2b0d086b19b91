"""One's own account over HTTP; signing in and out is django-allauth's."""

from django.contrib.auth.decorators import user_passes_test
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pages.cards import Action, Fact

from .permissions import may_see_own_account


@never_cache
@user_passes_test(may_see_own_account)
def index(request):
    context = {
        "facts": [Fact(_("E-mail address"), request.user.email), Fact(_("Name"), request.user.get_full_name())],
        "actions": list(_actions(request.user)),
    }
    return TemplateResponse(request, "accounts/index.html", context)


def _actions(user):
    if user.has_perm("wagtailadmin.access_admin"):
        yield Action(_("Edit pages"), reverse("wagtailadmin_home"), main=True)
    yield Action(_("Change e-mail address"), reverse("account_email"))
    yield Action(_("Change password"), reverse("account_change_password"))
    yield Action(_("Sign out"), reverse("account_logout"))
