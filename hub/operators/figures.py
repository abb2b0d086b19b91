"""How old the figures of GitHub are, and whether that is held against the site."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext_lazy as _

from integrations.github.models import Repository, Status

# How long a repository may wait for its turn: several hourly runs, or the budget of a few hours.
PATIENCE = timedelta(hours=6)

_OBSERVED = "latest_snapshot__observed_at"
_SHOULD_BE_FRESH = Q(status=Status.ACTIVE, **{f"{_OBSERVED}__isnull": False})


class Verdict(Enum):
    """What the ages mean. Archived, gone and pending repositories, and a site without a token, are not judged."""

    FRESH = "fresh"
    OVERLOOKED = "overlooked"
    FAILING = "failing"
    NOT_CONFIGURED = "not_configured"
    NOTHING_YET = "nothing_yet"

    @property
    def is_stale(self):
        return self in {Verdict.OVERLOOKED, Verdict.FAILING}

    @property
    def explanation(self):
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    Verdict.FRESH: _("Figures come in as they should."),
    Verdict.OVERLOOKED: _(
        "Figures are out of date, and nobody has asked GitHub for new ones: the sync does not run, or does not get "
        "round. Run manage.py sync_github and read what it says."
    ),
    Verdict.FAILING: _(
        "Figures are out of date: GitHub is asked, but no answer brings any. The errors of the repositories say why."
    ),
    Verdict.NOT_CONFIGURED: _(
        "No new figures are expected: neither GITHUB_TOKEN nor GITHUB_APP_ID is set. The age of the figures is told, "
        "not held against the site."
    ),
    Verdict.NOTHING_YET: _("No active repository has figures yet, so none can be out of date."),
}


@dataclass(frozen=True, slots=True)
class Ages:
    """`stale` and what follows are about active repositories; the rest is about every one that is not gone."""

    repositories: int
    oldest: datetime | None
    older_than_a_day: int
    older_than_a_week: int
    should_be_fresh: int
    newest: datetime | None
    stale: int
    overlooked: int
    failing: int

    def verdict(self, now):
        if not is_configured():
            return Verdict.NOT_CONFIGURED
        if not self.should_be_fresh:
            return Verdict.NOTHING_YET
        if self.overlooked:
            return Verdict.OVERLOOKED
        if self.failing and self.newest < now - stale_after():
            return Verdict.FAILING
        return Verdict.FRESH


def is_configured():
    return bool(settings.GITHUB_TOKEN or settings.GITHUB_APP_ID)


def stale_after():
    return timedelta(hours=settings.GITHUB_STALE_AFTER)


def ages(now):
    """One query, whatever there is."""
    watched = Repository.objects.exclude(status__in=[Status.GONE, Status.BLOCKED])
    stale = _SHOULD_BE_FRESH & _observed_before(now - stale_after())
    return Ages(
        **watched.aggregate(
            repositories=Count("pk"),
            oldest=Min(_OBSERVED),
            older_than_a_day=Count("pk", filter=_observed_before(now - timedelta(days=1))),
            older_than_a_week=Count("pk", filter=_observed_before(now - timedelta(weeks=1))),
            should_be_fresh=Count("pk", filter=_SHOULD_BE_FRESH),
            newest=Max(_OBSERVED, filter=_SHOULD_BE_FRESH),
            stale=Count("pk", filter=stale),
            # An attempt that failed is planned anew, so one repository's own trouble does not count here.
            overlooked=Count("pk", filter=stale & Q(due_at__lt=now - PATIENCE)),
            failing=Count("pk", filter=stale & ~Q(error_kind="")),
        )
    )


def _observed_before(moment):
    return Q(**{f"{_OBSERVED}__lt": moment})
