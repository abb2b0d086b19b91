"""Claiming a project that nobody looks after, and deciding about it."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import may_connect_github
from pages.cards import Action
from projects.joining.addresses import open_project_at, project_at
from projects.joining.cards import claim_card, commits_of
from projects.joining.forms import ClaimDecisionForm, ClaimForm
from projects.joining.models import Claim
from projects.joining.services import approve_claim, claim_project, reject_claim, withdraw_claim
from projects.joining.standing import check_may_claim, standing_of
from projects.joining.words import title_of
from projects.permissions import may_claim, may_decide_claim, may_see_claim

from .pages import page, say_problem, say_repeated


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_claim)
def project_claim(request, slug):
    project = open_project_at(slug)
    standing = standing_of(request.user, project, timezone.now())
    if standing.claim:
        return redirect("claim", project.slug, standing.claim.pk)
    try:
        check_may_claim(project, standing)
    except ValidationError as error:
        return _closed(request, project, error)
    if request.method == "POST":
        return _claim(request, project)
    return _form_page(request, project, ClaimForm(request=request))


@transaction.atomic
def _claim(request, project):
    form = ClaimForm(request.POST, request=request)
    if not form.is_valid():
        return _form_page(request, project, form)
    if form.repeated:
        return _sent_before(request, project)
    try:
        claim = claim_project(project=project, user=request.user, reason=form.cleaned_data["words"], now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _form_page(request, project, form)
    messages.success(request, _("Sent to the moderators. You get a mail when they have decided."))
    return redirect("claim", project.slug, claim.pk)


def _sent_before(request, project):
    """To what became of it, also where it was decided since."""
    say_repeated(request)
    made = Claim.objects.filter(project=project, user=request.user).order_by("claimed_at", "pk").last()
    return redirect("claim", project.slug, made.pk) if made else redirect(project.address())


def _form_page(request, project, form):
    context = {"commits": commits_of(request.user, project), "may_connect": may_connect_github(request.user)}
    return page(request, "project_claim", project, _("Look after this project"), form=form, **context)


def _closed(request, project, error):
    actions = [Action(_("To the project"), project.address(), main=True)]
    return page(request, "closed", project, _("Look after this project"), text=error.messages[0], actions=actions)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_claim)
def claim_page(request, slug, number):
    claim = get_object_or_404(Claim.objects.with_people(), pk=number, project=project_at(slug))
    if not may_see_claim(request.user, claim):
        raise Http404
    if request.method != "POST":
        return _claim_page(request, claim, ClaimDecisionForm())
    if claim.user_id == request.user.pk:
        return _withdraw(request, claim)
    return _decide(request, claim)


def _claim_page(request, claim, form):
    decides = may_decide_claim(request.user, claim) and claim.state == Claim.State.OPEN
    return page(
        request,
        "claim",
        claim.project,
        _("Claim of the project"),
        claim=claim,
        card=claim_card(claim, title_of(claim.project)),
        form=form if decides else None,
        is_mine=claim.user_id == request.user.pk,
    )


def _withdraw(request, claim):
    try:
        withdraw_claim(claim=claim, now=timezone.now())
    except ValidationError as error:
        say_problem(request, error)
    else:
        messages.success(request, _("Withdrawn."))
    return redirect("claim", claim.project.slug, claim.pk)


def _decide(request, claim):
    if not may_decide_claim(request.user, claim):
        raise PermissionDenied
    form = ClaimDecisionForm(request.POST)
    if not form.is_valid():
        return _claim_page(request, claim, form)
    decide = approve_claim if form.cleaned_data["decision"] == "approve" else reject_claim
    try:
        decide(claim=claim, by=request.user, note=form.cleaned_data["note"], now=timezone.now())
    except ValidationError as error:
        form.add_error("note" if error.code == "no_words" else None, error)
        return _claim_page(request, claim, form)
    messages.success(request, _("Decided. The person is told by mail."))
    return redirect("claim", claim.project.slug, claim.pk)
