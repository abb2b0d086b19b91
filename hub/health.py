"""/healthz: whether this process can do its work. No cookie, no redirect, nothing kept."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from integrations.github.models import Repository
from integrations.github.models.repository import Status


@never_cache
def healthz(request):
    """200 and `ok`, or 503 and `unhealthy` with what is wrong. Old figures are told, not held against the site."""
    try:
        report = _report()
    except DatabaseError as error:
        report = {"status": "unhealthy", "database": "unreachable", "error": type(error).__name__}
    return JsonResponse(report, status=200 if report["status"] == "ok" else 503)


def _report():
    missing = sorted(f"{app}.{name}" for app, name in _known_migrations() - set(_applied_migrations()))
    if missing:
        return {"status": "unhealthy", "database": "ok", "migrations": "missing", "missing": missing}
    return {"status": "ok", "database": "ok", "migrations": "applied", "github_figures": _github_figures()}


@cache
def _known_migrations():
    """Read from the files once a process: they change with the next one."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def _applied_migrations():
    return MigrationRecorder(connection).applied_migrations()


def _github_figures():
    """How old the oldest figure on display is; None where there is none."""
    watched = Repository.objects.exclude(status__in=[Status.GONE, Status.BLOCKED])
    found = watched.aggregate(repositories=Count("pk"), oldest=Min("latest_snapshot__observed_at"))
    oldest = found["oldest"]
    return {
        "repositories": found["repositories"],
        "oldest_observed_at": oldest.isoformat() if oldest else None,
        "oldest_age_seconds": round((timezone.now() - oldest).total_seconds()) if oldest else None,
    }
