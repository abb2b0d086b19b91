"""What can be made to go wrong with the next answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """Replaces or spoils one answer. `to` is "graphql", "rest" or "any"."""

    to: str = "graphql"
    status: int | None = None
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cut_off_after: int | None = None
    reset: bool = False
    seconds: float = 0.0
    lost_nodes: tuple[int, ...] = ()
    lost_because: str = "RESOURCE_LIMITS_EXCEEDED"
    lost_fields: tuple[tuple[int, str], ...] = ()
    nothing_found: bool = False
    longest_path: int | None = None

    def fits(self, kind: str) -> bool:
        return self.to in {kind, "any"}


JSON = {"content-type": "application/json"}
HTML = {"content-type": "text/html"}


def gateway_as_json(status: int = 502, to: str = "graphql") -> Fault:
    return Fault(to, status, '{"data": null, "errors": [{"message": "Something went wrong"}]}', JSON)


def gateway_as_html(status: int = 502, to: str = "graphql") -> Fault:
    return Fault(to, status, "<html><body>Unicorn!</body></html>", HTML)


def timeout_with_200() -> Fault:
    message = "Something went wrong while executing your query. This may be the result of a timeout."
    return Fault("graphql", 200, f'{{"data": null, "errors": [{{"message": "{message}"}}]}}', JSON)


def cut_off(after: int = 40, to: str = "graphql") -> Fault:
    """The body ends in the middle, with a length that admits it."""
    return Fault(to, cut_off_after=after)


def connection_reset(to: str = "any") -> Fault:
    return Fault(to, reset=True)


def slow(seconds: float) -> Fault:
    return Fault("graphql", seconds=seconds)


def secondary(retry_after: str | None = None, status: int = 403, to: str = "graphql") -> Fault:
    headers = JSON | ({"retry-after": retry_after} if retry_after is not None else {})
    return Fault(to, status, '{"message": "You have exceeded a secondary rate limit."}', headers)


def limited_with_200(kind: str = "RATE_LIMITED") -> Fault:
    """The primary limit as an error in a 200, with points left by the header's count."""
    return Fault("graphql", 200, f'{{"errors": [{{"type": "{kind}", "message": "API rate limit exceeded"}}]}}', JSON)


def resource_limits(*nodes: int, longest_path: int | None = None) -> Fault:
    """200 with partial data: these nodes are null, RESOURCE_LIMITS_EXCEEDED says why."""
    return Fault(lost_nodes=nodes, longest_path=longest_path)


def vague(longest_path: int) -> Fault:
    """Errors that tell only the beginning of their path, or (0) no path at all."""
    return Fault(longest_path=longest_path)


def forbidden(*nodes: int) -> Fault:
    """An organization's single sign-on stands in front of these nodes."""
    return Fault(lost_nodes=nodes, lost_because="FORBIDDEN")


def missing_field(node: int, name: str, longest_path: int | None = None) -> Fault:
    """200 with partial data: one field of one node is null."""
    return Fault(lost_fields=((node, name),), longest_path=longest_path)


def nothing_found() -> Fault:
    """Everything that was asked for is NOT_FOUND, though it is all there."""
    return Fault(nothing_found=True)


def moved(location: str, status: int = 301) -> Fault:
    return Fault("rest", status, '{"message": "Moved"}', JSON | {"location": location})


def spoil(fault: Fault, answer: dict[str, Any]) -> None:
    """Take away from a GraphQL answer what the fault takes away."""
    data, errors = answer["data"], answer.setdefault("errors", [])
    for node in fault.lost_nodes:
        data["nodes"][node] = None
        errors.append({"type": fault.lost_because, "path": ["nodes", node], "message": fault.lost_because})
    for node, name in fault.lost_fields:
        data["nodes"][node][name] = None
        errors.append({"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["nodes", node, name], "message": "Limits"})
    if fault.nothing_found:
        _lose_everything(data, errors)
    for error in errors if fault.longest_path is not None else ():
        error["path"] = error["path"][: fault.longest_path]
        if not error["path"]:
            del error["path"]
    if not errors:
        del answer["errors"]


def _lose_everything(data: dict[str, Any], errors: list[dict[str, Any]]) -> None:
    for key in [key for key in data if key.startswith("r") and key != "rateLimit"]:
        data[key] = None
        errors.append({"type": "NOT_FOUND", "path": [key], "message": "Could not resolve"})
    for index in range(len(data.get("nodes", []))):
        data["nodes"][index] = None
        errors.append({"type": "NOT_FOUND", "path": ["nodes", index], "message": "Could not resolve"})
