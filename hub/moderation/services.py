"""What moderators decide. Everything is kept with who and when, and can be taken back."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from accounts.moderators import group_of_moderators
from accounts.reports.models import Measure, Report
from accounts.reports.subjects import kind_of

from . import letters
from .hiding import WAYS
from .permissions import may_decide_about, may_suspend


class AlreadyDecidedError(Exception):
    """Somebody else was faster."""


class AboutOneselfError(Exception):
    """What the moderator wrote is for another moderator to decide on."""


@transaction.atomic
def set_up_moderators() -> Group:
    """The group that decides. A new Wagtail lets the group of this name publish everywhere: that is taken away."""
    group = group_of_moderators()
    GroupPagePermission.objects.filter(group=group, page__depth=1).delete()
    GroupCollectionPermission.objects.filter(group=group, collection__depth=1).delete()
    return group


@transaction.atomic
def dismiss(*, moderator, reports, note=""):
    """Leave the thing as it is. `reports` are all that are open about one thing."""
    return _decide(moderator, reports, Report.State.DISMISSED, note)


@transaction.atomic
def uphold(*, moderator, reports, action="", note=""):
    """The reports are right. `action` is one of Measure.Action, or empty where nothing is left to do."""
    decided = _decide(moderator, reports, Report.State.UPHELD, note)
    subject = decided[0].subject
    if action and subject is not None:
        take_measure(moderator=moderator, subject=subject, action=action, note=note)
    return decided


@transaction.atomic
def take_measure(*, moderator, subject, action, note="") -> Measure:
    """What holds already is not written down twice: it is taken back to what was there before the first."""
    kind = kind_of(subject)
    person = kind.author(subject)
    hides = action == Measure.Action.HIDE
    before = WAYS[kind.name].hide(subject, moderator) if hides else _suspend(moderator, person)
    holds = Measure.objects.holding().about(subject).filter(action=action).first()
    if holds:
        return holds
    measure = Measure.objects.create(
        action=action,
        subject=subject,
        title=kind.title(subject)[:300],
        address=kind.address(subject),
        person=person,
        before=before,
        note=note,
        taken_by=moderator,
        taken_at=timezone.now(),
    )
    letters.of_measure(measure, subject)
    return measure


@transaction.atomic
def take_back(*, moderator, measure) -> Measure:
    """Undo a measure: what was hidden is shown as it was."""
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if measure.undone_at:
        raise AlreadyDecidedError
    measure.undone_at, measure.undone_by = timezone.now(), moderator
    measure.save(update_fields=["undone_at", "undone_by"])  # first: while it holds, nothing can be shown again
    if measure.action == Measure.Action.SUSPEND:
        if Measure.objects.holding().filter(action=Measure.Action.SUSPEND, person=measure.person).exists():
            return measure  # suspended for another reason, too
        _set_active(measure.person, True)
    elif measure.subject is not None:
        WAYS[kind_of(measure.subject).name].show(measure.subject, moderator, measure.before)
    letters.of_taking_back(measure)
    return measure


def _decide(moderator, reports, state, note):
    decided = list(reports.open().select_for_update())
    if not decided:
        raise AlreadyDecidedError
    subject = decided[0].subject
    if subject is not None and not may_decide_about(moderator, kind_of(subject).author(subject)):
        raise AboutOneselfError
    changes = {"state": state, "decided_by": moderator, "decided_at": timezone.now(), "note": note}
    Report.objects.filter(pk__in=[each.pk for each in decided]).update(**changes)
    for each in decided:
        letters.of_decision(each, state)
    return decided


def _suspend(moderator, person):
    if person is None or not may_suspend(moderator, person):
        raise PermissionDenied
    person = type(person).objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        raise AlreadyDecidedError
    return {"is_active": _set_active(person, False)}


def _set_active(person, is_active):
    """What it was before."""
    if person is None:
        return None
    before, person.is_active = person.is_active, is_active
    person.save(update_fields=["is_active"])
    return before
