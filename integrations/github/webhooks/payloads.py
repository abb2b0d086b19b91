"""What little is taken from a payload: which repository it is about, and whether to ask at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from .checks import Delivery, Refusal

PING = "ping"
EVENTS = frozenset({"push", "issues", "pull_request", "star", "fork", "release", "repository"})

_HIDING = {"deleted", "privatized"}
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class News:
    """`github_id` is GitHub's number: a name may belong to another repository by the time it is read."""

    github_id: int | None
    is_urgent: bool


def news_of(delivery: Delivery) -> News:
    """Raises Refusal for what is no JSON object, signed or not."""
    payload = _parsed(delivery)
    hidden = delivery.event == "repository" and payload.get("action") in _HIDING
    return News(github_id=_repository_id(payload), is_urgent=hidden)


def _parsed(delivery: Delivery) -> dict[str, Any]:
    try:
        payload = json.loads(_json_text(delivery))
    except (ValueError, RecursionError) as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The payload is no JSON in UTF-8.") from error
    if not isinstance(payload, dict):
        raise Refusal(HTTPStatus.BAD_REQUEST, "The payload is no JSON object.")
    return payload


def _json_text(delivery: Delivery) -> str:
    text = delivery.body.decode()
    if not delivery.is_form:
        return text
    return parse_qs(text, errors="strict", max_num_fields=10).get("payload", [""])[0]


def _repository_id(payload: dict[str, Any]) -> int | None:
    repository = payload.get("repository")
    number = repository.get("id") if isinstance(repository, dict) else None
    is_id = isinstance(number, int) and not isinstance(number, bool) and 0 < number <= _LARGEST_ID
    return number if is_id else None
