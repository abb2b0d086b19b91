"""What `make run` does before it serves, and what a public server refuses."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Site

from hub.checks import demo_accounts_are_closed, refuse_demo_accounts
from hub.demo.accounts import PASSWORD
from hub.demo.loader import load
from integrations.github.models import Repository
from integrations.github.services import follow
from regions.models import Region
from tests.factories import make_project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def running(site, settings, tmp_path):
    """A site that runs already, with one project of its own."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = []
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    make_project("うちのプロジェクト")
    return settings


def prepare():
    out = StringIO()
    call_command("prepare_run", stdout=out)
    return out.getvalue()


def test_prepare_run_says_the_address(running):
    running.SITE_URL = "http://127.0.0.1:8123"
    assert "http://127.0.0.1:8123/admin/" in prepare()


def test_prepare_run_moves_the_site_to_another_port(running):
    running.SITE_URL = "http://127.0.0.1:8123"
    prepare()
    assert Site.objects.get().root_url == "http://127.0.0.1:8123"


def test_prepare_run_names_the_accounts_that_exist(running):
    assert PASSWORD not in prepare()
    get_user_model().objects.create_user(email="officer@tomoni.example", password=PASSWORD)
    said = prepare()
    assert "officer@tomoni.example  (the challenges of Kobe)" in said
    assert "volunteer@tomoni.example" not in said
    assert PASSWORD in said


def test_prepare_run_says_where_mail_goes(running, tmp_path):
    running.MAIL_DELIVERY = "integrations.mail.files.OneFileEach"
    running.EMAIL_FILE_PATH = tmp_path / "mail"
    assert f"written to {tmp_path}/mail" in prepare()


def test_prepare_run_keeps_people_s_own_projects_and_adds_no_demo(running):
    prepare()
    assert not get_user_model().objects.exists()


def test_prepare_run_collects_static_files_again_only_when_one_changed(running, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    running.STATICFILES_DIRS = [source]
    (source / "one.css").write_text("a")
    assert "Collecting" in prepare()
    assert "Collecting" not in prepare()
    (source / "two.css").write_text("b")
    assert "Collecting" in prepare()
    assert (running.STATIC_ROOT / "two.css").read_text() == "b"


def test_prepare_run_says_how_to_get_figures_without_a_token(running):
    assert "no figures yet: put GITHUB_TOKEN=… into .env" in prepare()


def test_prepare_run_with_a_token_and_nothing_new_starts_no_sync(running):
    running.GITHUB_TOKEN = "token"
    assert "manage.py sync_github brings newer ones" in prepare()


def test_demo_leaves_nothing_behind_when_it_fails(db):
    def interrupted(label, rows):
        if label == "brigades":
            raise KeyboardInterrupt
        return rows

    before = Page.objects.count()
    with pytest.raises(KeyboardInterrupt):
        load(interrupted)
    assert (Page.objects.count(), Region.objects.count(), Repository.objects.count()) == (before, 0, 0)


def test_prepare_run_with_a_token_hands_the_first_sync_to_the_worker(running):
    running.GITHUB_TOKEN = "token"
    running.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    follow(full_name="codeforjapan/decidim-cfj")
    assert "the first sync runs in the background; repositories to ask about: 1" in prepare()
    assert DBTaskResult.objects.filter(task_path="integrations.github.tasks.sync").count() == 1


def test_prepare_run_begins_the_worker_s_schedule_once(running):
    running.GITHUB_SYNC_EVERY = 60
    running.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for _start in range(2):
        assert "the worker asks GitHub every 60 minutes" in prepare()
    assert DBTaskResult.objects.filter(task_path="integrations.github.scheduling.scheduled_sync").count() == 1


def test_prepare_run_without_a_schedule_does_not_speak_of_one(running):
    assert "the worker asks GitHub" not in prepare()


# --- production and the demo's password ---


@pytest.fixture
def demo_account(db):
    return get_user_model().objects.create_user(email="admin@tomoni.example", password=PASSWORD)


def test_production_refuses_to_start_with_the_demo_password(demo_account):
    with pytest.raises(ImproperlyConfigured) as refused:
        refuse_demo_accounts()
    assert str(refused.value) == (
        "Everybody knows the password of admin@tomoni.example. Before this server starts, give each account a password "
        "of its own (manage.py changepassword ADDRESS), or delete it."
    )


def test_deployment_check_names_the_account(demo_account):
    assert [(error.id, error.msg) for error in demo_accounts_are_closed(None)] == [
        ("hub.E001", "Everybody knows the password of admin@tomoni.example.")
    ]


def test_production_starts_once_the_password_is_another(demo_account):
    demo_account.set_password("quiet-river-stone")
    demo_account.save()
    refuse_demo_accounts()
    assert demo_accounts_are_closed(None) == []


def test_production_starts_when_the_account_is_closed(demo_account):
    demo_account.is_active = False
    demo_account.save()
    refuse_demo_accounts()


def test_make_run_starts_with_the_demo_password(demo_account, settings):
    settings.DEMO_ACCOUNTS_ALLOWED = True
    refuse_demo_accounts()


def production(code, database):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "hub.settings.production",
        "SECRET_KEY": "k" * 60,
        "SITE_URL": "https://tomoni.example",
        "ALLOWED_HOSTS": "tomoni.example",
        "DEFAULT_FROM_EMAIL": "tomoni@tomoni.example",
        "DATABASE_URL": f"sqlite:///{database}",
    }
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("database", ["/nowhere/at-all.sqlite3", "{tmp_path}/empty.sqlite3"])
def test_production_loads_without_a_database_or_its_tables(tmp_path, database):
    loaded = production("import hub.wsgi; print('loaded')", database.format(tmp_path=tmp_path))
    assert (loaded.stdout, loaded.returncode) == ("loaded\n", 0)
