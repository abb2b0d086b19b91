"""Deliveries as GitHub sends them, signed."""

from __future__ import annotations

import hashlib
import hmac
import json
from itertools import count
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

ADDRESS = "/webhooks/github/"
SECRET = "秘密 of the hook"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"

_numbers = count(1)


def payload(github_id: Any, **rest: Any) -> dict[str, Any]:
    return {"repository": {"id": github_id, "full_name": "any/name"}, **rest}


def signed(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def as_form(body: bytes) -> bytes:
    return urlencode({"payload": body}).encode()


class Hook:
    """GitHub's side: whatever is not named is as GitHub would send it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def deliver(self, event: str, about: Any, **changes: Any) -> HttpResponse:
        return self.send(json.dumps(about, ensure_ascii=False).encode(), event=event, **changes)

    def send(self, body: bytes, *, content_type: str = JSON, environ: Any = None, **changes: Any) -> HttpResponse:
        """`changes`: event, delivery, signature; None leaves the header out. `environ`: the server's own variables."""
        given = {
            "X-GitHub-Event": changes.get("event", "push"),
            "X-GitHub-Delivery": changes.get("delivery", f"00000000-0000-4000-8000-{next(_numbers):012}"),
            "X-Hub-Signature-256": changes.get("signature", signed(body)),
        }
        headers = {name: value for name, value in given.items() if value is not None}
        server = {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body))} | (environ or {})
        return self.client.generic("POST", ADDRESS, body, headers=headers, **server)
