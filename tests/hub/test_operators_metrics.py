"""/metrics, read as Prometheus reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from integrations.github.models import Budget, SyncRun
from integrations.mail.models import Letter
from integrations.mail.services import post
from integrations.regular.models import RegularWork
from tests.factories import make_repository

pytestmark = pytest.mark.django_db
TOKEN = "only-for-tests"


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.METRICS_TOKEN = TOKEN


def scrape(client):
    """Every sample by its name and labels."""
    response = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(response.content.decode())
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value for family in families for sample in family.samples
    }


def test_without_the_setting_there_are_no_metrics(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("given", [None, "Bearer wrong", "Bearer ", TOKEN, "Bearer 日本"])
def test_wrong_token_is_refused(client, given):
    response = client.get("/metrics", headers={"authorization": given} if given else {})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")


def test_answer_is_kept_by_nobody_and_sets_no_cookie(client):
    response = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert "no-store" in response["Cache-Control"]
    assert "Set-Cookie" not in response
    assert client.get("/metrics").status_code == 401


def test_repositories_are_counted_by_status_error_and_turn(client):
    later = timezone.now() + timedelta(hours=1)
    failing = make_repository(due_at=later, error_kind="overloaded")
    failing.follow_ups.create(kind="content", failures=1, error_kind="incomplete", due_at=later)
    make_repository(status="archived", due_at=later)
    make_repository(status="pending")
    samples = scrape(client)
    counts = {status: samples["tomoni_repositories", status] for status in ("active", "archived", "pending", "blocked")}
    assert counts == {"active": 1, "archived": 1, "pending": 1, "blocked": 0}
    assert samples["tomoni_repositories_failing", "overloaded"] == 1
    assert samples["tomoni_follow_ups_failing", "incomplete"] == 1
    assert samples[("tomoni_repositories_due",)] == 1


def test_age_of_the_oldest_figures_and_the_verdict_on_it(client, settings):
    settings.GITHUB_TOKEN = "github_pat_of_the_tests"
    now = timezone.now()
    make_repository(figures={"stars": 1}, observed_at=now - timedelta(days=3), due_at=now - timedelta(days=2))
    samples = scrape(client)
    assert samples[("tomoni_oldest_figure_age_seconds",)] == pytest.approx(3 * 24 * 3600, abs=60)
    assert samples[("tomoni_figures_stale",)] == 1


def _run(credential, started, outcome, **counted):
    times = {"started_at": started, "heartbeat_at": started, "finished_at": started + timedelta(minutes=1)}
    SyncRun.objects.create(credential=credential, outcome=outcome, **times, **counted)


def test_last_run_of_each_credential_tells_its_outcome_time_and_price(client):
    started = timezone.now() - timedelta(minutes=5)
    _run("one", started - timedelta(days=1), "done", checked=7)
    _run("one", started, "some_failed", checked=40, failed=2, requests=9, points=12)
    _run("two", started, "done", checked=41)
    samples = scrape(client)
    assert samples["tomoni_last_sync_outcome", "one", "some_failed"] == 1
    assert samples["tomoni_last_sync_outcome", "done", "one"] == 0
    assert samples["tomoni_last_sync_outcome", "done", "two"] == 1
    names = ("checked", "failed", "requests", "points")
    assert [samples[f"tomoni_last_sync_{name}", "one"] for name in names] == [40, 2, 9, 12]
    assert samples["tomoni_last_sync_checked", "two"] == 41
    assert samples["tomoni_last_sync_started_timestamp_seconds", "one"] == pytest.approx(started.timestamp())
    assert samples["tomoni_last_sync_finished_timestamp_seconds", "one"] == pytest.approx(started.timestamp() + 60)


def test_budgets_tell_what_is_left_and_leave_out_what_is_unknown(client):
    now = timezone.now()
    Budget.objects.create(credential="c1", resource="graphql", limit=5000, remaining=77, resets_at=now, updated_at=now)
    Budget.objects.create(credential="c1", resource="core", updated_at=now)
    samples = scrape(client)
    assert samples["tomoni_github_budget_left", "c1", "graphql"] == 77
    assert samples["tomoni_github_budget_limit", "c1", "graphql"] == 5000
    assert ("tomoni_github_budget_left", "c1", "core") not in samples


def test_before_the_first_sync_what_is_unknown_is_left_out(client):
    names = {name for name, *_labels in scrape(client)}
    of_github = {"tomoni_repositories", "tomoni_repositories_due", "tomoni_figures_stale"}
    assert names == of_github | {"tomoni_mail_waiting", "tomoni_mail_given_up"}


@pytest.mark.parametrize("count", [3, 30])
def test_metrics_cost_the_same_for_any_number(client, django_assert_num_queries, count):
    now = timezone.now()
    for number in range(count):
        make_repository(figures={"stars": 1}, error_kind="overloaded")
        SyncRun.objects.create(started_at=now, heartbeat_at=now)
        Budget.objects.create(credential="c1", resource=f"r{number}", updated_at=now)
    scrape(client)
    with django_assert_num_queries(10):
        scrape(client)


def test_mail_and_regular_work_are_told(client):
    now = timezone.now()
    for key in ("waits", "given up"):
        post(key=key, to="a@tomoni.example", subject="s", text="t")
    Letter.objects.filter(key="given up").update(given_up_at=now)
    Letter.objects.filter(key="waits").update(posted_at=now - timedelta(minutes=10))
    RegularWork.objects.create(name="digests", begun_at=now, done_at=now, failed=True)
    samples = scrape(client)
    assert (samples["tomoni_mail_waiting",], samples["tomoni_mail_given_up",]) == (1, 1)
    assert samples["tomoni_mail_oldest_waiting_seconds",] >= 600
    assert samples["tomoni_regular_work_failed", "digests"] == 1
    assert samples["tomoni_regular_work_done_timestamp_seconds", "digests"] == pytest.approx(now.timestamp(), abs=1)
