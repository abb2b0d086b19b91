"""Asking to join, and the page of a request."""

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pages.cards import Action
from projects.joining.addresses import open_project_at, project_at
from projects.joining.cards import badge_of, person_of, thread_of, way_of
from projects.joining.forms import JoinForm, MoveForm
from projects.joining.models import JoinRequest
from projects.joining.querysets import owners_of
from projects.joining.services import ask_to_join, move_request
from projects.joining.stages import ENDS, MOVES, Move, Side, moves_of
from projects.joining.standing import check_may_ask, standing_of
from projects.permissions import may_ask_to_join, may_see_request

from .pages import page, say_repeated

DONE = {
    Move.WRITE: gettext_lazy("Sent."),
    Move.ANSWER: gettext_lazy("Sent. The person is told by mail."),
    Move.ACCEPT: gettext_lazy("Accepted: the person is a member now, and is told by mail."),
    Move.DECLINE: gettext_lazy("Declined. The person is told by mail."),
    Move.WITHDRAW: gettext_lazy("Withdrawn. You can ask again whenever you like."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_to_join)
def join(request, slug):
    project = open_project_at(slug)
    standing = standing_of(request.user, project, timezone.now())
    if standing.request:
        return redirect("join_request", project.slug, standing.request.pk)
    try:
        check_may_ask(project, standing)
    except ValidationError as error:
        return _closed(request, project, standing, error)
    if request.method == "POST":
        return _ask(request, project)
    return _form_page(request, project, _form(request, project))


def _form(request, project, data=None):
    return JoinForm(data, request=request, project=project, initial={"need": request.GET.get("need")})


@transaction.atomic
def _ask(request, project):
    form = _form(request, project, request.POST)
    if not form.is_valid():
        return _form_page(request, project, form)
    if form.repeated:
        return _sent_before(request, project)
    try:
        made = ask_to_join(project=project, user=request.user, now=timezone.now(), **form.values())
    except ValidationError as error:
        form.add_error(None, error)
        return _form_page(request, project, form)
    messages.success(request, _("You have asked to join. You get a mail when there is an answer."))
    return redirect("join_request", project.slug, made.pk)


def _sent_before(request, project):
    """To what became of it, also where it was withdrawn since."""
    say_repeated(request)
    made = JoinRequest.objects.filter(project=project, user=request.user).order_by("asked_at", "pk").last()
    return redirect("join_request", project.slug, made.pk) if made else redirect(project.address())


def _form_page(request, project, form):
    readers = [person_of(owner) for owner in owners_of(project)]
    return page(request, "join", project, _("Ask to join"), form=form, readers=readers)


def _closed(request, project, standing, error):
    actions = [Action(_("To the project"), project.address(), main=True)]
    return page(
        request,
        "closed",
        project,
        _("Ask to join"),
        text=error.messages[0],
        declined=standing.declined,
        membership=standing.membership,
        actions=actions,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_ask_to_join)
def request_page(request, slug, number):
    asked = _request_for(request.user, slug, number)
    if request.method == "POST":
        return _move(request, asked)
    return _request_page(request, asked, MoveForm(request=request, moves=[]))


def _request_for(user, slug, number):
    """Others are not told that there is one."""
    asked = get_object_or_404(JoinRequest.objects.with_people(), pk=number, project=project_at(slug))
    if not may_see_request(user, asked):
        raise Http404
    return asked


@transaction.atomic
def _move(request, asked):
    form = MoveForm(request.POST, request=request, moves=Move)
    if not form.is_valid():
        return _request_page(request, asked, form)
    if form.repeated:
        say_repeated(request)
        return redirect("join_request", asked.project.slug, asked.pk)
    move = form.cleaned_data["move"]
    try:
        move_request(request=asked, move=move, by=request.user, words=form.cleaned_data["words"], now=timezone.now())
    except ValidationError as error:
        form.add_error("words" if error.code == "no_words" else None, error)
        asked.refresh_from_db(fields=["stage", "decided_at", "waits_for_owner_since"])
        return _request_page(request, asked, form)
    messages.success(request, str(DONE[move]))
    return redirect("join_request", asked.project.slug, asked.pk)


def _request_page(request, asked, form):
    is_mine = asked.user_id == request.user.pk
    side = Side.ASKER if is_mine else Side.OWNERS
    return page(
        request,
        "request",
        asked.project,
        _("Your request to join") if is_mine else _("Request to join"),
        asked=asked,
        asker=person_of(asked.user),
        badges=[badge_of(asked)],
        thread=thread_of(asked, request.user),
        way=way_of(asked),
        form=form,
        moves=_buttons(side, asked.stage),
        is_mine=is_mine,
        is_over=asked.stage in ENDS,
        is_orphaned=not owners_of(asked.project).exists(),
    )


def _buttons(side, stage):
    """(move, what stands on its button, whether it may go without words)."""
    said = {
        Move.WRITE: _("Send"),
        Move.ANSWER: _("Send the answer"),
        Move.ACCEPT: _("Accept"),
        Move.DECLINE: _("Decline"),
        Move.WITHDRAW: _("Withdraw the request"),
    }
    return [(str(move), said[move], not MOVES[move].needs_words) for move in moves_of(side, stage)]
