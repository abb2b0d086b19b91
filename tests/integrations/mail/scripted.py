"""What sends mail, with a fate that the test chooses."""

import os
import signal
import smtplib

from django.core.mail.backends.base import BaseEmailBackend

from integrations.mail.files import OneFileEach

fate = "taken"


class Scripted(BaseEmailBackend):
    def open(self):
        if fate == "away":
            raise ConnectionRefusedError("nobody is there")

    def send_messages(self, email_messages):
        if fate == "busy":
            raise smtplib.SMTPSenderRefused(451, b"busy", "tomoni@tomoni.example")
        if fate == "unknown":
            raise smtplib.SMTPRecipientsRefused({"a": (550, b"unknown")})
        if fate == "dropped":
            raise smtplib.SMTPServerDisconnected("gone")
        if fate == "broken" and email_messages[0].subject == "s1":
            raise RuntimeError("no luck")
        return len(email_messages)


class DiesAfterFour(OneFileEach):
    """`kill -9` in this process when the fourth mail is written and nobody knows it yet."""

    written = 0

    def send_messages(self, email_messages):
        sent = super().send_messages(email_messages)
        self.written += sent
        if self.written == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return sent
