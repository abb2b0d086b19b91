"""Sorts GitHub's replies: usable data, or an error named for what to do about it.

The disguises of limits and timeouts are those of GitHub's documentation and of users' reports: 403 or 429 with or
without Retry-After, 200 with a RATE_LIMITED or RATE_LIMIT error, 200 with partial data, 502 and 504 as JSON or HTML.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from .errors import CredentialsRefusedError, GitHubError, OverloadedError, RateLimitedError, RejectedError
from .records import RateLimit

LIMIT_TYPES = {"RATE_LIMITED", "RATE_LIMIT"}
_VALIDATION_KEYS = {"extensions", "locations"}
_TOO_MUCH = {"RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED", "SERVICE_UNAVAILABLE", "INTERNAL"}


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer as it came; header names are in lower case."""

    status: int
    headers: Mapping[str, Any]
    body: str

    def header(self, name: str) -> str:
        return str(self.headers.get(name, "")).strip()

    def json(self) -> Any:
        """The parsed body. A body that breaks off or is a page of HTML is an overloaded server's."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise OverloadedError(f"GitHub answered {self.status} with something that is not JSON.") from error

    def json_or_none(self) -> Any:
        try:
            return self.json()
        except OverloadedError:
            return None

    def message(self) -> str:
        """GitHub's own words, if there are any."""
        body = self.json_or_none()
        return str(body.get("message", "")) if isinstance(body, dict) else ""


def graphql_data(reply: Reply) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return `data` and `errors` of a GraphQL reply, or raise what stands in the way of reading it."""
    raise_for_status(reply)
    body = reply.json()
    if not isinstance(body, dict):
        raise OverloadedError("GitHub's answer has neither data nor errors.")
    listed = body.get("errors")
    errors = [error for error in listed if isinstance(error, dict)] if isinstance(listed, list) else []
    _raise_if_limited(reply, body, errors)
    data = body.get("data")
    if not isinstance(data, dict):
        raise _no_data(errors)
    return data, errors


def raise_for_status(reply: Reply) -> None:
    """Raise for every status that carries no data of its own."""
    if 200 <= reply.status < 300:
        return
    if reply.status == 401:
        raise CredentialsRefusedError(f"GitHub refused the credentials: {reply.message() or 'Unauthorized'}.")
    if looks_limited(reply):
        raise limited(reply)
    if reply.status >= 500 or reply.status == 408:
        raise OverloadedError(f"GitHub answered {reply.status}.")
    raise RejectedError(f"GitHub answered {reply.status}: {reply.message() or 'no reason given'}.")


def looks_limited(reply: Reply) -> bool:
    if reply.status == 429:
        return True
    if reply.status != 403:
        return False
    message = reply.message().lower()
    told = "rate limit" in message or "abuse" in message
    return told or bool(reply.header("retry-after")) or reply.header("x-ratelimit-remaining") == "0"


def says_blocked(reply: Reply) -> bool:
    """GitHub's words, or the `block` with its reason that it puts beside them."""
    body = reply.json_or_none()
    return "access blocked" in reply.message().lower() or (
        isinstance(body, dict) and isinstance(body.get("block"), dict)
    )


def limited(reply: Reply, *, message: str = "", resets_at: datetime | None = None) -> RateLimitedError:
    """The error for a limit, with the wait the server asked for: Retry-After, then the reset time."""
    words = (message or reply.message() or f"status {reply.status}").strip()
    secondary = any(sign in words.lower() for sign in ("secondary", "abuse"))
    wait = _retry_after(reply)
    if wait is None and (not secondary or reply.header("x-ratelimit-remaining") == "0"):
        wait = _seconds_to_reset(reply)
        if wait is None and resets_at is not None:
            wait = max(0.0, (resets_at - server_time(reply)).total_seconds())
    return RateLimitedError(f"GitHub's limit: {words}", wait=wait, everything=secondary)


def rate_limit(reply: Reply, expected_resource: str) -> RateLimit | None:
    """What the headers say is left; None where GitHub counts nothing (Enterprise Server without limits)."""
    if not reply.header("x-ratelimit-remaining"):
        return None
    resource = reply.header("x-ratelimit-resource") or expected_resource
    return RateLimit(
        resource=resource,
        limit=_whole(reply.header("x-ratelimit-limit")),
        remaining=_whole(reply.header("x-ratelimit-remaining")),
        resets_in=_seconds_to_reset(reply),
    )


def rate_limit_in_data(reply: Reply, data: Mapping[str, Any]) -> RateLimit | None:
    """What the answer itself says is left, for servers (or proxies before them) that send no such headers."""
    rate = data.get("rateLimit")
    if not isinstance(rate, dict) or not isinstance(rate.get("remaining"), int):
        return None
    resets_at = moment(rate.get("resetAt"))
    return RateLimit(
        resource="graphql",
        limit=_whole(str(rate.get("limit"))),
        remaining=_whole(str(rate["remaining"])),
        resets_in=None if resets_at is None else max(0.0, (resets_at - server_time(reply)).total_seconds()),
    )


def server_time(reply: Reply) -> datetime:
    """The server's clock, so that ours may be wrong without waiting too long or too short."""
    return _http_date(reply.header("date")) or datetime.now(UTC)


def _raise_if_limited(reply: Reply, body: dict[str, Any], errors: list[dict[str, Any]]) -> None:
    for error in errors:
        words = str(error.get("message", ""))
        if str(error.get("type")) in LIMIT_TYPES or "rate limit" in words.lower():
            data = body.get("data")
            rate = data.get("rateLimit") if isinstance(data, dict) else None
            resets_at = moment(rate.get("resetAt")) if isinstance(rate, dict) else None
            raise limited(reply, message=words, resets_at=resets_at)


def _no_data(errors: list[dict[str, Any]]) -> GitHubError:
    words = "; ".join(str(error.get("message", "")) for error in errors)[:400]
    refused = any(_VALIDATION_KEYS & error.keys() and str(error.get("type")) not in _TOO_MUCH for error in errors)
    if refused and "timeout" not in words.lower():
        return RejectedError(f"GitHub refused the question: {words}")
    return OverloadedError(f"GitHub's answer holds no data: {words or 'no reason given'}")


def _retry_after(reply: Reply) -> float | None:
    text = reply.header("retry-after")
    seconds = _whole(text)
    if seconds is not None:
        return float(seconds)
    at = _http_date(text)
    return None if at is None else max(0.0, (at - server_time(reply)).total_seconds())


def _seconds_to_reset(reply: Reply) -> float | None:
    epoch = _whole(reply.header("x-ratelimit-reset"))
    return None if epoch is None else max(0.0, epoch - server_time(reply).timestamp())


def _whole(text: str) -> int | None:
    try:
        return max(0, int(float(text)))
    except (ValueError, OverflowError):
        return None


def _http_date(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def moment(value: Any) -> datetime | None:
    """An ISO 8601 time as GitHub writes it, in UTC; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
