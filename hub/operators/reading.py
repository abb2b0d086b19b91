"""What the report and /metrics ask the database: plain functions, one query each."""

from django.db.models import Count, F, Q

from integrations.github.models import Budget, Repository, Status, SyncRun

_GONE = [Status.GONE, Status.BLOCKED]


def in_trouble(repositories):
    """Those whose last attempt failed, and those not found at the last check but not yet taken for gone."""
    lost = Q(unreachable_since__isnull=False) & ~Q(status__in=_GONE)
    return repositories.filter(~Q(error_kind="") | lost)


def troubled():
    """In trouble, the most stubborn first."""
    repositories = in_trouble(Repository.objects.with_latest_figures())
    return repositories.order_by("-failures", F("error_at").asc(nulls_last=True), "pk")


def counts_by_status():
    """Every status with its number of repositories, also where that is 0."""
    counted = dict(Repository.objects.order_by().values_list("status").annotate(count=Count("pk")))
    return {status: counted.get(status.value, 0) for status in Status}


def counts_by_error():
    """Kinds of the last error, with how many repositories have it now; the most frequent first."""
    failing = Repository.objects.exclude(error_kind="").order_by()
    return list(failing.values_list("error_kind").annotate(count=Count("pk")).order_by("-count", "error_kind"))


def runs():
    return SyncRun.objects.order_by("-started_at", "-pk")


def budgets():
    return list(Budget.objects.order_by("credential", "resource"))


def count_due(now):
    return Repository.objects.due(now).count()
