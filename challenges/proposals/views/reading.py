"""Reading: one proposal, its files, who has seen it, and the list for those who judge."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from accounts.signin.second_factor import as_in_the_admin
from challenges.proposals.attachments.kinds import KINDS
from challenges.proposals.beside import actions_beside
from challenges.proposals.cards import access_row, badge_of, file_row, sections_of
from challenges.proposals.counting import number_of
from challenges.proposals.models import AccessLog, Attachment, Proposal
from challenges.proposals.permissions import (
    is_sealed,
    may_lead,
    may_read,
    may_see_list,
    may_see_records,
    may_write,
    takes_proposals,
)
from challenges.proposals.readers import shut_out_among
from challenges.proposals.services import record_access
from challenges.proposals.stages import Stage
from challenges.reaching import challenge_at
from pages.listing import listing

from .pages import address_of, for_people, page, page_of, proposal_for

MOST_RECORDS = 500
PER_PAGE = 50
SORTS = {
    "time": (pgettext_lazy("sort", "time of submitting"), ("submitted_at", "pk")),
    "name": (pgettext_lazy("sort", "name"), ("organization_name", "pk")),
    "stage": (pgettext_lazy("sort", "stage"), ("stage", "submitted_at", "pk")),
}


@as_in_the_admin
@require_safe
@for_people
def proposals(request, municipality, slug):
    challenge, now = challenge_at(municipality, slug), timezone.now()
    if not may_see_list(request.user, challenge):
        raise Http404
    if is_sealed(challenge, now):
        return page(request, "sealed", challenge, _("Proposals"))
    sort = request.GET.get("sort") if request.GET.get("sort") in SORTS else "time"
    rows = Proposal.objects.for_list().filter(challenge=challenge).order_by(*SORTS[sort][1])
    closed = shut_out_among(request.user, challenge)
    found = listing(request, rows, cards=lambda shown: _rows(challenge, shown, closed), per_page=PER_PAGE)
    sorts = [(label, f"?sort={name}", name == sort) for name, (label, _by) in SORTS.items()]
    return page(
        request, "list", challenge, _("Proposals"), listing=found, sorts=sorts, number=number_of(challenge) or 0
    )


def _rows(challenge, shown, closed):
    """With no address where this person cannot read it; of what they are shut out of, the name alone."""
    for proposal in shown:
        proposal.challenge = challenge
        is_open = proposal.pk not in closed
        url = address_of(proposal) if is_open and proposal.stage != Stage.WITHDRAWN else ""
        yield proposal, url, badge_of(proposal) if is_open else None


@as_in_the_admin
@require_safe
@proposal_for(may_read, depends_on_time=True)
def proposal(request, proposal):
    now = timezone.now()
    is_team = may_write(request.user, proposal)
    if not is_team:
        record_access(proposal=proposal, user=request.user, what=AccessLog.What.VIEW, now=now)
    return page_of(
        request,
        "proposal",
        proposal,
        proposal.organization_name or _("Your proposal"),
        below=False,
        badges=[badge_of(proposal)],
        sections=sections_of(proposal),
        files=[file_row(each, address_of(proposal, "proposal_attachment", each.key)) for each in _files(proposal)],
        versions=list(proposal.versions.all()),
        is_team=is_team,
        leads=may_lead(request.user, proposal),
        takes_proposals=takes_proposals(proposal.challenge, now),
        actions=actions_beside(request.user, proposal, now),
        sees_records=not is_team and may_see_records(request.user, proposal, now),
    )


def _files(proposal):
    return proposal.attachments.all()


@as_in_the_admin
@require_safe
@proposal_for(may_read, depends_on_time=True)
def attachment(request, proposal, attachment):
    """Handed over to be saved, never shown: whatever is in it runs nothing here."""
    found = get_object_or_404(Attachment, key=attachment, proposal=proposal)
    try:
        file = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    if not may_write(request.user, proposal):
        what = AccessLog.What.DOWNLOAD
        record_access(proposal=proposal, user=request.user, what=what, detail=found.name, now=timezone.now())
    response = FileResponse(file, as_attachment=True, filename=found.name, content_type=KINDS[found.kind].content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@as_in_the_admin
@require_safe
@proposal_for(may_see_records, depends_on_time=True)
def records(request, proposal):
    entries = proposal.accesses.select_related("user__profile")
    return page_of(
        request,
        "records",
        proposal,
        _("Who has seen it"),
        rows=[access_row(each) for each in entries[:MOST_RECORDS]],
        more=max(0, entries.count() - MOST_RECORDS),
    )
