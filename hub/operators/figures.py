"""How old the figures of GitHub are, and whether that is held against the site."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext_lazy as _

from integrations.github.models import Repository, Status, SyncRun
from integrations.github.plan import DAILY

# How long a repository may wait for its turn at least: several hourly runs, or the budget of a few hours.
PATIENCE = timedelta(hours=6)

_OBSERVED = "latest_snapshot__observed_at"
_SHOULD_BE_FRESH = Q(status=Status.ACTIVE, **{f"{_OBSERVED}__isnull": False})


class Verdict(Enum):
    """What the ages mean. Archived, gone and pending repositories, and a site that does not sync, are not judged."""

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
        "No new figures are expected: GitHub was never asked, and neither GITHUB_TOKEN nor GITHUB_APP_ID is set. The "
        "age of the figures is told, not held against the site."
    ),
    Verdict.NOTHING_YET: _("No active repository has figures yet, so none can be out of date."),
}


@dataclass(frozen=True, slots=True)
class Ages:
    """`stale` and what follows are about active repositories; the rest is about every one that is not gone."""

    is_configured: bool
    repositories: int
    oldest: datetime | None
    older_than_a_day: int
    older_than_a_week: int
    should_be_fresh: int
    newest: datetime | None
    stale: int
    overlooked: int
    failing: int
    resting: int

    def verdict(self, now):
        if not self.is_configured:
            return Verdict.NOT_CONFIGURED
        if not self.should_be_fresh:
            return Verdict.NOTHING_YET
        nothing_new = self.newest < now - stale_after()
        if self.overlooked and (_has_a_token() or nothing_new):
            return Verdict.OVERLOOKED
        if self._everything_fails and nothing_new:
            return Verdict.FAILING
        return Verdict.FRESH

    @property
    def _everything_fails(self):
        """As far as it was tried: one that fails while all others rest tells nothing about GitHub."""
        return self.failing > 1 or (self.failing == 1 and not self.resting)


def is_configured():
    """Whether somebody means this site to ask GitHub. That works without a token, too: then the first run shows it."""
    return _has_a_token() or SyncRun.objects.exists()


def stale_after():
    return timedelta(hours=settings.GITHUB_STALE_AFTER)


def ages(now):
    """One query, or one more without a credential, whatever there is."""
    watched = Repository.objects.exclude(status__in=[Status.GONE, Status.BLOCKED])
    stale = _SHOULD_BE_FRESH & _observed_before(now - stale_after())
    return Ages(
        is_configured=is_configured(),
        **watched.aggregate(
            repositories=Count("pk"),
            oldest=Min(_OBSERVED),
            older_than_a_day=Count("pk", filter=_observed_before(now - timedelta(days=1))),
            older_than_a_week=Count("pk", filter=_observed_before(now - timedelta(weeks=1))),
            should_be_fresh=Count("pk", filter=_SHOULD_BE_FRESH),
            newest=Max(_OBSERVED, filter=_SHOULD_BE_FRESH),
            stale=Count("pk", filter=stale),
            # An attempt that failed is planned anew, so one repository's own trouble does not count here.
            overlooked=Count("pk", filter=stale & Q(due_at__lt=now - _patience())),
            failing=Count("pk", filter=stale & ~Q(error_kind="")),
            resting=Count("pk", filter=stale & Q(error_kind="", due_at__gt=now)),
        ),
    )


def _has_a_token():
    """Without one a round of all repositories may take days, and takes them rightly."""
    return bool(settings.GITHUB_TOKEN.strip() or settings.GITHUB_APP_ID)


def _patience():
    """Those that are asked about every few days may wait as long as a daily one does until it is stale."""
    return max(PATIENCE, stale_after() - DAILY)


def _observed_before(moment):
    return Q(**{f"{_OBSERVED}__lt": moment})
