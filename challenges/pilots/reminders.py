"""Those who run a pilot are reminded of updates and milestones, as long as it runs."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from integrations.regular import regular

from . import letters
from .models import Pilot

SILENT_FOR = timedelta(days=30)
"""Without an update; and between one reminder and the next, of milestones too."""


@regular("remind_of_pilots", every=timedelta(hours=1))
def remind_of_pilots(now: datetime) -> str:
    """Each pilot in its own transaction: what was cut off is done the next time, and nobody is told twice."""
    silent = overdue = 0
    for pk in Pilot.objects.running().order_by("pk").values_list("pk", flat=True):
        silent += _remind_of_update(pk, now)
        overdue += _remind_of_milestones(pk, now)
    return f"{silent} reminded of an update, {overdue} of milestones"


@transaction.atomic
def _remind_of_update(pk, now):
    pilot = _locked(pk)
    if pilot is None or now < quiet_since(pilot) + SILENT_FOR:
        return False
    if pilot.reminded_at and now < pilot.reminded_at + SILENT_FOR:
        return False
    pilot.reminded_at = now
    pilot.save(update_fields=["reminded_at"])
    letters.of_silence(pilot, days=(now - quiet_since(pilot)).days, now=now)
    return True


def quiet_since(pilot) -> datetime:
    """The last update that visitors see, or the beginning: when it was set up, or the day that is told."""
    last = pilot.updates.visible().order_by("-written_at").values_list("written_at", flat=True).first()
    day = pilot.began_on or pilot.begins_on
    begun = timezone.make_aware(datetime.combine(day, time.min)) if day else pilot.begun_at
    return last or max(begun, pilot.begun_at)


@transaction.atomic
def _remind_of_milestones(pk, now):
    """One mail about all that are overdue, when one of them is to be told of."""
    pilot = _locked(pk)
    overdue = list(pilot.milestones.overdue(timezone.localdate(now)).in_order()) if pilot else []
    if not any(each.reminded_at is None or each.reminded_at + SILENT_FOR <= now for each in overdue):
        return False
    pilot.milestones.filter(pk__in=[each.pk for each in overdue]).update(reminded_at=now)
    letters.of_overdue(pilot, overdue, now=now)
    return True


def _locked(pk):
    """The pilot as it is by now; None where it runs no more."""
    running = Pilot.objects.running().select_for_update(of=("self",))
    return running.select_related("challenge", "project").filter(pk=pk).first()
