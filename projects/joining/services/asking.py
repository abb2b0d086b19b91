"""Asking to join, and what is said and decided about it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.joining import letters
from projects.joining.logs import record
from projects.joining.models import JoinRequest, Membership
from projects.joining.stages import Move, Side, Stage, stage_after
from projects.joining.standing import check_may_ask, standing_of

from .locks import lock
from .members import shown_at_first


@transaction.atomic
def ask_to_join(*, project, user, message, now, need=None, to_be_shown=None):
    """Ask the owners of `project` to take `user` in. Whoever asks twice is given the request that is open.

    Raises ValidationError where asking has no use. That the project is public is the caller's question."""
    project = lock(project)
    standing = standing_of(user, project, now)
    if standing.request:
        return standing.request
    check_may_ask(project, standing)
    request = JoinRequest.objects.create(
        project=project, user=user, need=need, to_be_shown=to_be_shown, asked_at=now, waits_for_owner_since=now
    )
    said = request.messages.create(author=user, text=message, written_at=now)
    record("ask", project=project, by=user, request=request.pk)
    letters.of_asking(request, said)
    return request


@transaction.atomic
def move_request(*, request, move, by, now, words=""):
    """Make one of the moves of `stages.py`. Raises ValidationError, and changes nothing, when the table has no such
    move for this side. Whether `by` speaks for the owners is the caller's question."""
    project = lock(request.project)
    request = JoinRequest.objects.select_related("user__profile").get(pk=request.pk)
    request.project = project
    side = Side.ASKER if by.pk == request.user_id else Side.OWNERS
    after = stage_after(move, stage=request.stage, side=side, words=words)
    if after == Stage.ACCEPTED and not request.user.is_active:
        raise ValidationError(_("This account is suspended, so it cannot join a project."), code="inactive")
    if words and _was_just_said(request, by, words) and after == request.stage:
        return request
    before, said = request.stage, _say(request, by, words, now)
    _enter(request, after, before=before, by=by, now=now)
    record(move, project=project, by=by, request=request.pk)
    _write_about(request, Move(move), said, before=before)
    return request


def _was_just_said(request, by, words):
    last = request.messages.last()
    return last is not None and (last.author_id, last.text) == (by.pk, words)


def _say(request, by, words, now):
    return request.messages.create(author=by, text=words, written_at=now) if words else None


def _enter(request, stage, *, before, by, now):
    request.stage = stage
    if stage == Stage.ANSWERED:
        request.waits_for_owner_since, request.reminders_sent = None, 0
    elif stage == Stage.ASKED and before == Stage.ANSWERED:
        request.waits_for_owner_since, request.reminders_sent = now, 0
    elif stage != Stage.ASKED:
        request.decided_at, request.decided_by, request.waits_for_owner_since = now, by, None
    request.save()
    if stage == Stage.ACCEPTED:
        first = {"since": now, "is_shown": shown_at_first(request.user, request)}
        Membership.objects.get_or_create(project=request.project, user=request.user, defaults=first)


def _write_about(request, move, said, *, before):
    """What is added before anybody has answered is read with the rest: no second mail for it."""
    if move == Move.ANSWER:
        letters.of_message_to_asker(request, said)
    elif move == Move.WRITE and before == Stage.ANSWERED:
        letters.of_message_to_owners(request, said)
    elif move in {Move.ACCEPT, Move.DECLINE}:
        letters.of_decision(request, said.text if said else "")
