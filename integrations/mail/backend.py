"""Django's way to the outbox: EMAIL_BACKEND. What really sends is named by MAIL_DELIVERY."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .services import post_message


class Outbox(BaseEmailBackend):
    """Every mail, whoever sends it, becomes rows in the transaction that is open: it goes out with it or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(1 for message in email_messages if post_message(message))
