"""A reviewer's own pages: what there is to score, one proposal with the form, and handing in."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from challenges.proposals.cards import badge_of, file_row, sections_of
from challenges.proposals.models import AccessLog, Proposal
from challenges.proposals.services import record_access
from challenges.proposals.views.pages import address_of
from challenges.reviews.marking import HandInForm, ScoreForm
from challenges.reviews.models import Score
from challenges.reviews.permissions import may_judge_some
from challenges.reviews.presets import SCALE
from challenges.reviews.results import Results
from challenges.reviews.scored import scored
from challenges.reviews.services import hand_in as hand_in_scores
from challenges.reviews.services import save_scores
from challenges.reviews.sheets import LEFT_TO_SCORE, next_left, numbers_of, sheets_of
from pages.listing import listing

from .pages import HERE, page, proposal_at, review_for, take, url_of

PER_PAGE = 50


@require_safe
@review_for(may_judge_some)
def scoring(request, standing):
    reviewer = standing.reviewer(request.user.pk)
    sheets = sheets_of(standing, reviewer)
    left_alone = "left" in request.GET
    shown = [each for each in sheets if each.state in LEFT_TO_SCORE] if left_alone else sheets
    return page(
        request,
        "scoring",
        standing,
        _("My scores"),
        reviewer=reviewer,
        numbers=numbers_of(sheets),
        listing=listing(request, shown, cards=lambda rows: _rows(standing, rows), per_page=PER_PAGE),
        left_alone=left_alone,
        is_over=_is_over(standing, reviewer),
        declaration_url=url_of(standing, "review_declaration"),
        hand_in_url=url_of(standing, "review_hand_in"),
        ranking_url=url_of(standing, "review_ranking") if standing.is_revealed else "",
    )


def _rows(standing, sheets):
    """(sheet, address; none for what this reviewer may not open)"""
    keys = _keys(each.proposal for each in sheets)
    mine = {*LEFT_TO_SCORE, LEFT_TO_SCORE[0].COMPLETE}
    for each in sheets:
        is_mine = each.state in mine and each.proposal in keys
        yield each, url_of(standing, "review_score", keys[each.proposal]) if is_mine else ""


def _keys(proposals):
    return dict(Proposal.objects.filter(pk__in=list(proposals)).values_list("pk", "key"))


def _is_over(standing, reviewer):
    return standing.is_revealed or reviewer.handed_in_at is not None


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_judge_some)
def score(request, standing, key):
    """The proposal beside the form; once it is final, what was said of it."""
    reviewer, proposal = standing.reviewer(request.user.pk), proposal_at(standing, request.user, key)
    if request.method == "POST":
        return _save(request, standing, reviewer, proposal)
    is_over = _is_over(standing, reviewer)
    return _score_page(
        request, standing, reviewer, proposal, None if is_over else _form(request, standing, reviewer, proposal)
    )


def _form(request, standing, reviewer, proposal, data=None):
    return ScoreForm(data, request=request, criteria=standing.criteria, scores=_kept(reviewer, proposal))


def _kept(reviewer, proposal):
    """{place of the criterion: score}"""
    rows = Score.objects.filter(reviewer=reviewer, proposal=proposal).select_related("criterion")
    return {each.criterion.position: each for each in rows}


@transaction.atomic
def _save(request, standing, reviewer, proposal):
    form = _form(request, standing, reviewer, proposal, request.POST)

    def write():
        save_scores(reviewer=reviewer, proposal=proposal, marks=form.marks(), now=standing.now)
        messages.success(request, _("Saved as a draft. Nobody else sees it yet."))

    return take(
        request,
        form,
        lambda form: _score_page(request, standing, reviewer, proposal, form),
        write,
        _after(request, standing, reviewer, proposal),
    )


def _after(request, standing, reviewer, proposal):
    """The same page again, or the next proposal that is left; after the last, the list."""
    if request.POST.get("then") != "next":
        return request.path
    following = next_left(sheets_of(standing, reviewer), proposal.pk)
    if following is None:
        return url_of(standing, "review_scoring")
    return url_of(standing, "review_score", _keys([following])[following])


def _score_page(request, standing, reviewer, proposal, form):
    record_access(proposal=proposal, user=request.user, what=AccessLog.What.VIEW, now=standing.now)
    return page(
        request,
        "score",
        standing,
        _("Score a proposal"),
        trail=[(_("My scores"), url_of(standing, "review_scoring"))],
        proposal=proposal,
        badges=[badge_of(proposal)],
        sections=sections_of(proposal),
        files=[
            file_row(each, address_of(proposal, "proposal_attachment", each.key)) for each in proposal.attachments.all()
        ],
        form=form,
        kept=[] if form else _own(standing, reviewer, proposal),
        counts=reviewer.handed_in_at is not None,
        scored=scored(Results(standing, request.user), proposal),
        scale=list(SCALE.items()),
        scoring_url=url_of(standing, "review_scoring"),
        conflict_url=url_of(standing, "review_conflict", proposal.key),
    )


def _own(standing, reviewer, proposal):
    """(criterion, what this reviewer has said by it or None)"""
    kept = _kept(reviewer, proposal)
    return [(each, kept.get(each.position)) for each in standing.criteria]


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_judge_some)
def hand_in(request, standing):
    reviewer = standing.reviewer(request.user.pk)
    numbers = numbers_of(sheets_of(standing, reviewer))
    if request.method == "POST":
        return _hand_in(request, standing, reviewer, numbers)
    if _is_over(standing, reviewer):
        return redirect(url_of(standing, "review_scoring"))
    return _hand_in_page(request, standing, numbers, HandInForm(request=request, gaps=numbers.gaps))


@transaction.atomic
def _hand_in(request, standing, reviewer, numbers):
    form = HandInForm(request.POST, request=request, gaps=numbers.gaps)

    def write():
        hand_in_scores(reviewer=reviewer, now=standing.now, with_gaps=form.with_open_scores)
        messages.success(request, _("Handed in. Thank you: your scores are final."))

    done = url_of(standing, "review_scoring")
    return take(request, form, lambda form: _hand_in_page(request, standing, numbers, form), write, done)


def _hand_in_page(request, standing, numbers, form):
    trail = [(_("My scores"), url_of(standing, "review_scoring"))]
    return page(
        request,
        "hand_in",
        standing,
        _("Hand in my scores"),
        trail=trail,
        numbers=numbers,
        form=form,
        declaration_url=url_of(standing, "review_declaration"),
        scoring_url=url_of(standing, "review_scoring"),
    )


urlpatterns = [
    path(f"{HERE}scoring/", scoring, name="review_scoring"),
    path(f"{HERE}scoring/hand-in/", hand_in, name="review_hand_in"),
    path(f"{HERE}scoring/<uuid:key>/", score, name="review_score"),
]
