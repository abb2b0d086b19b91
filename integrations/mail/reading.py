"""How the outbox stands, for those who look after the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from .models import Letter

TOO_LONG = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Outbox:
    """`untried_since`: since when the oldest letter waits that no mail server has ever given an answer about."""

    waiting: int
    given_up: int
    oldest: datetime | None
    untried_since: datetime | None

    def is_stuck(self, now: datetime) -> bool:
        """Nothing is delivered: no worker runs, or the mail server is away."""
        return self.untried_since is not None and now - self.untried_since > TOO_LONG


def outbox() -> Outbox:
    """One query. Letters that were given up count until they are erased, 30 days later."""
    waiting = Q(sent_at=None, given_up_at=None)
    found = Letter.objects.filter(sent_at=None, erased_at=None).aggregate(
        waiting=Count("pk", filter=waiting),
        given_up=Count("pk", filter=Q(given_up_at__isnull=False)),
        oldest=Min("posted_at", filter=waiting),
        untried_since=Min("posted_at", filter=waiting & Q(attempts=0)),
    )
    return Outbox(**found)
