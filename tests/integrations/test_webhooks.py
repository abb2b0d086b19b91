"""What a delivery that GitHub signed brings about: the repository is asked about soon, and nothing else changes."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django_tasks_db.models import DBTaskResult

from integrations.github.models import Repository, SyncRun, WebhookDelivery
from integrations.github.services import add_repositories
from integrations.github.webhooks.tasks import work_off
from tests.github_server import GitHubServer

from .webhook_deliveries import FORM, SECRET, Hook, as_form, payload

ROOT = Path(__file__).resolve().parent.parent.parent
LATER = datetime(2100, 1, 1, tzinfo=UTC)
EVENTS = ["push", "issues", "pull_request", "star", "fork", "release", "repository"]
CHANGES = ["renamed", "transferred", "archived", "deleted", "privatized", "publicized"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def hook(settings):
    settings.GITHUB_WEBHOOK_SECRET = SECRET
    return Hook(Client(enforce_csrf_checks=True))


@pytest.fixture
def repository(db):
    return Repository.objects.create(
        full_name="code/a", github_id=41, node_id="R_41", status="active", due_at=LATER, added_at=LATER
    )


def is_due(repository):
    return Repository.objects.get(pk=repository.pk).due_at < LATER


def text(response):
    return response.content.decode().strip()


@pytest.mark.parametrize("event", EVENTS)
def test_event_makes_its_repository_due(hook, repository, event):
    response = hook.deliver(event, payload(41))
    assert (response.status_code, is_due(repository)) == (202, True)


@pytest.mark.parametrize("action", CHANGES)
def test_news_of_a_repository_changes_nothing_but_when_it_is_asked_about(hook, repository, action):
    before = model_to_dict(repository) | {"full_name": repository.full_name, "status": repository.status}
    hook.deliver("repository", payload(41, action=action))
    after = Repository.objects.get()
    assert model_to_dict(after) | {"full_name": after.full_name, "status": after.status} == before
    assert is_due(repository)


@pytest.mark.parametrize("action", ["deleted", "privatized"])
def test_what_may_be_hidden_from_readers_is_asked_about_at_once(
    hook, commands, settings, django_capture_on_commit_callbacks, action
):
    with GitHubServer() as server:
        settings.GITHUB_API_URL, settings.GITHUB_TOKEN = server.url, server.token
        there = server.world.add("code/a")
        add_repositories(names=["code/a"])
        commands.run("sync_github")
        there.state = "deleted"
        known = Repository.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            hook.deliver("repository", payload(known.github_id, action=action))
    assert Repository.objects.get().unreachable_since is not None


def test_event_alone_asks_github_nothing(hook, repository, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hook.deliver("push", payload(41))
    assert not SyncRun.objects.exists()


def test_deliveries_out_of_order_end_with_what_github_says(hook, github, commands):
    github.world.add("code/a", stars=3)
    commands.add("code/a")
    commands.sync()
    known = Repository.objects.get()
    hook.deliver("repository", payload(known.github_id, action="deleted"))
    hook.deliver("repository", payload(known.github_id, action="renamed", changes={"repository": {}}))
    hook.deliver("star", payload(known.github_id, action="created", stargazers_count=9_999_999))
    commands.sync("--all")
    row = commands.row("code/a")
    assert (row["full_name"], row["status"], row["stars"]) == ("code/a", "active", 3)


def test_form_is_taken_as_well(hook, repository):
    body = as_form(json.dumps(payload(41, sender="横浜 🏙")).encode())
    assert hook.send(body, content_type=FORM).status_code == 202
    assert is_due(repository)


def test_payload_in_any_script_is_taken(hook, repository):
    assert hook.deliver("issues", payload(41, issue={"title": "地図が開かない 🗾"})).status_code == 202
    assert is_due(repository)


def test_charset_beside_the_content_type_is_no_hindrance(hook, repository):
    body = json.dumps(payload(41)).encode()
    assert hook.send(body, content_type="application/json; charset=utf-8").status_code == 202


def test_ping_is_answered_pong(hook):
    response = hook.deliver("ping", {"zen": "Keep it simple.", "hook_id": 1})
    assert (response.status_code, text(response)) == (200, "pong")


def test_unknown_event_is_ignored_politely(hook, repository):
    response = hook.deliver("workflow_run", payload(41))
    assert (response.status_code, is_due(repository)) == (200, False)
    assert text(response).startswith("Ignored")


@pytest.mark.parametrize(
    "about",
    [
        payload(42),
        payload(None),
        payload("41"),
        payload(True),
        payload(41.0),
        payload(-41),
        payload(2**63),
        {"repository": None},
        {"repository": "code/a"},
        {"repository": {"full_name": "code/a"}},
        {"organization": {"id": 41}},
        {},
    ],
    ids=str,
)
def test_delivery_about_no_repository_of_ours_is_ignored_politely(hook, repository, about):
    response = hook.deliver("push", about)
    assert (response.status_code, is_due(repository)) == (200, False)


def test_name_alone_makes_nothing_due(hook, repository):
    """Another repository may have it by now."""
    hook.deliver("push", {"repository": {"id": 42, "full_name": "code/a"}})
    assert not is_due(repository)


def test_delivery_that_comes_again_does_nothing(hook, repository):
    assert hook.deliver("push", payload(41), delivery="once").status_code == 202
    Repository.objects.update(due_at=LATER)
    again = hook.deliver("push", payload(41), delivery="once")
    assert (again.status_code, is_due(repository)) == (200, False)
    assert text(again) == "Ignored: this delivery came before."


def test_next_delivery_makes_it_due_again(hook, repository):
    hook.deliver("push", payload(41), delivery="first")
    Repository.objects.update(due_at=LATER)
    hook.deliver("push", payload(41), delivery="second")
    assert is_due(repository)


def test_same_delivery_at_the_same_moment_counts_once(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.integrations.settings",
        "GITHUB_TEST_DATABASE": str(tmp_path / "hooks.sqlite3"),
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=environment, check=True, cwd=ROOT
    )
    script = Path(__file__).with_name("webhook_at_once.py")
    done = subprocess.run([sys.executable, script], env=environment, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == [200] * 7 + [202]


def test_delivery_costs_few_queries(hook, repository, django_assert_num_queries):
    with django_assert_num_queries(10):
        hook.deliver("push", payload(41))


def test_repository_that_is_being_asked_about_becomes_due_when_that_is_over(hook, repository, settings):
    """The run may have its answer from before the push, and writes its own plan over ours."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    until = datetime.now(UTC) + timedelta(minutes=4)
    Repository.objects.update(claimed_by="run", claimed_until=until)
    assert work_off.call(41, False).startswith("being asked about; again at ")
    again = DBTaskResult.objects.get()
    assert (again.task_path, again.run_after) == (work_off.module_path, until)
    assert again.args_kwargs["args"] == [41, False]


