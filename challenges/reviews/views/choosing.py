"""The team's page of its interview: one of the times that are offered is theirs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from challenges.pages_below import page_below
from challenges.proposals.permissions import is_in_team
from challenges.proposals.views.pages import address_of, proposal_for
from challenges.reaching import parts_of_address
from challenges.reviews.models import Slot
from challenges.reviews.permissions import may_choose_slot
from challenges.reviews.services import release_slot, take_slot
from challenges.reviews.services.interviews import may_still_change

from .pages import HERE, say_problem, unclear

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@proposal_for(is_in_team)
def interview(request, proposal):
    if not may_choose_slot(request.user, proposal):
        return redirect(address_of(proposal))
    if request.method == "POST":
        return _move(request, proposal)
    now = timezone.now()
    held = Slot.objects.filter(proposal=proposal).first()
    return page_below(
        request,
        "reviews/interview.html",
        proposal.challenge,
        _("Time of the interview"),
        held=held,
        calendar_url=_file_of(held) if held else "",
        is_changeable=may_still_change(held, now),
        free=list(Slot.objects.of(proposal.challenge).free(now)[:MOST]),
        proposal_url=address_of(proposal),
    )


def _file_of(slot):
    return reverse("review_interview_file", args=[*parts_of_address(slot.challenge), slot.pk])


def _move(request, proposal):
    move = {"take": _take, "leave": _leave}.get(request.POST.get("move"), _unclear)
    try:
        said = move(request, proposal, timezone.now())
    except ValidationError as refused:
        say_problem(request, refused)
    else:
        messages.success(request, said)
    return redirect(request.path)


def _take(request, proposal, now):
    take_slot(slot=_chosen(request, proposal), proposal=proposal, by=request.user, now=now)
    return _("The time is yours. Your team and the municipality get a mail.")


def _leave(request, proposal, now):
    release_slot(proposal=proposal, by=request.user, now=now)
    return _("Given back. Choose another time.")


def _unclear(request, proposal, now):
    raise ValidationError(unclear())


def _chosen(request, proposal):
    """Whether it is still free is for the service to say; a number that never was one is none of these."""
    number = request.POST.get("slot", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise ValidationError(_("Choose one of the times."))
    return Slot(pk=int(number), challenge=proposal.challenge)


urlpatterns = [path(f"{HERE}interviews/<uuid:key>/", interview, name="review_interview")]
