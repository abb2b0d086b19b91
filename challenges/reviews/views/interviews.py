"""Times for interviews: officers offer them, and see which teams have chosen which."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges.proposals.models import Proposal
from challenges.proposals.stages import Stage
from challenges.proposals.views.pages import for_people
from challenges.reaching import challenge_at
from challenges.reviews.calendars import calendar_of_slot
from challenges.reviews.models import Slot
from challenges.reviews.offering import OfferForm
from challenges.reviews.permissions import is_in_team, may_see_review, may_see_slot, may_set_up
from challenges.reviews.services import offer_slots, withdraw_slot
from pages.calendars import calendar_response

from .pages import HERE, page, review_for, say_problem, take, url_of


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_see_review)
def interviews(request, standing):
    """Officers offer and take back; reviewers read, to be there."""
    if request.method != "POST":
        return _interviews_page(request, standing, OfferForm(request=request))
    if not may_set_up(request.user, standing.challenge):
        raise Http404
    return _withdraw(request, standing) if request.POST.get("move") == "withdraw" else _offer(request, standing)


@transaction.atomic
def _offer(request, standing):
    form = OfferForm(request.POST, request=request)

    def write():
        made = offer_slots(challenge=standing.challenge, by=request.user, now=standing.now, **form.values())
        said = ngettext("%(number)s time is offered.", "%(number)s times are offered.", len(made))
        messages.success(request, said % {"number": len(made)})

    return take(request, form, lambda form: _interviews_page(request, standing, form), write, request.path)


def _withdraw(request, standing):
    number = request.POST.get("slot", "")
    slot = Slot.objects.of(standing.challenge).filter(pk=number if number.isascii() and number.isdigit() else 0).first()
    try:
        if slot:
            withdraw_slot(slot=slot, by=request.user, now=standing.now)
    except ValidationError as refused:
        say_problem(request, refused)
    else:
        messages.success(request, _("Taken back."))
    return redirect(request.path)


def _interviews_page(request, standing, form):
    is_officer = may_set_up(request.user, standing.challenge)
    return page(
        request,
        "interviews",
        standing,
        _("Interviews"),
        rows=_rows(request.user, standing, is_officer),
        without=_without_a_time(request.user, standing),
        form=form if is_officer else None,
    )


def _rows(user, standing, is_officer):
    """(slot, name of the team or "", address of the calendar's entry or "", whether it can be taken back)"""
    for slot in Slot.objects.of(standing.challenge).select_related("proposal"):
        known = slot.proposal_id and not standing.is_shut_out(slot.proposal_id, user.pk)
        is_held = slot.proposal_id is not None and slot.proposal.stage == Stage.INTERVIEW
        name = slot.proposal.organization_name if known else ""
        url = url_of(standing, "review_interview_file", slot.pk) if known else ""
        yield slot, name, url, is_officer and not is_held and slot.starts_at > standing.now


def _without_a_time(user, standing):
    """Names of teams that are asked to an interview and have not chosen."""
    asked = Proposal.objects.filter(challenge=standing.challenge, stage=Stage.INTERVIEW, interview_slot=None)
    rows = asked.order_by("submitted_at", "pk").values_list("pk", "organization_name")
    return [name for pk, name in rows if not standing.is_shut_out(pk, user.pk)]


@require_safe
@for_people
def interview_file(request, municipality, slug, number):
    """For the team that has the time, and for whoever judges its proposal."""
    challenge, now = challenge_at(municipality, slug), timezone.now()
    slot = get_object_or_404(Slot.objects.of(challenge).select_related("proposal"), pk=number)
    if slot.proposal is None:
        raise Http404
    slot.challenge = slot.proposal.challenge = challenge
    if not may_see_slot(request.user, slot.proposal, now):
        raise Http404
    body = calendar_of_slot(slot, is_team=is_in_team(request.user, slot.proposal))
    return calendar_response(body, filename="interview")


urlpatterns = [
    path(f"{HERE}interviews/", interviews, name="review_interviews"),
    path(f"{HERE}interviews/<int:number>.ics", interview_file, name="review_interview_file"),
]
