"""The last look before a proposal is submitted; submitting it, and taking it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from challenges.proposals.cards import sections_of
from challenges.proposals.fields import LABELS, missing_in, texts_of
from challenges.proposals.permissions import is_sealed, may_lead, may_write, takes_proposals
from challenges.proposals.services import reopen_proposal, submit_proposal, withdraw_proposal
from challenges.proposals.stages import MOVES, Stage

from .pages import address_of, page_of, proposal_for, say_problem, timed, unclear

MOVES_OF_THE_LEAD = {
    "withdraw": (withdraw_proposal, gettext_lazy("Withdrawn.")),
    "reopen": (reopen_proposal, gettext_lazy("It is a draft again. Do not forget to submit it.")),
}


@timed
@require_http_methods(["GET", "HEAD", "POST"])
@proposal_for(may_write)
def submit(request, proposal):
    if request.method == "POST" and may_lead(request.user, proposal):
        return _submit(request, proposal)
    if proposal.stage != Stage.DRAFT:
        return redirect(address_of(proposal))
    return _check_page(request, proposal)


def _submit(request, proposal):
    try:
        version = submit_proposal(proposal=proposal, by=request.user, now=request.arrived_at)
    except ValidationError as error:
        proposal.refresh_from_db(fields=["stage"])
        return _check_page(request, proposal, problems=error.messages)
    said = _("Submitted. The receipt %(number)s goes to your team by mail.")
    messages.success(request, said % {"number": version.receipt})
    return redirect(address_of(proposal))


def _check_page(request, proposal, problems=()):
    return page_of(
        request,
        "submit",
        proposal,
        _("Before it is submitted"),
        problems=problems,
        missing=[LABELS[name] for name in missing_in(texts_of(proposal))],
        sections=sections_of(proposal),
        attachments=list(proposal.attachments.all()),
        leads=may_lead(request.user, proposal),
        takes_proposals=takes_proposals(proposal.challenge, request.arrived_at),
    )


@timed
@require_http_methods(["GET", "HEAD", "POST"])
@proposal_for(may_lead)
def withdraw(request, proposal):
    if request.method == "POST" and request.POST.get("move") in MOVES_OF_THE_LEAD:
        return _move(request, proposal)
    in_time = takes_proposals(proposal.challenge, request.arrived_at)
    if proposal.stage == Stage.WITHDRAWN and not in_time:
        return redirect(address_of(proposal))
    return page_of(
        request,
        "withdraw",
        proposal,
        _("Take it up again") if proposal.stage == Stage.WITHDRAWN else _("Withdraw the proposal"),
        problem=unclear() if request.method == "POST" else "",
        can_withdraw=Stage.WITHDRAWN in MOVES[proposal.stage],
        is_sealed=is_sealed(proposal.challenge, request.arrived_at),
        takes_proposals=in_time,
    )


def _move(request, proposal):
    act, said = MOVES_OF_THE_LEAD[request.POST["move"]]
    try:
        act(proposal=proposal, by=request.user, now=request.arrived_at)
    except ValidationError as error:
        say_problem(request, error)
    else:
        messages.success(request, str(said))
    return redirect(address_of(proposal))
