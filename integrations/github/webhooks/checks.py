"""What has to hold before anything that was sent is parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest

from .permissions import may_deliver

# GitHub sends up to 25 MB. A push of 2,048 commits, its most, stays far below this, and a delivery that is refused
# makes a figure later, not wrong; so strangers, too, can make a thread hold no more than this.
LARGEST = 5 * 1024 * 1024
FORM = "application/x-www-form-urlencoded"
CONTENT_TYPES = {"application/json", FORM}

_PIECE = 64 * 1024
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class Refusal(Exception):  # noqa: N818 - what it is, not an error of ours
    """Why a delivery is not taken; GitHub shows the text to the operator under "Recent Deliveries"."""

    def __init__(self, status: HTTPStatus, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """Signed by GitHub, not parsed yet."""

    delivery_id: str
    event: str
    body: bytes
    is_form: bool


def checked_delivery(request: HttpRequest) -> Delivery:
    """Read the body as far as it may go and check its signature, or raise Refusal. The cheapest checks come first."""
    secret: str = settings.GITHUB_WEBHOOK_SECRET
    if not secret:
        raise Refusal(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "Webhooks are switched off here. Set GITHUB_WEBHOOK_SECRET to the secret of the webhook.",
        )
    signature = request.headers.get("X-Hub-Signature-256", "")
    if not signature:
        raise Refusal(HTTPStatus.FORBIDDEN, "X-Hub-Signature-256 is missing. Give the webhook a secret on GitHub.")
    event, delivery_id = _word(request, "X-GitHub-Event"), _word(request, "X-GitHub-Delivery")
    if request.content_type not in CONTENT_TYPES:
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Choose the content type application/json on GitHub.")
    body = _body(request)
    if not may_deliver(body, secret=secret, signature=signature):
        raise Refusal(
            HTTPStatus.FORBIDDEN, "The signature does not fit. Is the secret on GitHub that of GITHUB_WEBHOOK_SECRET?"
        )
    return Delivery(delivery_id=delivery_id, event=event, body=body, is_form=request.content_type == FORM)


def _word(request: HttpRequest, header: str) -> str:
    value = request.headers.get(header, "")
    if not _WORD.fullmatch(value):
        raise Refusal(HTTPStatus.BAD_REQUEST, f"{header} is missing or is not what GitHub sends.")
    return value


def _body(request: HttpRequest) -> bytes:
    """All of it, or a refusal as soon as it is known to be too long."""
    stream = _stream(request)
    body = bytearray()
    try:
        while piece := stream.read(_PIECE):
            body += piece
            _refuse_if_too_large(len(body))
    except OSError as error:  # of the connection, and of chunks that are none
        raise Refusal(HTTPStatus.BAD_REQUEST, "The body broke off.") from error
    return bytes(body)


def _stream(request: HttpRequest) -> Readable:
    """Django reads as much as Content-Length says. A body in chunks has none; its end is known to the web server."""
    length = request.META.get("CONTENT_LENGTH", "")
    if length:
        _refuse_if_too_large(int(length) if length.isdecimal() else 0)
        return request
    if not request.META.get("wsgi.input_terminated"):
        raise Refusal(HTTPStatus.LENGTH_REQUIRED, "Send Content-Length.")
    chunks: Readable = request.META["wsgi.input"]
    return chunks


def _refuse_if_too_large(size: int) -> None:
    if size > LARGEST:
        raise Refusal(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"More than {LARGEST} bytes. No harm is done: the regular sync will see what is new.",
        )
