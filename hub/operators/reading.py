"""What the report and /metrics ask the database: plain functions, one query each."""

from collections import Counter

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from integrations.github.limits import EVERYTHING
from integrations.github.models import Budget, FollowUp, Repository, Status, SyncRun

LATELY = 100  # runs
_GONE = [Status.GONE, Status.BLOCKED]


_FAILED = ~Q(error_kind="") | Q(unreachable_since__isnull=False) & ~Q(status__in=_GONE)


def unanswered(repositories):
    """Those whose last attempt failed, and those not found at the last check but not yet taken for gone."""
    return repositories.filter(_FAILED)


def unanswered_follow_ups():
    return FollowUp.objects.filter(failures__gt=0).exclude(error_kind="")


def in_trouble(repositories):
    """Those that brought no answer themselves, or none to a follow-up question."""
    return repositories.filter(_FAILED | Exists(unanswered_follow_ups().filter(repository=OuterRef("pk"))))


def troubled():
    """In trouble, the most stubborn first; `unanswered` holds their follow-up questions that failed."""
    follow_ups = Prefetch("follow_ups", unanswered_follow_ups().order_by("kind"), to_attr="unanswered")
    repositories = in_trouble(Repository.objects.with_latest_figures()).prefetch_related(follow_ups)
    return repositories.order_by("-failures", F("error_at").asc(nulls_last=True), "pk")


def counts_by_status():
    """Every status with its number of repositories, also where that is 0."""
    counted = dict(Repository.objects.order_by().values_list("status").annotate(count=Count("pk")))
    return {status: counted.get(status.value, 0) for status in Status}


def counts_by_error():
    """Kinds of the last error, with how many repositories have it now."""
    return _by_error(Repository.objects.exclude(error_kind=""))


def follow_up_counts_by_error():
    return _by_error(unanswered_follow_ups())


def _by_error(failing):
    return Counter(dict(failing.order_by().values_list("error_kind").annotate(count=Count("pk"))))


def runs():
    return SyncRun.objects.order_by("-started_at", "-pk")


def last_runs():
    """The last of each credential that has run lately, the newest first."""
    newest = {}
    for run in runs()[:LATELY]:
        newest.setdefault(run.credential, run)
    return list(newest.values())


def budgets():
    """The row for all resources is there always, to mark whose turn it is; it counts once it told somebody to wait."""
    told = Budget.objects.exclude(resource=EVERYTHING, blocked_until=None)
    return list(told.order_by("credential", "resource"))


def count_due(now):
    """Repositories with anything to ask about now."""
    return Repository.objects.queued_until(now).count()
