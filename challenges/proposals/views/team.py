"""The people of a proposal: inviting, leaving, handing over the lead; and answering an invitation."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from challenges.proposals.forms import InviteForm
from challenges.proposals.models import TeamInvitation
from challenges.proposals.permissions import may_answer_invitation, may_lead, may_write
from challenges.proposals.services import (
    accept_invitation,
    decline_invitation,
    hand_over_lead,
    invite,
    leave_team,
    remove_member,
    take_back_invitation,
)
from challenges.proposals.words import name_of

from .pages import address_of, for_people, page, page_of, proposal_for, say_problem, unclear


@require_http_methods(["GET", "HEAD", "POST"])
@proposal_for(may_write)
def team(request, proposal):
    if request.method != "POST":
        return _team_page(request, proposal, InviteForm(request=request))
    if request.POST.get("move") == "leave":
        return _leave(request, proposal)
    if not may_lead(request.user, proposal):
        raise Http404
    if "move" in request.POST:
        return _move(request, proposal)
    return _invite(request, proposal)


def _team_page(request, proposal, form):
    members = list(proposal.team.select_related("user__profile"))
    return page_of(
        request,
        "team",
        proposal,
        _("Team"),
        form=form,
        leads=may_lead(request.user, proposal),
        members=[(each, name_of(each.user), each.user_id == request.user.pk) for each in members],
        invitations=list(proposal.invitations.open_at(timezone.now())),
    )


@transaction.atomic
def _invite(request, proposal):
    form = InviteForm(request.POST, request=request)
    if form.is_valid():
        try:
            invite(proposal=proposal, email=form.cleaned_data["email"], by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("email", error)
        else:
            messages.success(request, _("Invited. They get a mail with a link."))
            return redirect(address_of(proposal, "proposal_team"))
    return _team_page(request, proposal, form)


def _leave(request, proposal):
    try:
        leave_team(member=get_object_or_404(proposal.team, user=request.user), now=timezone.now())
    except ValidationError as error:
        say_problem(request, error)
        return redirect(address_of(proposal, "proposal_team"))
    messages.success(request, _("You have left the team."))
    return redirect("account_index")


def _move(request, proposal):
    now, move = timezone.now(), request.POST["move"]
    try:
        if move == "take_back":
            invitation = get_object_or_404(proposal.invitations, key=_key(request, "invitation"))
            take_back_invitation(invitation=invitation)
        else:
            _move_member(request, proposal, move, now)
    except ValidationError as error:
        say_problem(request, error)
    else:
        messages.success(request, _("Done."))
    return redirect(address_of(proposal, "proposal_team"))


def _move_member(request, proposal, move, now):
    member = get_object_or_404(proposal.team, key=_key(request, "member"))
    if move == "remove":
        remove_member(member=member, now=now)
    elif move == "lead":
        hand_over_lead(member=proposal.team.get(user=request.user), to=member, now=now)
    else:
        raise ValidationError(unclear())


def _key(request, name):
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def invitation(request, key):
    now = timezone.now()
    found = TeamInvitation.objects.open_at(now).select_related("proposal__challenge", "invited_by__profile")
    found = get_object_or_404(found, key=key)
    if not may_answer_invitation(request.user, found):
        raise Http404
    if request.method == "POST" and request.POST.get("move") in {"accept", "decline"}:
        return _answer(request, found, now)
    title, problem = _("You are asked into a team"), unclear() if request.method == "POST" else ""
    by = name_of(found.invited_by)
    return page(request, "invitation", found.proposal.challenge, title, invitation=found, by=by, problem=problem)


def _answer(request, found, now):
    if request.POST["move"] == "decline":
        decline_invitation(invitation=found)
        messages.success(request, _("Declined."))
        return redirect("account_index")
    try:
        accept_invitation(invitation=found, user=request.user, now=now)
    except ValidationError as error:
        say_problem(request, error)
        return redirect("account_index")
    messages.success(request, _("Welcome to the team."))
    return redirect(address_of(found.proposal))
