"""Writes mail into files, for trying the site out: one file a message, which mail programs open."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class OneFileEach(BaseEmailBackend):
    """Into EMAIL_FILE_PATH. A message that is sent again overwrites its own file: it is there once."""

    def __init__(self, *args: Any, file_path: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(file_path or settings.EMAIL_FILE_PATH or "mail")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self._write(message.message())
        return len(email_messages)

    def _write(self, message: Message) -> None:
        """Whole or not at all: nobody reads half a mail."""
        path = self.folder / _name(message)
        unfinished = path.with_name(f".{path.name}")
        unfinished.write_bytes(message.as_bytes())
        unfinished.replace(path)


def _name(message: Message) -> str:
    """In the order of the posts."""
    posted = parsedate_to_datetime(message["Date"])
    digest = hashlib.sha256(message["Message-ID"].encode()).hexdigest()[:12]
    return f"{posted:%Y%m%d-%H%M%S}-{digest}.eml"
