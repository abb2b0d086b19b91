"""Projects that need you, over HTTP."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pages.listing import listing

from .candidates import MOST, fitting, visible_needs
from .forms import WhichNeedForm
from .matches import matches
from .permissions import may_see_own_matches
from .services import hide, show_again
from .wishes import wishes_of

PER_PAGE = 12


@never_cache
@require_safe
@user_passes_test(may_see_own_matches)
def index(request):
    wishes = wishes_of(request.user.profile)
    found = fitting(request.user, wishes, timezone.localdate())
    context = {
        "listing": _listing(request, found, wishes),
        "is_cut": len(found) == MOST,
        "can_be_matched": wishes.can_be_matched,
        "hidden_count": _hidden(request.user).count(),
    }
    return TemplateResponse(request, "projects/matching/index.html", context)


@never_cache
@require_safe
@user_passes_test(may_see_own_matches)
def hidden(request):
    """What the person does not want to see, to take it back."""
    visible = _hidden(request.user).order_by("-hidden_at", "-pk")
    wishes = wishes_of(request.user.profile)
    context = {"listing": _listing(request, visible.values_list("need", flat=True), wishes)}
    return TemplateResponse(request, "projects/matching/hidden.html", context)


def _hidden(user):
    """Without what nobody may see any more."""
    return user.hidden_needs.filter(need__in=visible_needs(timezone.localdate()).values("pk"))


def _listing(request, need_ids, wishes):
    return listing(request, need_ids, cards=lambda page: matches(list(page), wishes), per_page=PER_PAGE)


@never_cache
@require_POST
@user_passes_test(may_see_own_matches)
def not_for_me(request):
    form = WhichNeedForm(request.POST)
    if form.is_valid() and hide(user=request.user, need_id=form.cleaned_data["need"]):
        messages.success(request, _("Hidden. You find it under “What you have hidden” and can take it back there."))
    else:
        messages.error(request, _("This need is not there any more."))
    return redirect("matches")


@never_cache
@require_POST
@user_passes_test(may_see_own_matches)
def take_back(request):
    form = WhichNeedForm(request.POST)
    if form.is_valid() and show_again(user=request.user, need_id=form.cleaned_data["need"]):
        messages.success(request, _("It is shown to you again, where it fits."))
    return redirect("hidden_matches")
