"""/metrics: what Prometheus asks every few seconds. The database is the only memory, so any process may answer."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from integrations.github.models import SyncRun
from integrations.mail.reading import outbox
from integrations.regular.models import RegularWork

from .operators import reading
from .operators.figures import ages


@never_cache
def metrics(request):
    """Not there without METRICS_TOKEN; asks for it as a bearer token otherwise."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not _is_allowed(request):
        return HttpResponse("Unauthorized\n", status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(_Collector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _is_allowed(request):
    given = request.headers.get("Authorization", "")
    return constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")


class _Collector:
    """Nine queries, however many rows there are."""

    def describe(self):
        return []

    def collect(self):
        now = timezone.now()
        yield from _repositories(now)
        yield from _figures(now)
        yield from _last_runs(reading.last_runs())
        yield from _budgets()
        yield from _mail(now)
        yield from _regular_work()


def _repositories(now):
    by_status = GaugeMetricFamily("tomoni_repositories", "Repositories by status.", labels=["status"])
    for status, count in reading.counts_by_status().items():
        by_status.add_metric([status.value], count)
    yield by_status
    yield _failing("tomoni_repositories_failing", "Repositories by their last error.", reading.counts_by_error())
    follow_ups = reading.follow_up_counts_by_error()
    yield _failing("tomoni_follow_ups_failing", "Follow-up questions by their last error.", follow_ups)
    yield GaugeMetricFamily("tomoni_repositories_due", "Repositories waiting for a run.", reading.count_due(now))


def _failing(name, text, counts):
    family = GaugeMetricFamily(name, text, labels=["kind"])
    for kind, count in counts.items():
        family.add_metric([kind], count)
    return family


def _figures(now):
    found = ages(now)
    if found.oldest:
        age = (now - found.oldest).total_seconds()
        yield GaugeMetricFamily("tomoni_oldest_figure_age_seconds", "Age of the oldest figures on display.", age)
    stale = int(found.verdict(now).is_stale)
    yield GaugeMetricFamily("tomoni_figures_stale", "1 while /healthz holds old figures against the site.", stale)


def _last_runs(runs):
    """Of each credential."""
    if not runs:
        return
    outcomes = _of_runs("outcome", "1 for what came", "outcome")
    numbers = {name: _of_runs(name, text) for name, text in _COUNTED.items()}
    started, finished = _of_runs("started_timestamp_seconds", "Start"), _of_runs("finished_timestamp_seconds", "End")
    for run in runs:
        for outcome in SyncRun.Outcome.values:
            outcomes.add_metric([run.credential, outcome], int(outcome == run.outcome))
        for name, family in numbers.items():
            family.add_metric([run.credential], getattr(run, name))
        started.add_metric([run.credential], run.started_at.timestamp())
        _add(finished, [run.credential], run.finished_at and run.finished_at.timestamp())
    yield from (outcomes, *numbers.values(), started, finished)


_COUNTED = {
    "checked": "Repositories checked",
    "follow_ups": "Follow-up questions answered",
    "failed": "Repositories failed",
    "requests": "Requests",
    "points": "GraphQL points",
}


def _of_runs(name, text, *labels):
    return GaugeMetricFamily(f"tomoni_last_sync_{name}", f"{text} of the last run.", labels=["credential", *labels])


def _budgets():
    labels = ["credential", "resource"]
    left = GaugeMetricFamily("tomoni_github_budget_left", "What GitHub last said is left.", labels=labels)
    limit = GaugeMetricFamily("tomoni_github_budget_limit", "What GitHub allows an hour.", labels=labels)
    resets = GaugeMetricFamily("tomoni_github_budget_resets_timestamp_seconds", "When it is full again.", labels=labels)
    for budget in reading.budgets():
        of = [budget.credential, budget.resource]
        _add(left, of, budget.remaining)
        _add(limit, of, budget.limit)
        _add(resets, of, budget.resets_at and budget.resets_at.timestamp())
    yield from (left, limit, resets)


def _mail(now):
    found = outbox()
    yield GaugeMetricFamily("tomoni_mail_waiting", "Letters that wait to be sent.", found.waiting)
    yield GaugeMetricFamily("tomoni_mail_given_up", "Letters of the last 30 days that were given up.", found.given_up)
    if found.oldest:
        age = (now - found.oldest).total_seconds()
        yield GaugeMetricFamily("tomoni_mail_oldest_waiting_seconds", "How long the oldest of them waits.", age)


def _regular_work():
    failed = GaugeMetricFamily("tomoni_regular_work_failed", "1 where the last round failed.", labels=["name"])
    done = GaugeMetricFamily("tomoni_regular_work_done_timestamp_seconds", "End of the last round.", labels=["name"])
    for work in RegularWork.objects.order_by("name"):
        failed.add_metric([work.name], int(work.failed))
        _add(done, [work.name], work.done_at and work.done_at.timestamp())
    yield from (failed, done)


def _add(family, labels, value):
    """Unknown is left out, never 0."""
    if value is not None:
        family.add_metric(labels, value)
