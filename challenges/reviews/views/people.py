"""Who judges: naming and removing reviewers, and the conflicts of interest that officers know of."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from challenges.officers import officers_of
from challenges.reviews.forms_of_officers import ConflictForm, NameForm
from challenges.reviews.models import Declaration, Reviewer
from challenges.reviews.permissions import may_lift_conflict, may_set_up
from challenges.reviews.progress import conflict_row, rows_of
from challenges.reviews.results import Results
from challenges.reviews.services import declare, lift_conflict, name_reviewer, remove_reviewer
from projects.joining.words import name_of

from .pages import HERE, page, review_for, say_problem, take, unclear, url_of


@require_http_methods(["GET", "HEAD", "POST"])
@review_for(may_set_up)
def people(request, standing):
    if request.method != "POST":
        return _page(request, standing)
    moves = {"name": _name, "remove": _remove, "declare": _declare, "lift": _lift}
    move = moves.get(request.POST.get("move", ""))
    if move is None:
        messages.error(request, unclear())
        return redirect(_here(standing))
    return move(request, standing)


@transaction.atomic
def _name(request, standing):
    form = NameForm(request.POST, request=request)

    def write():
        user = _account(form.cleaned_data["email"])
        name_reviewer(challenge=standing.challenge, user=user, by=request.user, now=standing.now)
        messages.success(request, _("%(name)s judges now, and is told by mail.") % {"name": name_of(user)})

    return take(request, form, lambda form: _page(request, standing, naming=form), write, _here(standing))


def _account(email):
    """Of whoever has proved that the address is theirs."""
    found = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user__profile").first()
    if found is None:
        raise ValidationError(
            _("Nobody has an account with this address. Ask them to make one and confirm the address; then name them.")
        )
    return found.user


def _remove(request, standing):
    reviewer = get_object_or_404(Reviewer, challenge=standing.challenge, pk=_number(request, "reviewer"))
    return _done(
        request,
        standing,
        lambda: remove_reviewer(reviewer=reviewer, by=request.user, now=standing.now),
        _("Removed. The person is told by mail."),
    )


@transaction.atomic
def _declare(request, standing):
    form = _conflict_form(request, standing, request.POST)

    def write():
        person = next(each for each in _people(standing) if str(each.pk) == form.cleaned_data["person"])
        keys = {str(each.key): each.pk for each in Results(standing, request.user).proposals.values()}
        declare(
            challenge=standing.challenge,
            user=person,
            by=request.user,
            conflicts={keys[form.cleaned_data["proposal"]]: form.cleaned_data["reason"]},
            now=standing.now,
        )
        said = _("Declared. %(name)s does not see this proposal any more.")
        messages.success(request, said % {"name": name_of(person)})

    return take(request, form, lambda form: _page(request, standing, declaring=form), write, _here(standing))


def _lift(request, standing):
    declaration = get_object_or_404(Declaration.objects.of(standing.challenge), pk=_number(request, "declaration"))
    if not may_lift_conflict(request.user, declaration):
        raise Http404
    return _done(
        request,
        standing,
        lambda: lift_conflict(declaration=declaration, by=request.user, now=standing.now),
        _("Lifted. The person is told by mail."),
    )


def _done(request, standing, write, said):
    try:
        write()
    except ValidationError as refused:
        say_problem(request, refused)
    else:
        messages.success(request, said)
    return redirect(_here(standing))


def _number(request, name):
    typed = request.POST.get(name, "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 19):
        raise Http404
    return int(typed)


def _here(standing):
    return url_of(standing, "review_people")


def _people(standing):
    """Of whom a conflict may be declared: whoever reads what was submitted."""
    reviewers = [each.user for each in standing.reviewers if each.user]
    return list({each.pk: each for each in [*reviewers, *officers_of(standing.challenge)]}.values())


def _conflict_form(request, standing, data=None):
    people = [(str(each.pk), name_of(each)) for each in _people(standing)]
    proposals = [(str(each.key), str(each)) for each in Results(standing, request.user).proposals.values()]
    return ConflictForm(data, request=request, people=people, proposals=proposals)


def _page(request, standing, naming=None, declaring=None):
    """Before the challenge has closed nobody is told who has applied, so nothing is declared either."""
    conflicts = Declaration.objects.of(standing.challenge).filter(has_conflict=True).with_people()
    return page(
        request,
        "people",
        standing,
        _("Reviewers"),
        reviewers=rows_of(standing),
        naming=None if standing.is_revealed else naming or NameForm(request=request),
        declaring=declaring or (_conflict_form(request, standing) if standing.proposals else None),
        conflicts=[
            conflict_row(each, may_lift=each.counts and may_lift_conflict(request.user, each))
            for each in conflicts.order_by("declared_at", "pk")
        ],
    )


urlpatterns = [path(f"{HERE}reviewers/", people, name="review_people")]
