"""/healthz: whether this process can do its work, and the sync does its. No cookie, no redirect, nothing kept."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from integrations.mail.reading import outbox

from .operators.figures import ages, stale_after


@never_cache
def healthz(request):
    """200 and `ok`, or 503 and `unhealthy` with what is wrong. Docs: operating.md."""
    try:
        report = _report()
    except DatabaseError as error:
        report = {"status": "unhealthy", "database": "unreachable", "error": type(error).__name__}
    return JsonResponse(report, status=200 if report["status"] == "ok" else 503)


def _report():
    missing = sorted(f"{app}.{name}" for app, name in _known_migrations() - set(_applied_migrations()))
    if missing:
        return {"status": "unhealthy", "database": "ok", "migrations": "missing", "missing": missing}
    now = timezone.now()
    figures, mail = _github_figures(now), _mail(now)
    status = "unhealthy" if figures["stale"] or mail["stuck"] else "ok"
    return {"status": status, "database": "ok", "migrations": "applied", "github_figures": figures, "mail": mail}


@cache
def _known_migrations():
    """Read from the files once a process: they change with the next one."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def _applied_migrations():
    return MigrationRecorder(connection).applied_migrations()


def _mail(now):
    """How the outbox stands; stuck while the oldest letter has waited for two hours and none was even tried."""
    found = outbox()
    return {
        "waiting": found.waiting,
        "given_up": found.given_up,
        "oldest_waiting_seconds": round((now - found.oldest).total_seconds()) if found.oldest else None,
        "stuck": found.is_stuck(now),
    }


def _github_figures(now):
    """How old they are, whether that is held against the site, and why; in English, whoever asks."""
    found = ages(now)
    verdict = found.verdict(now)
    with translation.override("en"):
        explanation = str(verdict.explanation)
    return {
        "repositories": found.repositories,
        "oldest_observed_at": found.oldest.isoformat() if found.oldest else None,
        "oldest_age_seconds": round((now - found.oldest).total_seconds()) if found.oldest else None,
        "configured": found.is_configured,
        "stale_after_hours": stale_after().total_seconds() / 3600,
        "stale_repositories": found.stale,
        "stale": verdict.is_stale,
        "explanation": explanation,
    }
