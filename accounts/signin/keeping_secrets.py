"""Secrets of second factors as they stand in the database: whoever reads a copy of it cannot make codes with them."""

import base64
import logging
import os

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)
SALT = "accounts.signin.keeping_secrets"


def locked(text: str) -> str:
    return _locks().encrypt(text.encode()).decode()


def unlocked(text: str) -> str:
    """The secret. Where no key of the site fits, one that nobody knows: no code fits it, and the log says why."""
    try:
        return _locks().decrypt(text.encode()).decode()
    except InvalidToken:
        logger.exception(
            "A second factor was made under another SECRET_KEY. Put that one into SECRET_KEY_FALLBACKS, or let the "
            "person begin anew with manage.py remove_second_factor."
        )
        return base64.b32encode(os.urandom(20)).decode()


def _locks():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key_from(each)) for each in keys])


def _key_from(secret_key):
    return base64.urlsafe_b64encode(salted_hmac(SALT, "", secret=secret_key, algorithm="sha256").digest())
