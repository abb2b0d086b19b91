"""The test suite: no network, fast passwords, tasks run at once, its own database and media."""

from .base import *  # noqa: F403
from .base import VAR_DIR
from .environment import env, private_files, with_sqlite_in_wal_mode

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
FORM_SECONDS = 0  # tests are faster than people
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": with_sqlite_in_wal_mode(env.db("TEST_DATABASE_URL", default=f"sqlite:///{VAR_DIR}/test.sqlite3"))
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = MAIL_DELIVERY = "django.core.mail.backends.locmem.EmailBackend"
REGULAR_WORK_EVERY = 0
DEFAULT_FROM_EMAIL = "Tomoni <tomoni@tomoni.example>"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = VAR_DIR / "test-media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": private_files(VAR_DIR / "test-private"),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
GITHUB_API_URL = "http://127.0.0.1:9"
GITHUB_TOKEN = ""
GITHUB_OAUTH_CLIENT_ID = GITHUB_OAUTH_CLIENT_SECRET = ""
OIDC_PROVIDERS: list[dict] = []
ADMIN_NEEDS_SECOND_FACTOR = False
TRUSTED_PROXY_COUNT = 0
STATIC_ROOT = VAR_DIR / "test-static"
STATIC_ROOT.mkdir(exist_ok=True)
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING"}}