def test_delivery_waits_in_the_queue_and_says_nothing_of_what_it_brought(hook, repository, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    hook.deliver("push", payload(41, head_commit={"message": "secret words"}))
    (queued,) = DBTaskResult.objects.all()
    (kept,) = WebhookDelivery.objects.values()
    assert (queued.args_kwargs, is_due(repository)) == ({"args": [41, False], "kwargs": {}}, False)
    assert set(kept) == {"id", "delivery_id", "event", "received_at"}


def test_old_deliveries_are_forgotten(hook, repository):
    week_and_more = datetime.now(UTC) - timedelta(days=7, minutes=1)
    WebhookDelivery.objects.create(delivery_id="old", event="push", received_at=week_and_more)
    hook.deliver("push", payload(41), delivery="new")
    assert list(WebhookDelivery.objects.values_list("delivery_id", flat=True)) == ["new"]


def test_delivery_leaves_no_cookie_and_is_kept_nowhere(hook, repository):
    response = hook.deliver("push", payload(41))
    assert (response.cookies, "ETag" in response) == ({}, False)
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_manifest_of_the_app_asks_for_these_events_and_for_reading_alone():
    manifest = json.loads((ROOT / "docs/github-app-manifest.json").read_text(encoding="utf-8"))
    assert sorted(manifest["default_events"]) == sorted(EVENTS)
    assert manifest["default_permissions"] == dict.fromkeys(["metadata", "contents", "issues", "pull_requests"], "read")
    assert manifest["hook_attributes"]["url"].removeprefix(manifest["url"]) == "/webhooks/github/"
