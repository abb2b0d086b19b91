"""Regular work: owners are asked whether it is still needed, reminded, and told when it was hidden."""

from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from integrations.regular import regular
from projects.joining.querysets import owners_of
from projects.models import Need, ProjectPage

from . import letters
from .finding import find_anew
from .rules import ASKED_BEFORE, OVER, TOLD_FOR, Step, step_due

LETTERS = {Step.ASK: letters.of_expiry, Step.REMIND: letters.of_expiry, Step.TELL: letters.of_hiding}


@regular("needs", every=timedelta(hours=3))
def ask_owners(now: datetime) -> str:
    """One project after the other, each whole: what an interruption leaves out, the next round does."""
    today = timezone.localdate(now)
    keys = _candidates(today).order_by("project").values_list("project", flat=True).distinct()
    said = [ask_about(project_id=key, today=today) for key in keys]
    hidden = list(
        Need.objects.not_closed().filter(expires_on=today - timedelta(days=1)).values_list("project", flat=True)
    )
    find_anew(project_ids=sorted(set(hidden)))
    return f"{sum(said)} needs asked about, {len(hidden)} hidden since yesterday"


@transaction.atomic
def ask_about(*, project_id: int, today: date) -> int:
    """Write to the owners of one project about everything that is due; without an owner the date simply passes.

    Returns about how many needs. What was written and that it was written are kept together."""
    project = ProjectPage.objects.select_related("locale").get(pk=project_id)
    owners = list(owners_of(project))
    if not owners:
        return 0
    candidates = _candidates(today).filter(project=project).select_for_update(of=("self",)).order_by("expires_on", "pk")
    due = [(step, need) for need in candidates if (step := _step(need, today))]
    for letter, group in groupby(due, key=lambda pair: LETTERS[pair[0]]):
        needs = [need for _step_due, need in group]
        letter(project=project, needs=needs, owners=owners)
        for need in needs:
            need.asked_again_on = today
            need.save(update_fields=["asked_again_on"])
    return len(due)


def _candidates(today):
    """Few of all: those near their date, of projects that are on the site."""
    near = (today - TOLD_FOR, today + ASKED_BEFORE)
    asked_for = Need.objects.filter(closed_at=None, expires_on__range=near, project__live=True)
    return asked_for.exclude(project__status__in=OVER)


def _step(need, today):
    days = {name: getattr(need, name) for name in ("expires_on", "asked_again_on", "confirmed_on")}
    return step_due(**days, today=today)
