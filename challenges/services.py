"""Writes of challenges: moving one from stage to stage, and the log of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState

from .clock import strike
from .conditions import check_conditions
from .logs import MOVED
from .models import ChallengePage, StageChange
from .notices import tell_of_change_on_commit
from .permissions import hands_of
from .stages import Hand, Stage, check_move


@transaction.atomic
def move_challenge(*, challenge, to, by, now, reason="", is_public=True, closes_at=None, seen=None):
    """Move a published challenge to the stage `to`. `by` is the user, or None for the clock.

    `reason` says why, in the words of who moves it; the day and the reason of what `is_public` stand on the timeline.
    `closes_at` is the new moment of closing of one that is opened again; `seen` is the stage at which `by` saw it, for
    somebody else may have moved it since. What an editor has in a draft stays a draft.
    Raises ValidationError, and changes nothing, where the table of stages has no such move for the hand of `by`, where
    words or the moment are missing, or where a room asks for something else first. Whether `by` looks after this
    challenge is the caller's question."""
    page = lock(challenge)
    if not page.live:
        raise ValidationError(_("Publish the challenge first: the stage of a draft is nobody’s business yet."))
    _tell(strike(page, now), now)
    before, hands = page.stage_at(now), hands_of(by)
    _check_seen(seen, before)
    move = check_move(before=before, after=to, hands=hands)
    if move is None:
        return page
    _check_words(move, reason, closes_at, now)
    check_conditions(page, before=before, after=to)
    _enter(page, move, closes_at, now)
    hand = next(hand for hand in hands if hand in move.by)
    _tell([_log(page, to, by=by, at=now, hand=hand, reason=reason.strip(), is_public=is_public)], now)
    log(page, MOVED, user=by, data={"from": str(before), "to": str(to)})
    return page


@transaction.atomic
def move_by_the_clock(*, challenge, now) -> list[StageChange]:
    """Write down what the clock has done to it until `now`, at its exact moments; nothing where that is written."""
    page = lock(challenge)
    changes = strike(page, now) if page.live else []
    _tell(changes, now)
    return changes


@transaction.atomic
def record_publication(*, challenge, by, now):
    """What has just been published begins its way, or goes on: while its call has not begun, its dates say when it
    does. Logs the stage at which it is seen then, unless it was there already."""
    page, last = lock(challenge), challenge.stage_changes.last()
    if last is None or last.stage == Stage.PREPARING:
        _set_by_dates(page, is_first=last is None)
        challenge.stage = page.stage
    stage = Stage.PREPARING if page.is_scheduled(now) else Stage(page.stage)
    if last and last.stage == stage:
        return
    known = last or (by and stage in {Stage.PREPARING, Stage.OPEN})
    hand = Hand.WORKFLOW if by else ""
    change = _log(page, stage, by=by, at=_entered(page, now) if known else None, hand=hand)
    if last:  # a new one is news by itself
        _tell([change], now)


def lock(challenge):
    return ChallengePage.objects.select_for_update(of=("self",)).get(pk=challenge.original.pk)


def _check_seen(seen, before):
    if seen is not None and seen != before:
        said = _("It was moved meanwhile: it is “%(stage)s” now. Nothing was changed. Look at it and decide again.")
        raise ValidationError(said, code="moved", params={"stage": before.label})


def _check_words(move, reason, closes_at, now):
    if move.needs_words and not reason.strip():
        raise ValidationError(_("Write in a few words why: who answers or waits wants to know."), code="no_words")
    if move.needs_deadline and (closes_at is None or closes_at <= now):
        raise ValidationError(_("Say until when it is open again: a moment that is still to come."), code="no_deadline")


def _enter(page, move, closes_at, now):
    """Begun by hand before its moment, it has opened now; closed by hand, the moment of closing tells no more."""
    page.stage, fields = move.to, ["stage"]
    if move.to == Stage.OPEN and page.opens_at and page.opens_at > now:
        _set_date(page, "opens_at", now)
        fields.append("opens_at")
    if move.needs_deadline:
        _set_date(page, "closes_at", closes_at)
        fields.append("closes_at")
    page.save(clean=False, update_fields=fields)


def _set_date(page, name, moment):
    """On the page, and in what editors have before them, handed in or not, which would put the old one back."""
    setattr(page, name, moment)
    if page.latest_revision_id:
        draft = page.get_latest_revision_as_object()
        setattr(draft, name, moment)
        draft.save_revision(changed=page.has_unpublished_changes, clean=False)
        page.latest_revision = draft.latest_revision
        waiting = TaskState.objects.for_instance(page).filter(status=TaskState.STATUS_IN_PROGRESS)
        waiting.update(revision=draft.latest_revision)


def _set_by_dates(page, *, is_first):
    """A call with a moment of opening is left to the clock; one that has lost it waits to be opened by hand. What comes
    to this site in another stage, from a list, stays there."""
    came_as_it_is = is_first and page.stage != Stage.PREPARING
    stage = page.stage if came_as_it_is else Stage.OPEN if page.opens_at else Stage.PREPARING
    if stage != page.stage:
        page.stage = stage
        page.save(clean=False, update_fields=["stage"])


def _entered(page, now):
    """When it opened, where all of it lies behind; else now."""
    is_behind = page.stage == Stage.OPEN and page.opens_at and page.closes_at and page.closes_at <= now
    return page.opens_at if is_behind else now


def _log(page, stage, *, by, at, hand, reason="", is_public=True):
    return StageChange.objects.create(
        challenge=page, stage=stage, changed_at=at, changed_by=by, hand=hand, reason=reason, is_public=is_public
    )


def _tell(changes, now):
    for change in changes:
        tell_of_change_on_commit(change, now)
