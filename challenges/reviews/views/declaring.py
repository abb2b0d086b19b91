"""Declaring, for oneself: with which proposals there is a conflict of interest, and with which there is none."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from challenges.proposals.models import Proposal
from challenges.reviews.declaring import ConflictForm, DeclarationForm, keys_in
from challenges.reviews.models import Declaration
from challenges.reviews.permissions import may_declare
from challenges.reviews.services import declare

from .pages import HERE, page, proposal_at, review_for, take, url_of

AT_ONCE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_declare)
def declaration(request, standing):
    """Thirty at a time; whoever has sent them finds the next thirty."""
    if request.method == "POST":
        return _declare(request, standing)
    waiting = standing.undeclared_by(request.user.pk)
    shown = list(_named(waiting[:AT_ONCE]))
    form = DeclarationForm(request=request, proposals=shown) if shown else None
    return _declaration_page(request, standing, form)


def _named(keys):
    return Proposal.objects.filter(pk__in=keys).only("key", "organization_name").order_by("submitted_at", "pk")


def _shown_before(request, standing):
    """Those of which the sent page has asked, as far as they are judged here and are no conflict yet."""
    still = [pk for pk in standing.proposals if not standing.is_shut_out(pk, request.user.pk)]
    keys = set(keys_in(request.POST))
    return [each for each in _named(still) if each.key.hex in keys]


@transaction.atomic
def _declare(request, standing):
    form = DeclarationForm(request.POST, request=request, proposals=_shown_before(request, standing))

    def write():
        declare(
            challenge=standing.challenge,
            user=request.user,
            by=request.user,
            none=form.none,
            conflicts=form.conflicts,
            now=standing.now,
        )
        messages.success(request, _("Declared."))

    return take(
        request, form, lambda form: _declaration_page(request, standing, form), write, _after(request, standing, form)
    )


def _after(request, standing, form):
    """The next thirty, or what comes after declaring."""
    asked = {each.pk for each in form.proposals}
    if set(standing.undeclared_by(request.user.pk)) - asked:
        return request.path
    return _way_back(request, standing)


def _way_back(request, standing):
    return url_of(standing, "review_scoring" if standing.reviewer(request.user.pk) else "review")


def _declaration_page(request, standing, form):
    rows = Declaration.objects.of(standing.challenge).filter(user=request.user).with_people().order_by("pk")
    return page(
        request,
        "declaration",
        standing,
        _("Conflicts of interest"),
        form=form,
        waiting=len(standing.undeclared_by(request.user.pk)),
        conflicts=[each for each in rows.filter(has_conflict=True) if each.proposal_id in standing.proposals],
        way_back=_way_back(request, standing),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_declare)
def conflict(request, standing, key):
    """With one proposal, by somebody who reads it and finds that they should not."""
    if Declaration.objects.of(standing.challenge).conflicts().filter(user=request.user, proposal__key=key).exists():
        messages.info(request, _("You have declared this conflict of interest already."))
        return redirect(_way_back(request, standing))
    proposal = proposal_at(standing, request.user, key)
    if request.method == "POST":
        return _declare_conflict(request, standing, proposal)
    return _conflict_page(request, standing, proposal, ConflictForm(request=request))


@transaction.atomic
def _declare_conflict(request, standing, proposal):
    form = ConflictForm(request.POST, request=request)

    def write():
        declare(
            challenge=standing.challenge,
            user=request.user,
            by=request.user,
            conflicts={proposal.pk: form.cleaned_data["reason"]},
            now=standing.now,
        )
        messages.success(request, _("Declared. You see this proposal no more."))

    done = _way_back(request, standing)
    return take(request, form, lambda form: _conflict_page(request, standing, proposal, form), write, done)


def _conflict_page(request, standing, proposal, form):
    return page(
        request,
        "conflict",
        standing,
        _("I have a conflict of interest"),
        proposal=proposal,
        form=form,
        way_back=_way_back(request, standing),
    )


urlpatterns = [
    path(f"{HERE}declaration/", declaration, name="review_declaration"),
    path(f"{HERE}declaration/<uuid:key>/", conflict, name="review_conflict"),
]
