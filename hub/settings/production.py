"""A public server: HTTPS only, secrets from the environment, nothing assumed."""

from .base import *  # noqa: F403
from .environment import email_settings, env, required

DEBUG = False
SECRET_KEY = required("SECRET_KEY", remedy="Set it to a long random text that only this server knows.")
SITE_URL = required("SITE_URL", remedy="Set it to the public address, as in https://tomoni.example.").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL
required("ALLOWED_HOSTS", remedy="Set it to the host names that this site answers to, separated by commas.")

vars().update(email_settings(env.email_url("EMAIL_URL", default="smtp://localhost:25")))
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", remedy="Set it to the address that mail comes from.")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

ADMIN_NEEDS_SECOND_FACTOR = env.bool("ADMIN_NEEDS_SECOND_FACTOR", default=True)
