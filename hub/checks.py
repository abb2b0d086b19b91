"""What must hold before a public server starts."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseProblem

from .demo.accounts import REMEDY, accounts_with_the_demo_password

MESSAGE = "Everybody knows the password of %s."


@register(Tags.security, deploy=True)
def demo_accounts_are_closed(app_configs, **kwargs):
    """Part of `manage.py check --deploy`."""
    return [Error(MESSAGE % email, hint=f"Please {REMEDY}", id="hub.E001") for email in _open_accounts()]


def refuse_demo_accounts() -> None:
    """Raise ImproperlyConfigured where anybody could sign in with the demo password. Called when a server starts."""
    found = _open_accounts()
    if found:
        raise ImproperlyConfigured(f"{MESSAGE % ', '.join(found)} Before this server starts, {REMEDY}")


def _open_accounts():
    """Nothing while there is no database or no table yet: `migrate` has to be able to run."""
    if settings.DEMO_ACCOUNTS_ALLOWED:
        return []
    try:
        return accounts_with_the_demo_password()
    except DatabaseProblem:
        return []
