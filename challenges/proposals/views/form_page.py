"""The page with the form of a proposal, and what comes with the form besides texts."""

from django.utils.translation import gettext as _

from challenges.proposals.fields import LABELS, missing_in, texts_of
from challenges.proposals.permissions import may_lead, takes_proposals
from challenges.proposals.stages import Stage

from .pages import page_of


def form_page(request, proposal, form, *, problems=(), theirs=None, status=200):
    return page_of(
        request,
        "edit",
        proposal,
        _("Change what was submitted") if proposal.stage == Stage.SUBMITTED else _("Your proposal"),
        form=form,
        sections=[(field, needed, (theirs or {}).get(field.name)) for field, needed in form.sections()],
        problems=problems,
        is_submitted=proposal.stage == Stage.SUBMITTED,
        takes_proposals=takes_proposals(proposal.challenge, request.arrived_at),
        leads=may_lead(request.user, proposal),
        attachments=list(proposal.attachments.all()),
        missing=[LABELS[name] for name in missing_in(texts_of(proposal))],
        status=status,
    )


def files_in(request, proposal, form) -> dict:
    """What the form says of files, as the services take it."""
    remove = list(proposal.attachments.filter(key__in=form.cleaned_data["remove"]))
    return {"remove": remove, "uploads": request.FILES.getlist("files")}


def problems_of_size(request) -> list[str]:
    return [_too_large()] if request.upload_limits.was_stopped else []


def _too_large():
    return _(
        "The files were far too large and were not read: 10 MB each are the most. Your text is still here; choose "
        "smaller files."
    )
