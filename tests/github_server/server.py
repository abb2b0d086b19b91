"""The HTTP server: real sockets on 127.0.0.1, a port of its own, a log of every call."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from integrations.github.clock import Clock

from . import validation
from .faults import Fault, spoil
from .graphql import Execution, Parser, ValidationError
from .limits import HOUR, Account
from .prices import weigh
from .schema import rest_contributors, rest_repository, root
from .truth import TrueRepository, World

TOKEN = "a-token-of-the-test-server"


@dataclass
class Call:
    """One request as the server saw it."""

    kind: str
    path: str
    what: str
    ids: list[str]
    status: int = 0
    points: int = 0


@dataclass
class Answer:
    status: int
    body: str
    headers: dict[str, str]


class GitHubServer:
    """`with GitHubServer(clock) as server:` serves `server.world` at `server.url`."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.world = World()
        self.faults: list[Fault] = []
        self.calls: list[Call] = []
        self.most_nodes: int | None = None
        self.seconds_per_node = 0.0
        self.rate_limit_headers = True
        self.accounts = {name: Account(name) for name in ("core", "graphql")}
        self.token = TOKEN
        self.before_answer: Callable[[int], None] | None = None
        self.at_once = self.most_at_once = 0
        self.lock = threading.RLock()
        self.http = _HTTPServer(("127.0.0.1", 0), _Handler)
        self.http.github = self
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.http.shutdown()
        self.http.server_close()

    @property
    def points(self) -> int:
        return sum(call.points for call in self.calls)

    def asked(self, operation: str) -> list[int]:
        """How many ids or names each call of this operation asked about."""
        return [len(call.ids) for call in self.calls if call.what == operation]

    def answer(self, verb: str, path: str, headers: Any, body: bytes) -> Answer | None:
        """The answer to one request; None to break the connection."""
        kind = "graphql" if path.endswith("/graphql") else "rest"
        call = Call(kind, path, "", [])
        with self.lock:
            self.calls.append(call)
            number = len(self.calls)
        if self.before_answer is not None:
            self.before_answer(number)
        with self.lock:
            account = self.accounts["graphql" if kind == "graphql" else "core"]
            account.begin(self.clock.now())
            answer = self._answer(call, path, headers, body, account)
        if answer is not None:
            call.status = answer.status
            answer.headers = (account.headers() if self.rate_limit_headers else {}) | answer.headers
        return answer

    def _answer(self, call: Call, path: str, headers: Any, body: bytes, account: Account) -> Answer | None:
        if re.fullmatch(r"(?:/api/v3)?/app/installations/\d+/access_tokens", path):
            return _json(201, {"token": self.token, "expires_at": _in_an_hour(self.clock.now())})
        if self.token not in headers.get("authorization", "").split():
            return _json(401, {"message": "Bad credentials"})
        fault = self._next_fault(call.kind)
        if account.remaining == 0:
            return self._primary_limit(call.kind)
        if fault is not None and fault.seconds:
            self.clock.sleep(fault.seconds)
        if fault is not None and (fault.reset or fault.status is not None):
            account.used += 1
            return None if fault.reset else Answer(fault.status or 0, fault.body or "", dict(fault.headers))
        if call.kind == "graphql":
            answer = self._graphql(call, json.loads(body), account, fault)
        else:
            answer = self._rest(call, path, headers, account)
        if fault is not None and fault.cut_off_after is not None:
            answer.body = answer.body[: fault.cut_off_after]
        return answer

    def _next_fault(self, kind: str) -> Fault | None:
        for fault in self.faults:
            if fault.fits(kind):
                self.faults.remove(fault)
                return fault
        return None

    def _primary_limit(self, kind: str) -> Answer:
        if kind == "graphql":
            return _json(200, {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]})
        return _json(403, {"message": "API rate limit exceeded for user ID 1."})

    def _graphql(self, call: Call, body: dict[str, Any], account: Account, fault: Fault | None) -> Answer:
        text, variables = body["query"], body["variables"]
        refused = validation.refusals(text, variables) if validation.is_there() else []
        if refused:
            return _json(200, {"errors": refused})
        document, weighing = Parser(text).document(), weigh(text, variables)
        call.what = document.operation
        call.ids = variables.get("ids") or [value for name, value in variables.items() if name.startswith("n")]
        if weighing.refusals:
            return _json(200, {"errors": weighing.refusals})
        if self.most_nodes is not None and len(call.ids) > self.most_nodes:
            account.used += 1
            return _json(502, {"message": "Something went wrong"})
        self.clock.sleep(self.seconds_per_node * len(call.ids))
        call.points = weighing.points
        return _json(200, self._executed(Execution(document, variables), call, account, fault))

    def _executed(self, execution: Execution, call: Call, account: Account, fault: Fault | None) -> dict[str, Any]:
        try:
            data = execution.run(root(self.world, lambda: account.graphql(0)))
        except ValidationError as error:
            return {"errors": [{"message": str(error), "locations": [{"line": 1, "column": 1}]}]}
        account.used += call.points
        if "rateLimit" in data:
            data["rateLimit"] = {key: account.graphql(call.points)[key] for key in data["rateLimit"]}
        answer = {"data": data} | ({"errors": execution.errors} if execution.errors else {})
        if fault is not None:
            spoil(fault, answer)
        return answer

    def _rest(self, call: Call, path: str, headers: Any, account: Account) -> Answer:
        call.what, _mark, query = path.partition("?")
        if match := re.fullmatch(r"(?:/api/v3)?/repositories/(\d+)/contributors", call.what):
            return self._contributors(int(match[1]), dict(parse_qsl(query)), headers, account)
        account.used += 1
        if path.endswith("/rate_limit"):
            return _json(200, {"resources": {row.resource: row.headers() for row in self.accounts.values()}})
        repository, by_old_name = self._at(path)
        if repository is None:
            return _json(404, {"message": "Not Found", "status": "404"})
        if by_old_name and repository.visible:
            where = f"{self.url}/repositories/{repository.github_id}"
            return _json(301, {"message": "Moved Permanently", "url": where}, location=where)
        return _json(*rest_repository(repository))

    def _contributors(self, github_id: int, query: dict[str, str], headers: Any, account: Account) -> Answer:
        repository = self.world.by_id.get(github_id)
        if repository is None:
            account.used += 1
            return _json(404, {"message": "Not Found", "status": "404"})
        status, body, has_next = rest_contributors(repository, query)
        answer = Answer(204, "", {}) if status == 204 else _json(status, body)
        if status == 200:
            answer.headers["etag"] = f'W/"{hashlib.sha256(answer.body.encode()).hexdigest()}"'
            if answer.headers["etag"] == headers.get("if-none-match"):
                return Answer(304, "", {"etag": answer.headers["etag"]})
        if has_next:
            following = urlencode(query | {"page": int(query.get("page", "1")) + 1})
            where = f"{self.url}/repositories/{github_id}/contributors?{following}"
            answer.headers["link"] = f'<{where}>; rel="next", <{where}>; rel="last"'
        account.used += 1
        return answer

    def _at(self, path: str) -> tuple[TrueRepository | None, bool]:
        if match := re.fullmatch(r"(?:/api/v3)?/repositories/(\d+)", path):
            return self.world.by_id.get(int(match[1])), False
        if match := re.fullmatch(r"(?:/api/v3)?/repos/([^/]+/[^/]+)", path):
            repository = self.world.named(match[1])
            return repository, repository is not None and repository.full_name.lower() != match[1].lower()
        return None, False


def _in_an_hour(now: datetime) -> str:
    """For PyGithub, which looks at the machine's clock."""
    return (max(now, datetime.now(UTC)) + HOUR).strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(status: int, body: Any, **headers: str) -> Answer:
    return Answer(status, json.dumps(body), {"content-type": "application/json; charset=utf-8"} | headers)


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True
    github: GitHubServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _HTTPServer
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        github = self.server.github
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self._enter(1)
        try:
            answer = github.answer(self.command, self.path, self.headers, body)
        finally:
            self._enter(-1)
        if answer is None:
            self._break()
        else:
            self._send(answer)

    def _enter(self, step: int) -> None:
        github = self.server.github
        with github.lock:
            github.at_once += step
            github.most_at_once = max(github.most_at_once, github.at_once)

    def _send(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _break(self) -> None:
        """Leave without a word: the other side sees a reset, not an end."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def date_time_string(self, timestamp: float | None = None) -> str:
        now: datetime = self.server.github.clock.now()
        return format_datetime(now, usegmt=True)

    def log_message(self, *_arguments: object) -> None:
        """The call log is in memory."""
