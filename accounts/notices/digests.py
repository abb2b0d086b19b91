"""The letters of the day and of the week: all that waits in one, once a period, never empty.

A period begins at 7:30 in Japan, on Mondays for the week. What was noted before belongs to it; a round that is missed
is made up by the next one, and what comes too late waits for the next letter."""

import logging
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation

from integrations.mail.services import is_posted, post
from integrations.regular import regular

from .letters import of_digest
from .models import Notice, Pace
from .reaching import reachable
from .standing import too_late_to_tell

logger = logging.getLogger(__name__)

JAPAN = ZoneInfo("Asia/Tokyo")
AT = time(7, 30)
PACES = {Pace.DAILY: [Pace.DAILY, Pace.AT_ONCE], Pace.WEEKLY: [Pace.WEEKLY]}
"""What was to be told at once and could not be, the address being unproved then, is told with the next daily letter."""


@regular("digests", every=timedelta(minutes=5))
def write_digests(now) -> str:
    """Those of the periods that have begun and are not written. One that fails is told, and keeps no other back."""
    errors: list[Exception] = []
    written = {pace: _write(pace, now, errors) for pace in PACES}
    if errors:
        raise ExceptionGroup(f"{sum(written.values())} digests written, {len(errors)} failed", errors)
    return ", ".join(f"{number} {pace}" for pace, number in written.items())


def begun(pace, now) -> datetime:
    """When the period began in which `now` is."""
    here = now.astimezone(JAPAN)
    began = datetime.combine(here.date(), AT, JAPAN)
    if began > here:
        began -= timedelta(days=1)
    return began - timedelta(days=began.weekday()) if pace == Pace.WEEKLY else began


def _write(pace, now, errors):
    since = begun(pace, now)
    waiting = Notice.objects.waiting(PACES[pace]).filter(made_at__lt=since)
    written = 0
    for user in reachable().filter(pk__in=waiting.values("user")).select_related("profile").order_by("pk"):
        try:
            written += write_digest(user=user, pace=pace, since=since, now=now)
        except Exception as error:
            logger.exception("The %s digest of user %s could not be written", pace, user.pk)
            errors.append(error)
    return written


@transaction.atomic
def write_digest(*, user, pace, since, now) -> bool:
    """One letter with all that waited when the period began, and is still news. False where there is none to write.

    Its notices are claimed before: of two processes at once, one finds none left."""
    key = f"digest:{pace}:{since:%Y-%m-%d}:{user.pk}"
    if is_posted(key):
        return False
    waiting = Notice.objects.filter(user=user).waiting(PACES[pace]).filter(made_at__lt=since)
    ids = list(waiting.values_list("pk", flat=True))
    if not ids or waiting.filter(pk__in=ids).update(mailed_at=now) != len(ids):
        transaction.set_rollback(True)
        return False
    notices = list(Notice.objects.filter(pk__in=ids).newest_first())
    left_out = too_late_to_tell(notices)
    told = [each for each in notices if each.pk not in left_out]
    if not told:
        return False
    with translation.override(user.profile.mail_language):
        letter = of_digest(user, pace, told)
    posted = post(key=key, to=user.email, subject=letter.subject, text=letter.text, headers=letter.headers)
    Notice.objects.filter(pk__in=[each.pk for each in told]).update(letter=posted)
    return True
