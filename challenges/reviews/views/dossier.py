"""A proposal on paper, with all that is said of it."""

from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from challenges.proposals.cards import badge_of, sections_of
from challenges.proposals.models import AccessLog
from challenges.proposals.services import record_access
from challenges.reviews.permissions import may_set_up
from challenges.reviews.results import Results
from challenges.reviews.scored import scored
from projects.joining.words import name_of

from .pages import HERE, page, proposal_at, review_for


@require_safe
@review_for(may_set_up)
def dossier(request, standing, key):
    """Before the scores are open to all it says so, and has none."""
    proposal = proposal_at(standing, request.user, key)
    record_access(proposal=proposal, user=request.user, what=AccessLog.What.PRINT, now=standing.now)
    return page(
        request,
        "dossier",
        standing,
        _("Dossier of a proposal"),
        proposal=proposal,
        badges=[badge_of(proposal)],
        sections=sections_of(proposal),
        files=list(proposal.attachments.all()),
        version=proposal.versions.last(),
        scored=scored(Results(standing, request.user), proposal),
        printed_by=name_of(request.user),
    )


urlpatterns = [path(f"{HERE}dossier/<uuid:key>/", dossier, name="review_dossier")]
