"""The ranking, and what each reviewer said of a proposal, once all scores are in."""

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from challenges.reviews.permissions import may_see_review
from challenges.reviews.ranked_rows import ranked_rows, sheets_of
from challenges.reviews.results import Results
from pages.listing import listing

from .pages import HERE, is_officer, page, proposal_at, review_for, url_of

PER_PAGE = 100


@require_safe
@review_for(may_see_review)
def ranking(request, standing):
    """Before all scores are in it says who is waited for, and shows none."""
    results = Results(standing, request.user)
    ranked = results.ranked if standing.is_revealed else []
    found = listing(request, ranked, cards=lambda shown: ranked_rows(results, shown), per_page=PER_PAGE)
    return page(
        request,
        "ranking",
        standing,
        _("Ranking"),
        listing=found,
        criteria=standing.criteria,
        number_hidden=results.number_hidden,
        files=_files(request, standing) if ranked else [],
    )


def _files(request, standing):
    """(label, address) of each; for officers."""
    if not is_officer(request, standing):
        return []
    found = {
        _("Ranking and scores (Excel)"): "review_xlsx",
        _("Ranking (CSV)"): "review_ranking_csv",
        _("All scores and notes (CSV)"): "review_scores_csv",
    }
    return [(label, url_of(standing, name)) for label, name in found.items()]


@require_safe
@review_for(may_see_review)
def scores(request, standing, key):
    """404 before all are in, and for whoever is shut out of the proposal."""
    proposal = proposal_at(standing, request.user, key)
    if not standing.is_revealed:
        raise Http404
    results = Results(standing, request.user)
    ranked = [each for each in results.ranked if each.proposal == proposal.pk]
    return page(
        request,
        "scores",
        standing,
        _("Scores: %(name)s") % {"name": proposal},
        trail=[(_("Ranking"), url_of(standing, "review_ranking"))],
        row=ranked_rows(results, ranked)[0],
        sheets=sheets_of(results, proposal),
        criteria=standing.criteria,
    )


urlpatterns = [
    path(f"{HERE}ranking/", ranking, name="review_ranking"),
    path(f"{HERE}ranking/<uuid:key>/", scores, name="review_scores"),
]
