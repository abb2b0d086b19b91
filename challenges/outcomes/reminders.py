"""Officers are reminded of outcomes that nobody has told, and of adoptions that nobody has decided, each time once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.notices.services import write_to
from challenges.officers import whom_to_tell
from challenges.services import lock
from challenges.words import title_of
from integrations.mail.services import is_posted
from integrations.regular import regular

from .steps import outcome_url
from .waiting import UNDECIDED_FOR, undecided, without_outcome

AFTER_THE_PILOT = (7, 30, 60)
"""Days after its end, without an outcome that everybody can read."""
AFTER_PUBLISHING = (UNDECIDED_FOR.days, 270)
"""Days without a word on whether it was adopted."""
LATE_BY = 14
"""Days for which a reminder is made up for, where regular work did not run; later it would puzzle."""


@regular("remind_officers_of_outcomes", every=timedelta(hours=1))
def remind_officers(now: datetime) -> str:
    """The days of reminders lie so far apart that nobody gets two at once."""
    today = timezone.localdate(now)
    ended = [(pk, (today - end).days) for pk, end in without_outcome(now).values_list("pk", "end")]
    published = undecided(now).values_list("pk", "told_outcome__published_at")
    waiting = [(pk, (now - moment).days) for pk, moment in published]
    reminded = _remind_all(without_outcome, "missing", ended, AFTER_THE_PILOT, now)
    reminded += _remind_all(undecided, "undecided", waiting, AFTER_PUBLISHING, now)
    return f"{reminded} reminded"


def _remind_all(still, template, due, levels, now):
    reached = [(pk, level) for pk, days in due for level in levels if level <= days <= level + LATE_BY]
    return sum(_remind(still, template, pk, level, now) for pk, level in reached)


@transaction.atomic
def _remind(still, template, pk, days, now):
    """How many letters were written; the key of a letter keeps it from being sent twice."""
    found = still(now).filter(pk=pk).first()
    if found is None:
        return 0
    page = lock(found)
    context = {"challenge": lambda: title_of(page), "days": days, "path": lambda: outcome_url(page)}
    key = f"outcome:{page.pk}:{template}:{_since(found)}:{days}"
    people = [each for each in whom_to_tell(page) if not is_posted(f"{key}:{each.pk}")]
    letters = [write_to(user=each, key=key, template=f"outcomes/{template}", context=context) for each in people]
    return sum(letter is not None for letter in letters)


def _since(challenge):
    """A pilot that goes on for longer is reminded of anew."""
    return getattr(challenge, "end", "")
