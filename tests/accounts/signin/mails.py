"""What a person finds in their mailbox."""

import re

from django.core import mail

CODE = re.compile(r"^(\d{4}-\d{4})$", re.MULTILINE)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
"""As a Japanese keyboard gives them."""


def last_mail(to):
    return [each for each in mail.outbox if each.to == [to]][-1]


def code_mailed_to(address):
    """The code of the latest mail."""
    return CODE.search(last_mail(address).body).group(1)


def wrong(code):
    return code[:-1] + str((int(code[-1]) + 1) % 10)
