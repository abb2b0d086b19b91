"""Settings: code, example and docs know the same ones; production is strict."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READ = re.compile(r"""(?:env(?:\.\w+)?|required|os\.environ\.(?:get|setdefault))\(\s*["']([A-Z][A-Z_]+)""")
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "hub.settings.production",
    "SECRET_KEY": "k" * 60 + "abcdefghij",
    "SITE_URL": "https://tomoni.example",
    "ALLOWED_HOSTS": "tomoni.example",
    "DEFAULT_FROM_EMAIL": "tomoni@tomoni.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def names_in_code():
    files = [*(ROOT / "hub").rglob("*.py"), *(ROOT / "integrations").rglob("*.py"), *(ROOT / "tests").glob("*.py")]
    texts = (path.read_text(encoding="utf-8") for path in files)
    return {name for text in texts for name in READ.findall(text)} | {"DJANGO_SETTINGS_MODULE"}


def names_in_example():
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))


def names_in_docs():
    return set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.MULTILINE))


def manage(*arguments, **environment):
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_example_offers_every_setting_that_the_code_reads():
    assert names_in_example() == names_in_code()


def test_docs_explain_every_setting():
    assert names_in_docs() == names_in_example()


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DEFAULT_FROM_EMAIL"])
def test_production_stops_with_the_name_and_the_remedy_of_a_missing_setting(name):
    stopped = manage("check", **{**PRODUCTION, name: ""})
    assert stopped.returncode != 0
    assert f"{name} is not set. Set it to" in stopped.stderr


def test_production_passes_the_deployment_check():
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert checked.stdout == "System check identified no issues (0 silenced).\n"


def test_wrong_tasks_url_says_what_would_be_right():
    stopped = manage("check", **{**PRODUCTION, "TASKS_URL": "amqp://localhost"})
    assert "TASKS_URL is 'amqp://localhost'. Use database://" in stopped.stderr
