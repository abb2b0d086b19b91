"""The HTTP server: real sockets on 127.0.0.1, a port of its own, a log of every call."""

from __future__ import annotations

import json
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from integrations.github.clock import Clock

from . import validation
from .faults import Fault, spoil
from .graphql import Execution, Parser, ValidationError
from .limits import HOUR, Account
from .prices import weigh
from .rest import Rest, json_answer
from .schema import root
from .truth import World
from .wire import Answer, Handler, HTTPServer, Served

TOKEN = "a-token-of-the-test-server"
GIVES_UP_AFTER = 10.0  # seconds


@dataclass
class Call:
    """One request as the server saw it."""

    kind: str
    path: str
    what: str
    ids: list[str]
    status: int = 0
    points: int = 0
    token: str = ""
    at: datetime | None = None


class GitHubServer(Served):
    """`with GitHubServer(clock) as server:` serves `server.world` at `server.url`."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.world = World()
        self.faults: list[Fault] = []
        self.calls: list[Call] = []
        self.most_nodes: int | None = None
        self.seconds_per_node = self.seconds_per_request = 0.0
        self.rate_limit_headers = True
        self.accounts = {name: Account(name) for name in ("core", "graphql")}
        self.accounts_of_others: dict[str, dict[str, Account]] = {}  # of further tokens
        self.accounts_of_strangers = {"core": Account("core", limit=60), "graphql": Account("graphql", limit=0)}
        self.token = TOKEN
        self.before_answer: Callable[[int], None] | None = None
        self.after_answer: Callable[[int], None] | None = None
        self.graphql_takes = self.rest_takes = 0.0  # real seconds: only then can processes meet here
        self.at_once = self.most_at_once = self.most_graphql_at_once = 0
        self.graphql_at_once: Counter[str] = Counter()  # by token
        self.most_tokens_at_once = 0  # that had a GraphQL question under way at the same time
        self.broken: list[str] = []  # documented limits that were not kept
        self.lock = threading.RLock()
        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.http.github = self

    def further_token(self) -> str:
        """Somebody else's, with a budget of its own."""
        token = f"{TOKEN}-{len(self.accounts_of_others) + 2}"
        self.accounts_of_others[token] = {name: Account(name) for name in ("core", "graphql")}
        return token

    @property
    def points(self) -> int:
        return sum(call.points for call in self.calls)

    def asked(self, operation: str) -> list[int]:
        """How many ids or names each call of this operation asked about."""
        return [len(call.ids) for call in self.calls if call.what == operation]

    def answer(self, verb: str, path: str, headers: Any, body: bytes) -> Answer | None:
        """The answer to one request; None to break the connection."""
        kind = "graphql" if path.endswith("/graphql") else "rest"
        with self._counted(kind, headers.get("authorization", "")):
            return self._logged(kind, path, headers, body)

    @contextmanager
    def _counted(self, kind: str, token: str) -> Iterator[None]:
        """How many GraphQL questions one token has under way."""
        self._count_graphql(token, int(kind == "graphql"))
        try:
            yield
        finally:
            self._count_graphql(token, -int(kind == "graphql"))

    def _count_graphql(self, token: str, step: int) -> None:
        with self.lock:
            self.graphql_at_once[token] += step
            at_work = sum(number > 0 for number in self.graphql_at_once.values())
            self.most_tokens_at_once = max(self.most_tokens_at_once, at_work)
            self.most_graphql_at_once = max(self.most_graphql_at_once, self.graphql_at_once[token])

    def _logged(self, kind: str, path: str, headers: Any, body: bytes) -> Answer | None:
        self.clock.sleep(self.seconds_per_request)
        call = Call(kind, path, "", [], token=_token(headers), at=self.clock.now())
        with self.lock:
            self.calls.append(call)
            number = len(self.calls)
        time.sleep(self.graphql_takes if kind == "graphql" else self.rest_takes)
        if self.before_answer is not None:
            self.before_answer(number)
        with self.lock:
            accounts = self.accounts_of_strangers if _is_stranger(headers) else self._accounts_of(call.token)
            account = accounts["graphql" if kind == "graphql" else "core"]
            account.begin(self.clock.now())
            answer = self._answer(call, path, headers, body, account)
        if answer is not None:
            call.status = answer.status
            answer.headers = (account.headers() if self.rate_limit_headers else {}) | answer.headers
        return answer

    def _answer(self, call: Call, path: str, headers: Any, body: bytes, account: Account) -> Answer | None:
        if re.fullmatch(r"(?:/api/v3)?/app/installations/\d+/access_tokens", path):
            return json_answer(201, {"token": self.token, "expires_at": _in_an_hour(self.clock.now())})
        if refusal := self._refusal(call.kind, headers, account):
            return refusal
        fault = self._next_fault(call.kind, _operation(call.kind, path, body))
        if fault is not None and fault.seconds:
            self.clock.sleep(fault.seconds)
        if fault is not None and (fault.reset or fault.status is not None):
            account.used += 1
            return None if fault.reset else self._in_place_of_an_answer(fault)
        if call.kind == "graphql":
            answer = self._graphql(call, json.loads(body), account, fault)
        else:
            answer = self._rest(call, path, headers, account)
        if fault is not None:
            answer.body = answer.body[: fault.cut_off_after]
            answer.stalled, answer.pause, answer.broken_off_after = fault.stalled, fault.pause, fault.broken_off_after
        return answer

    def _in_place_of_an_answer(self, fault: Fault) -> Answer:
        headers = dict(fault.headers)
        if fault.resets_in is not None:
            reset = self.clock.now().timestamp() + fault.resets_in
            headers |= {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(reset))}
        if fault.retry_in is not None:
            headers["retry-after"] = format_datetime(self.clock.now() + timedelta(seconds=fault.retry_in), usegmt=True)
        return Answer(fault.status or 0, fault.body or "", headers)

    def _refusal(self, kind: str, headers: Any, account: Account) -> Answer | None:
        """Who may not ask, or not yet."""
        if _is_stranger(headers) and kind == "graphql":
            return json_answer(401, {"message": "This endpoint requires you to be authenticated."})
        if not _is_stranger(headers) and _token(headers) not in {self.token, *self.accounts_of_others}:
            return json_answer(401, {"message": "Bad credentials"})
        if account.hurried(self.clock.now()):
            self.broken.append(f"requests a minute to {account.resource}")
            return json_answer(403, {"message": "You have exceeded a secondary rate limit."}, **{"retry-after": "60"})
        return self._primary_limit(kind) if account.remaining == 0 else None

    def _accounts_of(self, token: str) -> dict[str, Account]:
        return self.accounts_of_others.get(token, self.accounts)

    def _next_fault(self, kind: str, what: str) -> Fault | None:
        for fault in self.faults:
            if fault.fits(kind, what):
                self.faults.remove(fault)
                return fault
        return None

    def _primary_limit(self, kind: str) -> Answer:
        if kind == "graphql":
            return json_answer(200, {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]})
        return json_answer(403, {"message": "API rate limit exceeded for user ID 1."})

    def _graphql(self, call: Call, body: dict[str, Any], account: Account, fault: Fault | None) -> Answer:
        text, variables = body["query"], body["variables"]
        refused = validation.refusals(text, variables) if validation.is_there() else []
        if refused:
            return json_answer(200, {"errors": refused})
        document, weighing = Parser(text).document(), weigh(text, variables)
        call.what = document.operation
        call.ids = variables.get("ids") or [value for name, value in variables.items() if name.startswith("n")]
        if weighing.refusals:
            return json_answer(200, {"errors": weighing.refusals})
        call.points = weighing.points
        if self._is_too_much(len(call.ids)):
            account.used += 2 * weighing.points  # what was begun in vain is charged, and more
            return json_answer(502, {"message": "Something went wrong"})
        return json_answer(200, self._executed(Execution(document, variables), call, account, fault))

    def _is_too_much(self, ids: int) -> bool:
        """GitHub works on a question for ten seconds, then gives it up."""
        seconds = self.seconds_per_node * ids
        self.clock.sleep(min(seconds, GIVES_UP_AFTER))
        return seconds > GIVES_UP_AFTER or (self.most_nodes is not None and ids > self.most_nodes)

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
        call.what = path.partition("?")[0]
        if path.endswith("/rate_limit"):
            return json_answer(200, {"resources": {row.resource: row.headers() for row in self.accounts.values()}})
        is_stranger = _is_stranger(headers)
        answer = Rest(self.world, self.url).answer(path, headers, is_stranger=is_stranger)
        if answer.status != 304 or is_stranger:
            account.used += 1
        return answer


def _token(headers: Any) -> str:
    return headers.get("authorization", "").rpartition(" ")[2]


def _operation(kind: str, path: str, body: bytes) -> str:
    """What a GraphQL question calls itself, or the path of a REST one."""
    if kind == "rest":
        return path.partition("?")[0]
    found = re.search(r"^query (\w+)", json.loads(body)["query"], re.MULTILINE)
    return found[1] if found else ""


def _is_stranger(headers: Any) -> bool:
    return headers.get("authorization") is None


def _in_an_hour(now: datetime) -> str:
    """For PyGithub, which looks at the machine's clock."""
    return (max(now, datetime.now(UTC)) + HOUR).strftime("%Y-%m-%dT%H:%M:%SZ")
