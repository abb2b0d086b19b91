"""Where attachments lie: in the store `private`, which no address serves, under names that say nothing."""

import secrets

from django.core.files.storage import FileSystemStorage, storages

FOLDER = "proposals"


class PrivateFiles(FileSystemStorage):
    """A folder that has no address: asking for one is an error, and not the address of the uploads of pages."""

    @property
    def base_url(self):
        return None


def private_storage():
    return storages["private"]


def new_name(attachment, filename) -> str:
    """Nothing of what it was called, and nothing that could be guessed."""
    return f"{FOLDER}/{secrets.token_hex(24)}"
