"""Where attachments lie: in the store `private`, which no address serves, under names that say nothing."""

import secrets

from django.core.files.storage import storages

FOLDER = "proposals"


def private_storage():
    return storages["private"]


def new_name(attachment, filename) -> str:
    """Nothing of what it was called, and nothing that could be guessed."""
    return f"{FOLDER}/{secrets.token_hex(24)}"
