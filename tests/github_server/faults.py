"""What can be made to go wrong with the next answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """Replaces or spoils one answer. `to` is "graphql", "rest" or "any"; `at` the operation, or the end of a path."""

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
    hollow: bool = False
    longest_path: int | None = None
    broken_off_after: int | None = None
    stalled: float = 0.0
    pause: float = 0.0
    resets_in: int | None = None
    retry_in: int | None = None
    at: str = ""

    def fits(self, kind: str, what: str = "") -> bool:
        return self.to in {kind, "any"} and what.endswith(self.at)


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


def broken_off(after: int = 40, to: str = "graphql") -> Fault:
    """The connection ends in the middle of the body, short of the length that was promised."""
    return Fault(to, broken_off_after=after)


def stalled(seconds: float, to: str = "graphql") -> Fault:
    """Not a byte for so many real seconds."""
    return Fault(to, stalled=seconds)


def dripping(pause: float, to: str = "graphql") -> Fault:
    """Byte by byte, with so many real seconds between two."""
    return Fault(to, pause=pause)


def connection_reset(to: str = "any") -> Fault:
    return Fault(to, reset=True)


def slow(seconds: float) -> Fault:
    return Fault("graphql", seconds=seconds)


def secondary(
    retry_after: str | None = None, status: int = 403, to: str = "graphql", until: int | None = None
) -> Fault:
    """With seconds to wait, or a moment so many seconds ahead, or neither."""
    headers = JSON | ({"retry-after": retry_after} if retry_after is not None else {})
    words = '{"message": "You have exceeded a secondary rate limit."}'
    return Fault(to, status, words, headers, retry_in=until)


def limited_with_200(kind: str = "RATE_LIMITED", words: str = "API rate limit exceeded") -> Fault:
    """A limit as an error in a 200, with points left by the header's count."""
    return Fault("graphql", 200, f'{{"errors": [{{"type": "{kind}", "message": "{words}"}}]}}', JSON)


def primary_as_403(reset_in: int = 3600, to: str = "graphql") -> Fault:
    """Nothing left until the reset, which the server names by its own clock."""
    return Fault(to, 403, '{"message": "API rate limit exceeded for user ID 1."}', JSON, resets_in=reset_in)


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


def hollow(longest_path: int | None = None) -> Fault:
    """200 with partial data: of each object the last field is null."""
    return Fault(hollow=True, longest_path=longest_path)


def nothing_found() -> Fault:
    """Everything that was asked for is NOT_FOUND, though it is all there."""
    return Fault(nothing_found=True)


def moved(location: str, status: int = 301) -> Fault:
    return Fault("rest", status, '{"message": "Moved"}', JSON | {"location": location})


def still_computing() -> Fault:
    return Fault("rest", 202, "{}", JSON)


def spoil(fault: Fault, answer: dict[str, Any]) -> None:
    """Take away from a GraphQL answer what the fault takes away."""
    data, errors = answer["data"], answer.setdefault("errors", [])
    _lose_nodes(fault, data.get("nodes", []), errors)
    if fault.hollow:
        _lose_last_fields(data, errors)
    if fault.nothing_found:
        _lose_everything(data, errors)
    for error in errors if fault.longest_path is not None else ():
        error["path"] = error["path"][: fault.longest_path]
        if not error["path"]:
            del error["path"]
    if not errors:
        del answer["errors"]


def _lose_nodes(fault: Fault, nodes: list[Any], errors: list[dict[str, Any]]) -> None:
    for node in fault.lost_nodes:
        if node < len(nodes):
            nodes[node] = None
            errors.append({"type": fault.lost_because, "path": ["nodes", node], "message": fault.lost_because})
    for node, name in fault.lost_fields:
        _lose(nodes[node], name, ["nodes", node], errors)


def _lose_last_fields(data: dict[str, Any], errors: list[dict[str, Any]]) -> None:
    aliased = [([name], found) for name, found in data.items() if name not in {"rateLimit", "nodes"}]
    listed = [(["nodes", index], found) for index, found in enumerate(data.get("nodes", []))]
    for path, found in [*aliased, *listed]:
        if found is not None:
            _lose(found, list(found)[-1], path, errors)


def _lose(found: dict[str, Any], name: str, path: list[Any], errors: list[dict[str, Any]]) -> None:
    found[name] = None
    errors.append({"type": "RESOURCE_LIMITS_EXCEEDED", "path": [*path, name], "message": "Limits"})


def _lose_everything(data: dict[str, Any], errors: list[dict[str, Any]]) -> None:
    for key in [key for key in data if key.startswith("r") and key != "rateLimit"]:
        data[key] = None
        errors.append({"type": "NOT_FOUND", "path": [key], "message": "Could not resolve"})
    for index in range(len(data.get("nodes", []))):
        data["nodes"][index] = None
        errors.append({"type": "NOT_FOUND", "path": ["nodes", index], "message": "Could not resolve"})


OF_BOTH: dict[str, Callable[[str], Fault]] = {
    "502 as JSON": lambda to: gateway_as_json(to=to),
    "502 as HTML": lambda to: gateway_as_html(to=to),
    "504 as HTML": lambda to: gateway_as_html(504, to),
    "500 as JSON": lambda to: gateway_as_json(500, to),
    "truncated": lambda to: cut_off(40, to),
    "truncated by its last byte": lambda to: cut_off(-1, to),
    "empty": lambda to: cut_off(0, to),
    "broken off": lambda to: broken_off(40, to),
    "connection reset": connection_reset,
    "secondary limit with a time": lambda to: secondary("7", to=to),
    "secondary limit with a date": lambda to: secondary(to=to, until=7),
    "secondary limit as 429 with a time": lambda to: secondary("7", 429, to),
    "secondary limit without a time": lambda to: secondary(to=to),
    "secondary limit as 429 without a time": lambda to: secondary(status=429, to=to),
    "primary limit": lambda to: primary_as_403(to=to),
}
OF_GRAPHQL: dict[str, Callable[[], Fault]] = {
    "timeout with 200": timeout_with_200,
    "RATE_LIMITED with 200": limited_with_200,
    "RATE_LIMIT with 200": lambda: limited_with_200("RATE_LIMIT"),
    "secondary limit with 200": lambda: limited_with_200("FORBIDDEN", "You have exceeded a secondary rate limit."),
    "some lost to resource limits": lambda: resource_limits(0, 2),
    "all lost to resource limits": lambda: resource_limits(*range(100)),
    "lost to resource limits without a path": lambda: resource_limits(*range(100), longest_path=0),
    "a field of each lost": hollow,
    "a field of each lost without a path": lambda: hollow(0),
    "nothing found": nothing_found,
}
