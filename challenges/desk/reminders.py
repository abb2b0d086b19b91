"""Officers are reminded of what has closed and was not moved since, each time once."""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from accounts.notices.services import write_to
from challenges.models import ChallengePage
from challenges.services import lock
from challenges.stages import Stage
from integrations.regular import regular
from pages.models import Space

from .steps import desk_url

REMIND_AFTER = (3, 10, 21)
"""Days after closing."""
NO_LONGER_AFTER = timedelta(days=60)
"""What closed longer ago came to this site like that, or everybody knows."""


@regular("remind_officers_of_closed_challenges", every=timedelta(hours=1))
def remind_officers(now: datetime) -> str:
    """After a week without regular work nobody gets two reminders at once: the latest that is due goes alone."""
    due = ChallengePage.objects.originals().live().at_stage(Stage.CLOSED, now)
    due = due.filter(closes_at__lte=now - timedelta(days=REMIND_AFTER[0]), closes_at__gt=now - NO_LONGER_AFTER)
    reminded = sum(_remind(challenge, now) for challenge in due.order_by("pk"))
    return f"{reminded} reminded"


def officers_of(challenge) -> QuerySet:
    """Those of the municipality, by name of their account."""
    above = challenge.path[: -challenge.steplen]
    people = get_user_model().objects.filter(is_active=True, groups__space__in=Space.objects.filter(page__path=above))
    return people.select_related("profile").distinct().order_by("pk")


@transaction.atomic
def _remind(challenge, now):
    """How many letters were written; the key of a letter keeps it from being sent twice."""
    page = lock(challenge)
    if page.stage_at(now) != Stage.CLOSED:
        return 0
    silent = (now - page.closes_at).days
    days = max(each for each in REMIND_AFTER if each <= silent)
    key = f"challenge:{page.pk}:closed:{int(page.closes_at.timestamp())}:{days}"
    context = {"title": page.title, "days": silent, "path": lambda: desk_url(page)}
    letters = [
        write_to(user=each, key=key, template="challenges/closed", context=context) for each in officers_of(page)
    ]
    return sum(letter is not None for letter in letters)
