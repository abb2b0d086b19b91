"""Decisions: prepared for one team or for several, looked at, and sent."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from challenges.reviews.forms_of_officers import LetterForm, SendForm, SeveralForm
from challenges.reviews.letter_rows import grouped, rows_of
from challenges.reviews.models import Decision
from challenges.reviews.permissions import may_set_up
from challenges.reviews.results import Results
from challenges.reviews.services import discard_decision, prepare_decisions, send_decisions
from challenges.reviews.services.deciding import MOST_AT_ONCE, UNDECIDED, letters_ready, version_of
from pages.listing import listing

from .pages import HERE, page, proposal_at, review_for, say_problem, take, url_of

PER_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_set_up)
def decisions(request, standing):
    """All of them, and a form that prepares the same letter for those that are ticked."""
    if request.method == "POST":
        return _prepare_several(request, standing)
    results = Results(standing, request.user)
    return _list_page(request, standing, results, _several_form(request, results))


def _several_form(request, results, data=None):
    open_ones = [each for each in results.proposals.values() if each.stage in UNDECIDED]
    choices = [(str(each.key), str(each)) for each in open_ones]
    return SeveralForm(data, request=request, choices=choices, stages={each.stage for each in open_ones})


@transaction.atomic
def _prepare_several(request, standing):
    results = Results(standing, request.user)
    form = _several_form(request, results, request.POST)

    def write():
        keys = {str(each.key): pk for pk, each in results.proposals.items()}
        _prepare(request, standing, form, [keys[key] for key in form.cleaned_data["proposals"]])

    return take(
        request,
        form,
        lambda form: _list_page(request, standing, results, form),
        write,
        url_of(standing, "review_decisions"),
    )


def _prepare(request, standing, form, proposals):
    number = prepare_decisions(
        challenge=standing.challenge,
        proposals=proposals,
        outcome=form.cleaned_data["outcome"],
        reason=form.cleaned_data["reason"],
        by=request.user,
        now=standing.now,
    )
    said = ngettext(
        "%(number)s letter is prepared. Nobody has been told yet: look at it and send it.",
        "%(number)s letters are prepared. Nobody has been told yet: look at them and send them.",
        number,
    )
    messages.success(request, said % {"number": number})


def _list_page(request, standing, results, form):
    ticked = form.data.getlist("proposals") if form.is_bound else ()
    found = listing(
        request, results.ranked, cards=lambda shown: rows_of(results, shown, set(ticked)), per_page=PER_PAGE
    )
    may_write = standing.may_be_decided and bool(form.fields["proposals"].choices)
    return page(
        request,
        "decisions",
        standing,
        _("Decisions"),
        listing=found,
        form=form if may_write or form.is_bound else None,
        number_hidden=results.number_hidden,
        ready=len(letters_ready(standing, request.user)),
        send_url=url_of(standing, "review_send"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_set_up)
def decision(request, standing, key):
    """The letter to one team."""
    proposal = proposal_at(standing, request.user, key)
    prepared = Decision.objects.prepared().filter(proposal=proposal).first()
    if request.method == "POST":
        if request.POST.get("move") == "discard":
            return _discard(request, standing, proposal)
        return _prepare_one(request, standing, proposal, prepared)
    return _letter_page(request, standing, proposal, prepared, _letter_form(request, proposal, prepared))


def _letter_form(request, proposal, prepared, data=None):
    first = {"outcome": prepared.outcome, "reason": prepared.reason} if prepared else None
    return LetterForm(data, request=request, stages=[proposal.stage], initial=first)


def _discard(request, standing, proposal):
    try:
        discard_decision(proposal=proposal, now=standing.now)
    except ValidationError as refused:
        say_problem(request, refused)
    else:
        messages.success(request, _("Taken back. Nobody was told."))
    return redirect(url_of(standing, "review_decisions"))


@transaction.atomic
def _prepare_one(request, standing, proposal, prepared):
    form = _letter_form(request, proposal, prepared, request.POST)
    return take(
        request,
        form,
        lambda form: _letter_page(request, standing, proposal, prepared, form),
        lambda: _prepare(request, standing, form, [proposal.pk]),
        url_of(standing, "review_decisions"),
    )


def _letter_page(request, standing, proposal, prepared, form):
    may_write = standing.may_be_decided and proposal.stage in UNDECIDED
    return page(
        request,
        "decision",
        standing,
        _("Decision: %(name)s") % {"name": proposal},
        trail=[(_("Decisions"), url_of(standing, "review_decisions"))],
        form=form if may_write or form.is_bound else None,
        prepared=prepared,
        sent=Decision.objects.sent().filter(proposal=proposal).order_by("sent_at"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_set_up)
def send(request, standing):
    """Everything that is about to go out, word for word; one press sends it."""
    if request.method == "POST":
        return _send(request, standing)
    ready = letters_ready(standing, request.user)
    if not ready:
        messages.info(request, _("No decision is prepared."))
        return redirect(url_of(standing, "review_decisions"))
    form = SendForm(request=request, initial={"seen": version_of(ready[:MOST_AT_ONCE])})
    return _sending_page(request, standing, form, ready)


@transaction.atomic
def _send(request, standing):
    form = SendForm(request.POST, request=request)

    def write():
        number = send_decisions(
            challenge=standing.challenge, seen=form.cleaned_data["seen"], by=request.user, now=standing.now
        )
        said = ngettext("%(number)s team is told by mail.", "%(number)s teams are told by mail.", number)
        messages.success(request, said % {"number": number})

    def again(form):
        ready = letters_ready(standing, request.user)
        form.show_again(version_of(ready[:MOST_AT_ONCE]))
        return _sending_page(request, standing, form, ready)

    return take(request, form, again, write, url_of(standing, "review_decisions"))


def _sending_page(request, standing, form, ready):
    return page(
        request,
        "send",
        standing,
        _("Send the decisions"),
        trail=[(_("Decisions"), url_of(standing, "review_decisions"))],
        form=form if ready else None,
        letters=grouped(ready[:MOST_AT_ONCE]),
        number=len(ready[:MOST_AT_ONCE]),
        more=len(ready[MOST_AT_ONCE:]),
    )


urlpatterns = [
    path(f"{HERE}decisions/", decisions, name="review_decisions"),
    path(f"{HERE}decisions/send/", send, name="review_send"),
    path(f"{HERE}decisions/<uuid:key>/", decision, name="review_decision"),
]
