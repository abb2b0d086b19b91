"""/healthz on the age of GitHub's figures: when it is told, and when it is held against the site."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from integrations.github.models import SyncRun
from integrations.mail.models import Letter
from integrations.mail.services import post
from tests.factories import make_repository

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _token(settings):
    settings.GITHUB_TOKEN = "github_pat_of_the_tests"


def make_aged(age, *, due_for=timedelta(hours=30), **fields):
    """A repository whose figures are as old as that, and which has been due for so long."""
    now = timezone.now()
    return make_repository(figures={"stars": 1}, observed_at=now - age, due_at=now - due_for, **fields)


def health(client):
    response = client.get("/healthz")
    return response.status_code, json.loads(response.content)


def test_figures_that_nobody_renews_make_the_site_unhealthy(client):
    make_aged(timedelta(hours=49))
    status, report = health(client)
    assert (status, report["status"]) == (503, "unhealthy")
    assert (report["github_figures"]["stale"], report["github_figures"]["stale_repositories"]) == (True, 1)
    assert "the sync does not run" in report["github_figures"]["explanation"]


def test_figures_of_two_days_are_fresh_enough(client):
    make_aged(timedelta(hours=47))
    assert health(client)[0] == 200


def test_setting_says_how_old_is_too_old(client, settings):
    make_aged(timedelta(hours=49))
    settings.GITHUB_STALE_AFTER = 72
    assert health(client)[0] == 200
    settings.GITHUB_STALE_AFTER = 12
    assert health(client)[0] == 503


@pytest.mark.parametrize("status", ["archived", "private_or_deleted", "blocked"])
def test_old_figures_of_repositories_that_rest_are_not_held_against_the_site(client, status):
    make_aged(timedelta(days=30), status=status)
    assert health(client)[0] == 200


def test_pending_repositories_are_not_held_against_the_site(client):
    make_repository(status="pending", due_at=timezone.now() - timedelta(days=30))
    status, report = health(client)
    assert (status, report["github_figures"]["oldest_age_seconds"]) == (200, None)
    assert "No active repository has figures yet" in report["github_figures"]["explanation"]


def test_without_a_token_old_figures_are_told_only(client, settings):
    settings.GITHUB_TOKEN = ""
    make_aged(timedelta(days=30))
    status, report = health(client)
    figures = report["github_figures"]
    assert (status, figures["configured"], figures["stale"]) == (200, False, False)
    assert figures["oldest_age_seconds"] == pytest.approx(30 * 24 * 3600, abs=60)
    assert "GitHub was never asked, and neither GITHUB_TOKEN nor GITHUB_APP_ID is set" in figures["explanation"]


def test_without_a_token_a_site_that_syncs_all_the_same_is_judged(client, settings):
    settings.GITHUB_TOKEN = ""
    long_ago = timezone.now() - timedelta(days=30)
    SyncRun.objects.create(started_at=long_ago, heartbeat_at=long_ago)
    make_aged(timedelta(days=30))
    status, report = health(client)
    assert (status, report["github_figures"]["configured"]) == (503, True)


def test_repository_that_is_asked_about_seldom_is_not_overdue(client):
    make_aged(timedelta(days=4), due_for=-timedelta(days=3))
    assert health(client)[0] == 200


def test_cold_repository_that_has_just_become_due_is_not_overdue(client):
    make_aged(timedelta(days=7), due_for=timedelta(hours=12))
    assert health(client)[0] == 200


def test_cold_repository_that_nobody_asks_about_for_days_makes_the_site_unhealthy(client):
    make_aged(timedelta(days=9), due_for=timedelta(days=2))
    assert health(client)[0] == 503


def test_repository_that_fails_while_all_others_rest_does_not_make_the_site_unhealthy(client):
    make_aged(timedelta(days=4), due_for=-timedelta(hours=1), failures=3, error_kind="forbidden")
    for _number in range(2):
        make_aged(timedelta(days=3), due_for=-timedelta(days=4))
    assert health(client)[0] == 200


def test_round_that_takes_days_without_a_token_is_no_fault(client, settings):
    settings.GITHUB_TOKEN = ""
    SyncRun.objects.create(started_at=timezone.now(), heartbeat_at=timezone.now())
    make_aged(timedelta(days=5), due_for=timedelta(days=4))
    make_aged(timedelta(hours=1), due_for=-timedelta(hours=21))
    assert health(client)[0] == 200


def test_sync_that_stopped_for_days_without_a_token_makes_the_site_unhealthy(client, settings):
    settings.GITHUB_TOKEN = ""
    SyncRun.objects.create(started_at=timezone.now(), heartbeat_at=timezone.now())
    make_aged(timedelta(days=5), due_for=timedelta(days=4))
    assert health(client)[0] == 503


def test_repository_that_alone_fails_does_not_make_the_site_unhealthy(client):
    failing = {"failures": 9, "error_kind": "forbidden"}
    make_aged(timedelta(days=30), due_for=-timedelta(hours=20), **failing)
    make_aged(timedelta(hours=1), due_for=-timedelta(hours=21))
    status, report = health(client)
    assert (status, report["github_figures"]["stale_repositories"]) == (200, 1)


def test_site_is_unhealthy_when_every_attempt_fails(client):
    for _number in range(2):
        make_aged(timedelta(days=3), due_for=-timedelta(hours=1), failures=9, error_kind="forbidden")
    status, report = health(client)
    assert status == 503
    assert "no answer brings any" in report["github_figures"]["explanation"]


def test_explanation_is_in_english_whoever_asks(client):
    figures = json.loads(client.get("/healthz", headers={"accept-language": "ja"}).content)["github_figures"]
    assert figures["explanation"].isascii()


@pytest.mark.parametrize("count", [3, 30])
def test_health_costs_the_same_for_any_number(client, django_assert_num_queries, count):
    for _number in range(count):
        make_aged(timedelta(hours=1))
    client.get("/healthz")
    with django_assert_num_queries(4):
        client.get("/healthz")


def test_mail_that_nobody_sends_makes_the_site_unhealthy(client):
    letter = post(key="k", to="a@tomoni.example", subject="s", text="t")
    status, report = health(client)
    assert (status, report["mail"]["waiting"], report["mail"]["stuck"]) == (200, 1, False)
    Letter.objects.filter(pk=letter.pk).update(posted_at=timezone.now() - timedelta(hours=3))
    status, report = health(client)
    assert (status, report["status"], report["mail"]["stuck"]) == (503, "unhealthy", True)
    Letter.objects.filter(pk=letter.pk).update(given_up_at=timezone.now())
    status, report = health(client)
    assert (status, report["mail"]["given_up"], report["mail"]["oldest_waiting_seconds"]) == (200, 1, None)
