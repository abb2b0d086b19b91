"""Beginning a proposal, and the form in which a team writes it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from challenges.proposals.fields import LABELS, texts_of
from challenges.proposals.forms import NewProposalForm, ProposalForm
from challenges.proposals.models import Proposal
from challenges.proposals.permissions import may_lead, may_write, takes_proposals
from challenges.proposals.services import begin_proposal, change_attachments, save_texts
from challenges.proposals.stages import Stage
from challenges.reaching import open_challenge_at

from .form_page import files_in, form_page, problems_of_size
from .pages import address_of, for_people, page, proposal_for, timed
from .resubmitting import resubmit


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
@transaction.atomic
def new(request, municipality, slug):
    challenge, now = open_challenge_at(municipality, slug), timezone.now()
    form = NewProposalForm(request.POST if request.method == "POST" else None, request=request)
    if not takes_proposals(challenge, now):
        return page(request, "closed", challenge, _("Write a proposal"))
    if request.method == "POST" and form.is_valid():
        return _begin(request, challenge, form, now)
    return _new_page(request, challenge, form)


def _new_page(request, challenge, form):
    mine = Proposal.objects.written_by(request.user).filter(challenge=challenge)
    rows = [(str(each), address_of(each), each.get_stage_display()) for each in mine]
    return page(request, "new", challenge, _("Write a proposal"), form=form, mine=rows)


def _begin(request, challenge, form, now):
    name = form.cleaned_data["organization_name"]
    if form.repeated:
        made = Proposal.objects.written_by(request.user).filter(challenge=challenge, organization_name=name).first()
        return redirect(address_of(made, "proposal_edit") if made else challenge.address())
    try:
        proposal = begin_proposal(challenge=challenge, by=request.user, organization_name=name, now=now)
    except ValidationError as error:
        form.add_error(None, error)
        return _new_page(request, challenge, form)
    return redirect(address_of(proposal, "proposal_edit"))


@timed
@require_http_methods(["GET", "HEAD", "POST"])
@proposal_for(may_write)
def edit(request, proposal):
    now = request.arrived_at
    if request.method == "POST":
        return _send(request, proposal, now)
    if not _is_editable(request.user, proposal, now):
        return redirect(address_of(proposal))
    return form_page(request, proposal, ProposalForm(proposal=proposal))


def _is_editable(user, proposal, now):
    """A draft always, for its text is worth something also when it came too late; what is submitted, by the lead and
    in time."""
    if proposal.stage == Stage.DRAFT:
        return True
    return proposal.stage == Stage.SUBMITTED and takes_proposals(proposal.challenge, now) and may_lead(user, proposal)


def _send(request, proposal, now):
    form = ProposalForm(request.POST, request.FILES, proposal=proposal)
    if not form.is_valid():
        return form_page(request, proposal, form, problems=[_("Nothing was saved yet. What is wrong is marked below.")])
    if proposal.stage == Stage.DRAFT:
        return _save(request, proposal, form, now)
    if request.POST.get("action") == "submit" and may_lead(request.user, proposal):
        return resubmit(request, proposal, form, now)
    return _not_editable(request, proposal, form)


def _not_editable(request, proposal, form):
    """Somebody has submitted or withdrawn it while this was being typed: the text is shown, not lost."""
    said = _(
        "Nothing was saved: this proposal is “%(stage)s” by now. What you typed is still below; copy it, or ask "
        "the lead."
    )
    problems = [said % {"stage": proposal.get_stage_display()}]
    return form_page(request, proposal, form, problems=problems, status=409)


def _save(request, proposal, form, now):
    try:
        kept = save_texts(proposal=proposal, texts=form.texts, seen=form.seen, now=now)
    except ValidationError:
        proposal.refresh_from_db()
        return _not_editable(request, proposal, form)
    files = files_in(request, kept.proposal, form)
    problems = change_attachments(proposal=kept.proposal, by=request.user, now=now, **files) + problems_of_size(request)
    if kept.theirs:
        problems.append(_others_wrote(kept.theirs))
    if problems:
        return _with_problems(request, proposal, form, problems, kept.theirs)
    if request.POST.get("action") == "check":
        return redirect(address_of(proposal, "proposal_submit"))
    messages.success(request, _("Saved. Only your team sees it; nothing is submitted yet."))
    return redirect(address_of(proposal, "proposal_edit"))


def _with_problems(request, proposal, form, problems, theirs):
    """What could be saved is; the form is shown again as it was typed."""
    proposal.refresh_from_db()
    shown = ProposalForm(form.data, proposal=proposal).with_seen(texts_of(proposal))
    shown.data.setlist("remove", [])
    shown.full_clean()
    return form_page(request, proposal, shown, problems=problems, theirs=theirs, status=409 if theirs else 200)


def _others_wrote(theirs):
    names = _(", ").join(str(LABELS[name]) for name in theirs)
    said = _(
        "Somebody else of your team has changed these sections since you opened the form: %(names)s. Both texts are "
        "below. Put together what shall stand and save again; everything else is saved."
    )
    return said % {"names": names}
