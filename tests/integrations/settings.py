"""The bottom floor alone, without any page: for the type checker, and proof that it stands by itself."""

import os
from urllib.parse import urlsplit

INSTALLED_APPS = ["integrations.github", "integrations.mail", "integrations.regular"]
_DATABASE = os.environ.get("GITHUB_TEST_DATABASE", ":memory:")
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": _DATABASE,
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"},
}
_URL = urlsplit(_DATABASE)
_POSTGRESQL = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": _URL.path.removeprefix("/"),
    "USER": _URL.username,
    "PASSWORD": _URL.password,
    "HOST": _URL.hostname,
    "PORT": _URL.port,
}
DATABASES = {"default": _POSTGRESQL if _URL.scheme.startswith("postgres") else _SQLITE}
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
EMAIL_BACKEND = "integrations.mail.backend.Outbox"
MAIL_DELIVERY = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ.get("TEST_SMTP_PORT", "9"))
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH: str = os.environ.get("TEST_MAIL_FOLDER", "var/mail")
REGULAR_WORK_EVERY = 0
