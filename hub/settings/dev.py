"""`make run`: this machine, plain HTTP, a production server with demo accounts, mail written to var/mail."""

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403
from .base import VAR_DIR
from .environment import email_settings, env

DEBUG = env.bool("DEBUG", default=False)
DEMO_ACCOUNTS_ALLOWED = True


def _secret_key_kept_in(path):
    if not path.exists():
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _secret_key_kept_in(VAR_DIR / "secret_key")

if "EMAIL_URL" in env:
    vars().update(email_settings(env.email_url("EMAIL_URL")))
else:
    MAIL_DELIVERY = "integrations.mail.files.OneFileEach"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Tomoni <tomoni@tomoni.example>")
