"""Setting a pilot up."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges.pages_below import page_below
from challenges.pilots.beginning import missing_for, proposals_to_begin_from
from challenges.pilots.forms import BeginForm
from challenges.pilots.models import Pilot
from challenges.pilots.permissions import may_ask_for_a_pilot, may_begin
from challenges.pilots.services import begin_pilot
from challenges.reaching import challenge_at, parts_of_address

from .pages import form_page, take


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_for_a_pilot)
def begin(request, municipality, slug):
    challenge, now = challenge_at(municipality, slug), timezone.now()
    if not may_begin(request.user, challenge):
        raise PermissionDenied
    if request.method == "POST":
        return _begin(request, challenge, now)
    if Pilot.objects.filter(challenge=challenge).exists():
        return redirect("pilot", *parts_of_address(challenge))
    missing = missing_for(challenge, now)
    if missing:
        return page_below(request, "pilots/missing.html", challenge, _("Set up the pilot"), missing=missing)
    return _form_page(request, challenge, _form(request, challenge, now))


def _form(request, challenge, now, data=None):
    proposals = proposals_to_begin_from(challenge, request.user, now)
    return BeginForm(data, request=request, challenge=challenge, proposals=proposals)


@transaction.atomic
def _begin(request, challenge, now):
    form = _form(request, challenge, now, request.POST)

    def write():
        begin_pilot(challenge=challenge, by=request.user, now=now, **form.values())
        messages.success(request, _("The pilot is set up. Add its milestones; everybody can read them."))

    done = reverse("pilot", args=parts_of_address(challenge))
    return take(request, form, lambda form: _form_page(request, challenge, form), write, done)


def _form_page(request, challenge, form):
    return form_page(request, challenge, _("Set up the pilot"), form, _("Begin the pilot"), is_beginning=True)
