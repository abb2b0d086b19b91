"""What every way of running has in common. Values that differ come from the environment: docs/settings.md."""

from pathlib import Path
from zoneinfo import available_timezones

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .environment import env, private_files, tasks_backend, with_sqlite_in_wal_mode
from .log_lines import logging_to_the_console
from .signing_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])

INSTALLED_APPS = [
    # Floors of the house, the lowest first: what a floor does on a signal is done when a higher one hears of it.
    "integrations.github",
    "integrations.mail",
    "integrations.regular",
    "pages",
    "pages.finding",
    "regions",
    "accounts",
    "accounts.notices",
    "accounts.reports",
    "accounts.sending",
    "accounts.invitations",
    "projects",
    "projects.joining",
    "projects.updates",
    "projects.matching",
    "challenges",
    "challenges.questions",
    "challenges.proposals",
    "challenges.reviews",
    "challenges.pilots",
    "challenges.outcomes",
    "events",
    "hub",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "projects.bringing",  # takes the place of some mails of wagtail.admin, so it comes after it
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hub.methods.OnlyReadAndSend",
    "hub.page_cache.PageCache",
    "hub.content_security.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.signin.middleware.SignedInPages",
    "accounts.signin.middleware.SecondFactorForAdmins",
    "hub.addresses.NoNul",
    "hub.redirects.Redirects",
    "hub.only_by_form.OnlyByForm",
    "hub.refusals.RefusalsAreTold",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["hub.lean_templates.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": with_sqlite_in_wal_mode(env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/tomoni.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://tomoni")}
TASKS_URL = env("TASKS_URL", default="database://")
TASKS = {"default": tasks_backend(TASKS_URL)}
if TASKS_URL.startswith("redis"):
    INSTALLED_APPS.append("django_rq")
    RQ_QUEUES = {"default": {"URL": TASKS_URL, "DEFAULT_TIMEOUT": 3 * 3600}}  # a first sync may take a while

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DEMO_ACCOUNTS_ALLOWED = False  # only `make run`, on one's own machine, may have accounts with the demo password
WAGTAIL_WORKFLOW_ENABLED = True  # on the list of projects alone: whoever looks after a space publishes in it
WAGTAIL_PASSWORD_RESET_ENABLED = False  # /accounts/ has one for everybody

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
FORMAT_MODULE_PATH = ["hub.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=VAR_DIR / "static")
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=VAR_DIR / "media")
PRIVATE_ROOT = env.path("PRIVATE_ROOT", default=VAR_DIR / "private")  # no address serves what lies there
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": private_files(PRIVATE_ROOT),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

WAGTAIL_SITE_NAME = "Tomoni"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})  # browsers know no such zone
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "pages.search"}}
# Nothing that a browser would run when it is opened from this site.
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "geojson",
    "ics",
    "json",
    "md",
    "odp",
    "ods",
    "odt",
    "pdf",
    "pptx",
    "txt",
    "xlsx",
    "zip",
]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict] = []

EMAIL_BACKEND = "integrations.mail.backend.Outbox"  # what really sends is MAIL_DELIVERY
EMAIL_TIMEOUT = 30  # seconds, for each answer of the mail server
PROPOSALS_KEPT_FOR_DAYS = env.int("PROPOSALS_KEPT_FOR_DAYS", default=365)  # after the end of the challenge
PROPOSAL_DRAFTS_KEPT_FOR_DAYS = env.int("PROPOSAL_DRAFTS_KEPT_FOR_DAYS", default=90)  # after its closing
REGULAR_WORK_EVERY = env.int("REGULAR_WORK_EVERY", default=5)  # minutes; 0: something else starts it

GITHUB_API_URL = env("GITHUB_API_URL", default="https://api.github.com")
GITHUB_TOKEN = env("GITHUB_TOKEN", default="")
GITHUB_APP_ID = env("GITHUB_APP_ID", default="")
GITHUB_APP_PRIVATE_KEY = env.str("GITHUB_APP_PRIVATE_KEY", default="", multiline=True)
GITHUB_APP_INSTALLATION_ID = env("GITHUB_APP_INSTALLATION_ID", default="")
GITHUB_NEWCOMER_LABELS = env.list("GITHUB_NEWCOMER_LABELS", default=[])
GITHUB_WEBHOOK_SECRET = env("GITHUB_WEBHOOK_SECRET", default="")
GITHUB_OAUTH_CLIENT_ID = env("GITHUB_OAUTH_CLIENT_ID", default="")
GITHUB_OAUTH_CLIENT_SECRET = env("GITHUB_OAUTH_CLIENT_SECRET", default="")
GITHUB_SYNC_EVERY = env.int("GITHUB_SYNC_EVERY", default=0)  # minutes; 0: something else starts the sync
GITHUB_STALE_AFTER = env.int("GITHUB_STALE_AFTER", default=48)  # hours

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes: long texts come back to be shortened, and take nine a letter
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
FORM_SECONDS = env.int("FORM_SECONDS", default=2)  # whoever sends a form sooner is taken for a program

METRICS_TOKEN = env("METRICS_TOKEN", default="")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hub.csrf.csrf_failure"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = logging_to_the_console(level=env("LOG_LEVEL", default="INFO"), line_format=env("LOG_FORMAT", default="line"))
