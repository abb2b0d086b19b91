"""The GitHub app alone, without any page: for the type checker, and proof that the bottom floor stands by itself."""

import os

import environ

INSTALLED_APPS = ["integrations.github"]
_DATABASE = os.environ.get("GITHUB_TEST_DATABASE", ":memory:")
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": _DATABASE,
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"},
}
DATABASES = {"default": environ.Env.db_url_config(_DATABASE) if _DATABASE.startswith("postgres") else _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = "only-for-types"
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
GITHUB_API_URL = os.environ.get("GITHUB_API_URL", "https://api.github.com")
GITHUB_TOKEN = os.environ.get("GITHUB_TOKEN", "")
GITHUB_NEWCOMER_LABELS: list[str] = []
GITHUB_APP_ID = os.environ.get("GITHUB_APP_ID", "")
GITHUB_APP_PRIVATE_KEY = os.environ.get("GITHUB_APP_PRIVATE_KEY", "")
GITHUB_APP_INSTALLATION_ID = os.environ.get("GITHUB_APP_INSTALLATION_ID", "")
GITHUB_WEBHOOK_SECRET = ""
GITHUB_SYNC_EVERY = 0
