"""Handing a project over: the page on which it is offered, taken, refused or taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.joining.addresses import project_at
from projects.joining.cards import person_of
from projects.joining.forms import OfferForm
from projects.joining.models import Handover, Membership
from projects.joining.services import offer_project, refuse_project, take_back_offer, take_project
from projects.permissions import is_owner, may_ask_to_join, may_see_members

from .pages import page, say_problem


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_to_join)
def handover(request, slug):
    project = project_at(slug)
    if not may_see_members(request.user, project):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, project, OfferForm(members=_candidates(project)))
    if request.POST.get("move") == "offer":
        return _offer(request, project)
    return _decide(request, project)


def _candidates(project):
    """Members who could take the project."""
    rows = Membership.objects.filter(project=project, user__is_active=True).with_people().owners_first()
    return rows.exclude(role=Membership.Role.OWNER)


def _page(request, project, form):
    offer = Handover.objects.open().filter(project=project)
    offer = offer.select_related("offered_by__profile", "offered_to__profile").first()
    return page(
        request,
        "hand_over",
        project,
        _("Hand the project over"),
        form=form,
        offer=offer,
        offered_by=person_of(offer.offered_by) if offer else None,
        offered_to=person_of(offer.offered_to) if offer else None,
        is_for_me=offer is not None and offer.offered_to_id == request.user.pk,
        owns=is_owner(request.user, project),
        candidates=_candidates(project).exists(),
    )


def _offer(request, project):
    if not is_owner(request.user, project):
        raise PermissionDenied
    form = OfferForm(request.POST, members=_candidates(project))
    if not form.is_valid():
        return _page(request, project, form)
    to, leaves = form.cleaned_data["to"].user, form.cleaned_data["leaves"]
    try:
        offer_project(project=project, to=to, by=request.user, leaves=leaves, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, project, form)
    messages.success(request, _("Offered. The person is told by mail; until they answer, nothing changes."))
    return redirect("project_handover", project.slug)


def _decide(request, project):
    offer = get_object_or_404(Handover, pk=_number(request), project=project)
    act = _acts(request.user, offer).get(request.POST.get("move", ""))
    if act is None:
        raise PermissionDenied
    decide, said = act
    try:
        decide(offer)
    except ValidationError as error:
        say_problem(request, error)
    else:
        messages.success(request, said)
    return redirect("project_members", project.slug)


def _number(request):
    sent = request.POST.get("offer", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else 0


def _acts(user, offer):
    """What this person may do with the offer."""
    now = timezone.now()
    if offer.offered_to_id == user.pk:
        return {
            "take": (lambda offer: take_project(handover=offer, now=now), _("You look after the project now.")),
            "refuse": (lambda offer: refuse_project(handover=offer, now=now), _("You have not taken it over.")),
        }
    if is_owner(user, offer.project):
        take_back = (lambda offer: take_back_offer(handover=offer, by=user, now=now), _("The offer is off."))
        return {"take_back": take_back}
    return {}
