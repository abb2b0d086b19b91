"""The officers' desk over HTTP."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from challenges.cards import stage_badge
from challenges.conditions import check_conditions
from challenges.permissions import hands_of, may_have_a_desk, may_manage
from challenges.reaching import challenge_at, parts_of_address
from challenges.services import move_challenge
from challenges.stages import Move, Stage, check_move
from challenges.timeline import timeline
from challenges.todo import todos_of
from pages.cards import Action, Badge

from .forms import MoveForm
from .listing import listed
from .log import lines_of
from .moves import open_moves
from .pages import page, page_of, say_problem
from .steps import desk_url, editor
from .words import ENDINGS, said_of

FIELD_OF = {"no_words": "reason", "no_deadline": "closes_at"}
"""Where what the service has refused is told."""


@never_cache
@require_safe
@login_required
def dashboard(request):
    """All challenges of one's municipalities, or of all."""
    if not may_have_a_desk(request.user):
        raise Http404
    found = listed(request, timezone.now())
    return page(request, "dashboard", _("My challenges"), [], **found)


def of_those_who_manage(view):
    """Gives the view the challenge; others are not told that there is one."""

    @wraps(view)
    def found(request, municipality, slug, **more):
        challenge = challenge_at(municipality, slug)
        if not may_manage(request.user, challenge):
            raise Http404
        return view(request, challenge, **more)

    return found


@never_cache
@require_safe
@login_required
@of_those_who_manage
def desk(request, challenge):
    now = timezone.now()
    first, *others = todos_of([challenge], now)[challenge.pk] or [None]
    return page_of(
        request,
        "desk",
        challenge,
        _("Desk of a challenge"),
        badges=_badges(challenge, now),
        stops=timeline(challenge, challenge.stage_changes.all(), now),
        first=first,
        others=others,
        moves=open_moves(challenge, request.user, now),
        lines=lines_of(challenge),
        links=_links(challenge),
    )


def _badges(challenge, now):
    return [stage_badge(challenge.stage_at(now)), *([] if challenge.live else [Badge(_("not public"), "warn")])]


def _links(challenge):
    see = [Action(_("See it on the site"), challenge.address())] if challenge.live else []
    judging = Action(_("Review of the proposals"), reverse("review", args=parts_of_address(challenge)))
    return [Action(_("Edit its page"), editor(challenge)), judging, *see]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@of_those_who_manage
def move(request, challenge, to):
    if to not in Stage.values:
        raise Http404
    now = timezone.now()
    if request.method == "POST":
        return _move(request, challenge, Stage(to), now)
    before = challenge.stage_at(now)
    try:
        found = _possible(request.user, challenge, before, to)
    except ValidationError as refused:
        say_problem(request, refused)
        return _to_the_desk(challenge)
    return _form_page(request, challenge, found, MoveForm(request=request, move=found, before=before), before)


def _possible(user, challenge, before, to) -> Move:
    """The move, if it is this person's now; else it is refused in words."""
    found = check_move(before=before, after=to, hands=hands_of(user))
    if not challenge.live:
        raise ValidationError(_("Publish it first: then it can be moved along."))
    if found is None:
        raise ValidationError(_("Nothing was changed: it is “%(stage)s” already.") % {"stage": before.label})
    check_conditions(challenge, before=before, after=to)
    return found


@transaction.atomic
def _move(request, challenge, to, now):
    before = challenge.stage_at(now)
    try:
        found, refused = _possible(request.user, challenge, before, to), None
    except ValidationError as error:
        found, refused = Move(to, by=(), needs_deadline="closes_at" in request.POST), error
    form = MoveForm(request.POST, request=request, move=found, before=before)
    if form.is_valid() and form.repeated:
        messages.info(request, _("That was sent before. Nothing was done twice."))
        return _to_the_desk(challenge)
    if refused:
        form.add_error(None, refused)
        return _form_page(request, challenge, None, form, before)
    return _done(request, challenge, found, form, before, now)


def _done(request, challenge, found, form, before, now):
    if not form.is_valid():
        return _form_page(request, challenge, found, form, before)
    try:
        with transaction.atomic():
            move_challenge(challenge=challenge, to=found.to, by=request.user, now=now, **form.values())
    except ValidationError as error:
        form.add_error(FIELD_OF.get(error.code), error)
        form.show_again_at(before)
        return _form_page(request, challenge, found, form, before)
    messages.success(request, _("Done: it is “%(stage)s” now.") % {"stage": found.to.label})
    return _to_the_desk(challenge)


def _form_page(request, challenge, found, form, before):
    """Without a move, what was typed can be read and nothing can be sent."""
    to = found.to if found else None
    return page_of(
        request,
        "move",
        challenge,
        str(said_of(before, to).label) if to else _("Move it along"),
        badges=[stage_badge(before)],
        form=form,
        said=said_of(before, to) if to else None,
        is_ending=to in ENDINGS,
        desk=desk_url(challenge),
    )


def _to_the_desk(challenge):
    return redirect(desk_url(challenge))
