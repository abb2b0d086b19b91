"""One's own data over HTTP: what is kept, a copy of it, and leaving. Whoever asks has just given the password."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import user_passes_test
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import may_see_own_account
from accounts.personal_data import KEPT

from .deletion import delete_account
from .export import TooOftenError, export_of
from .forms import DeletionForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_see_own_account)
@reauthentication_required(allow_get=True)
def export(request):
    """The page says what is kept and why; the copy itself is a file."""
    if request.method != "POST":
        return TemplateResponse(request, "accounts/profiles/export.html", {"kept": KEPT.values()})
    try:
        data = export_of(user=request.user)
    except TooOftenError:
        messages.error(request, _("You have asked for your data very often. Try again in an hour."))
        return redirect("account_export")
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="tomoni-{timezone.localdate():%Y-%m-%d}.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_see_own_account)
@reauthentication_required
def delete(request):
    form = DeletionForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        delete_account(user=request.user)
        logout(request)
        return redirect("account_deleted")
    staying = [(each.stays, each.staying(request.user)) for each in KEPT.values() if each.stays]
    return TemplateResponse(
        request, "accounts/profiles/delete.html", {"form": form, "staying": staying, "kept": KEPT.values()}
    )


@never_cache
@require_safe
def deleted(request):
    return TemplateResponse(request, "accounts/profiles/deleted.html")
