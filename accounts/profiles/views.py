"""The profile over HTTP: one's own to fill in, and the page that others see."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Profile
from accounts.permissions import may_see_own_account
from accounts.reports.models import Measure
from pages.metadata import metadata_for_view
from pages.sections import sections_for

from . import schema_org
from .chapters import chapters_of
from .forms import ProfileForm
from .page import shown_person
from .permissions import may_see_page_of
from .services import save_profile


@never_cache
@user_passes_test(may_see_own_account)
@transaction.atomic
def edit(request):
    profile = Profile.objects.get(user=request.user)
    form = ProfileForm(request.POST or None, instance=profile, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_profile(user=request.user, **form.values())
        except ValidationError as error:
            form.add_error("handle", error)
        else:
            messages.success(request, _said(saved))
            return redirect("account_profile")
    context = {"form": form, "chapters": chapters_of(form), "profile": form.stored}
    context["hidden"] = Measure.objects.hiding(profile)
    return TemplateResponse(request, "accounts/profiles/form.html", context)


def _said(profile):
    if profile.is_public:
        return _("Saved. Your public page shows it from now on.")
    return _("Saved. Only you can see it.")


@require_safe
def person(request, handle):
    profile = Profile.objects.with_all_parts().known_as(handle)
    if profile is None or not may_see_page_of(request.user, profile):
        raise Http404
    if profile.handle != handle:
        return _moved(profile)
    shown = shown_person(profile)
    is_own = request.user.is_authenticated and request.user.pk == profile.user_id
    context = {
        "profile": profile,
        "shown": shown,
        "sections": sections_for("person", profile),
        "is_own": is_own,
        "hidden": Measure.objects.hiding(profile) if is_own else None,
        "metadata": _metadata(profile, shown),
    }
    response = TemplateResponse(request, "accounts/profiles/person.html", context)
    if not profile.has_page:
        add_never_cache_headers(response)  # as of all that only its owner sees
    return response


def _moved(profile):
    """Browsers ask again each time: the person may take the old handle back."""
    response = HttpResponsePermanentRedirect(reverse("person", args=[profile.handle]))
    response["Cache-Control"] = "no-cache"
    return response


def _metadata(profile, shown):
    return metadata_for_view(
        title=shown.name,
        path=reverse("person", args=[profile.handle]),
        description=shown.introduction,
        json_ld=[schema_org.person(profile, shown)] if profile.is_public else [],
    )
