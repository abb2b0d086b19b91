"""A mail as a row keeps it, and back: whatever Django can send, with every part and header."""

from __future__ import annotations

import base64
from email import message_from_bytes, policy
from email.message import Message
from email.mime.base import MIMEBase
from typing import Any

from django.core.mail import EmailAlternative, EmailMessage, EmailMultiAlternatives

Packed = dict[str, Any]

PLAIN = ("subject", "body", "from_email", "to", "cc", "reply_to", "content_subtype", "mixed_subtype", "encoding")


class Envelope(EmailMultiAlternatives):
    """A mail for one of those whom it names, or for one whom it does not name."""

    for_address = ""

    def recipients(self) -> list[str]:
        return [self.for_address]


def packed(message: EmailMessage) -> Packed:
    """Values that JSON can hold. Raises what the mail itself raises if it cannot be sent as it is."""
    message.message().as_bytes()
    plain = {name: _plain(getattr(message, name)) for name in PLAIN}
    return {
        **plain,
        "headers": {name: str(value) for name, value in message.extra_headers.items()},
        "alternatives": [list(each) for each in getattr(message, "alternatives", ())],
        "attachments": [_packed_attachment(each) for each in message.attachments],
    }


def unpacked(row: Packed, *, to: str, headers: dict[str, str]) -> Envelope:
    """The mail, ready to be sent to that address; `headers` are added where it has none of that name."""
    mail = Envelope(headers={**_without(headers, row["headers"]), **row["headers"]})
    for name in PLAIN:
        setattr(mail, name, row[name])
    mail.alternatives = [EmailAlternative(*each) for each in row["alternatives"]]
    for each in row["attachments"]:
        _attach(mail, each)
    mail.for_address = to
    return mail


def _without(headers: dict[str, str], names: Packed) -> dict[str, str]:
    there = {name.lower() for name in names}
    return {name: value for name, value in headers.items() if name.lower() not in there}


def _plain(value: Any) -> Any:
    """Lazy texts become texts; a database cannot keep the sign NUL."""
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return str(value).replace("\x00", "")


def _packed_attachment(attachment: Any) -> Packed:
    if isinstance(attachment, MIMEBase):
        return {"whole": _as_text(attachment.as_bytes())}
    name, content, mimetype = attachment
    if isinstance(content, EmailMessage):
        content = content.message()
    if isinstance(content, Message):
        content = content.as_bytes()
    if isinstance(content, bytes):
        return {"name": name, "type": mimetype, "bytes": _as_text(content)}
    return {"name": name, "type": mimetype, "text": str(content)}


def _attach(mail: EmailMessage, row: Packed) -> None:
    if "whole" in row:
        mail.attachments.append(message_from_bytes(_as_bytes(row["whole"]), _class=MIMEPart, policy=policy.compat32))
    else:
        content = _as_bytes(row["bytes"]) if "bytes" in row else row["text"]
        mail.attach(row["name"], content, row["type"])


class MIMEPart(MIMEBase):
    """What is read back, of a class that Django attaches as it is."""

    def __init__(self, policy: Any = policy.compat32) -> None:
        Message.__init__(self, policy=policy)


def _as_text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _as_bytes(text: str) -> bytes:
    return base64.b64decode(text)
