"""What owners do with needs. Refusals are ValidationErrors with the words for the person."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.models import Need, ProjectPage

from .following import tell_followers
from .logs import record
from .rules import MOST_OPEN, OVER, latest_expiry

CONFIRMED = ["confirmed_on", "expires_on", "asked_again_on", "closed_at"]


@transaction.atomic
def ask_for_help(*, project: ProjectPage, by, skills=(), expires_on: date | None = None, **fields) -> Need:
    """Ask from today on; without `expires_on` for as long as may be."""
    _demand_room(project)
    need = Need(project=project, asked_on=timezone.localdate(), sort_order=project.needs.count(), **fields)
    _confirm(need, expires_on)
    need.save()
    need.skills.set(skills)
    record("ask", need=need, by=by)
    tell_followers(need=need, by=by)
    return need


@transaction.atomic
def change_need(*, need: Need, by, skills=(), expires_on: date | None = None, **fields) -> None:
    """Whoever changes it has looked at it: it is confirmed as well."""
    _demand_room_for(need)
    for name, value in fields.items():
        setattr(need, name, value)
    _confirm(need, expires_on)
    need.save()
    _demand_open(need)
    need.skills.set(skills)
    record("change", need=need, by=by)


@transaction.atomic
def renew(*, need: Need, by) -> None:
    """It is still needed: asked for as long again from today, and shown again where it was hidden or closed."""
    _demand_room_for(need)
    _confirm(need)
    need.save(update_fields=CONFIRMED)
    _demand_open(need)
    record("renew", need=need, by=by)


@transaction.atomic
def close(*, need: Need, by, now: datetime) -> None:
    """It is needed no more. Closed twice is closed once."""
    if need.closed_at is None:
        need.closed_at = now
        need.save(update_fields=["closed_at"])
        record("close", need=need, by=by)


@transaction.atomic
def reopen(*, need: Need, by) -> None:
    """Undo: asked until the day on which it would have expired, or, where that has passed, renewed."""
    if need.closed_at is None:
        return
    if need.expires_on < timezone.localdate():
        renew(need=need, by=by)
        return
    _demand_room(need.project)
    need.closed_at = None
    need.save(update_fields=["closed_at"])
    _demand_open(need)
    record("reopen", need=need, by=by)


def _confirm(need, expires_on=None):
    today = timezone.localdate()
    need.confirmed_on, need.asked_again_on, need.closed_at = today, None, None
    need.expires_on = expires_on or latest_expiry(today)
    if not today <= need.expires_on <= latest_expiry(today):
        raise ValidationError(_("Choose a day within 60 days from today."), code="expiry")


def _demand_open(need):
    """What moderators hold back is closed whenever it is saved: nothing of the change stays, and the person is told."""
    if need.closed_at:
        raise ValidationError(_("A moderator has closed this need; it cannot be opened again."), code="held")


def _demand_room_for(need):
    if not need.is_open_on(timezone.localdate()):
        _demand_room(need.project)


def _demand_room(project):
    """Of two that come at once, the second waits, and is counted."""
    if ProjectPage.objects.select_for_update().get(pk=project.pk).status in OVER:
        raise ValidationError(_("This project is over and asks for no help."), code="over")
    if project.needs.open_on(timezone.localdate()).count() >= MOST_OPEN:
        raise ValidationError(
            _("%(most)d needs are open, and that is the most. Close one that is no longer needed.")
            % {"most": MOST_OPEN},
            code="too_many",
        )
