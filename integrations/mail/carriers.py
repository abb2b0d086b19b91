"""Handing a mail to what really sends it (MAIL_DELIVERY), and what its troubles mean."""

from __future__ import annotations

import logging
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

logger = logging.getLogger(__name__)


class UnreachableError(Exception):
    """Nobody is there, or does not know us: no letter can be sent now, whichever it is."""


class FailedError(Exception):
    """This letter could not be sent now; it may go later."""


class RefusedError(Exception):
    """This letter will never be taken."""


class Carrier:
    """One connection for the letters of a round, made anew after each trouble."""

    def __init__(self) -> None:
        self.connection: Any = None

    def carry(self, mail: EmailMessage) -> None:
        try:
            connection = self._open()
        except OSError as error:  # smtplib's own errors are of this kind, too
            self.close()
            raise UnreachableError(_words(error)) from error
        try:
            sent = connection.send_messages([mail])
        except (OSError, ValueError) as error:
            self.close()
            raise _meaning(error) from error
        if not sent:
            raise FailedError(f"{settings.MAIL_DELIVERY} took nothing")

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is None:
            return
        try:
            connection.close()
        except OSError as error:
            logger.debug("The connection to the mail server did not end well: %s", error)

    def _open(self) -> Any:
        if self.connection is None:
            self.connection = get_connection(settings.MAIL_DELIVERY)
        self.connection.open()
        return self.connection


def _meaning(error: Exception) -> Exception:
    """Refusals of the recipient (RCPT) or the contents (DATA) are for ever; what is said of us (MAIL) is not."""
    kind: type[Exception] = FailedError
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        kind = RefusedError if all(_is_for_ever(code) for code, _text in error.recipients.values()) else FailedError
    elif isinstance(error, smtplib.SMTPDataError):
        kind = RefusedError if _is_for_ever(error.smtp_code) else FailedError
    elif isinstance(error, ValueError):  # it cannot be written as a mail at all
        kind = RefusedError
    return kind(_words(error))


def _is_for_ever(code: int) -> bool:
    return 500 <= code < 600


def _words(error: Exception) -> str:
    """As the mail server said it, for people who look after the site."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(text)}" for code, text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
