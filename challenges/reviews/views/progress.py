"""Where the review stands: who is waited for, without any score; and closing the scoring before all are in."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from challenges.reviews.forms_of_officers import CloseForm
from challenges.reviews.models import Decision
from challenges.reviews.permissions import may_see_review, may_set_up
from challenges.reviews.progress import rows_of
from challenges.reviews.services import close_scoring
from challenges.reviews.stops import stops_of
from projects.joining.words import name_of

from .pages import HERE, is_officer, page, review_for, take, url_of


@require_safe
@review_for(may_see_review)
def review(request, standing):
    officer = is_officer(request, standing)
    return page(
        request,
        "review",
        standing,
        _("Review"),
        steps=stops_of(standing, sent=Decision.objects.of(standing.challenge).sent().exists()),
        is_officer=officer,
        rows=rows_of(standing) if officer else [],
        closed_by=name_of(standing.review.closed_by) if standing.review.closing_reason else "",
        close_url=url_of(standing, "review_close") if officer and may_close(standing) else "",
    )


def may_close(standing):
    return bool(not standing.is_sealed and not standing.is_revealed and standing.judges)


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_set_up)
def close(request, standing):
    if request.method == "POST":
        return _close(request, standing)
    if not may_close(standing):
        messages.info(request, _("There is no scoring that could be closed."))
        return redirect(url_of(standing))
    return _closing_page(request, standing, CloseForm(request=request))


@transaction.atomic
def _close(request, standing):
    form = CloseForm(request.POST, request=request)

    def write():
        close_scoring(
            challenge=standing.challenge, reason=form.cleaned_data["reason"], by=request.user, now=standing.now
        )
        messages.success(request, _("The scoring is closed; reviewers and officers are told by mail."))

    return take(
        request, form, lambda form: _closing_page(request, standing, form), write, url_of(standing, "review_ranking")
    )


def _closing_page(request, standing, form):
    awaited = [name_of(each.user) for each in standing.awaited]
    return page(request, "close", standing, _("Close the scoring early"), form=form, awaited=awaited)


urlpatterns = [path(HERE, review, name="review"), path(f"{HERE}close/", close, name="review_close")]
