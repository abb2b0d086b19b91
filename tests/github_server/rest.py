"""REST: a repository, its contributors, its open issues and pull requests, page by page."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode

from .schema import iso, rest_contributors, rest_repository
from .truth import TrueIssue, TrueRepository, World
from .wire import Answer

_NUMBERS_OF_UNLABELLED, _NUMBERS_OF_PULLS = 100_000, 200_000
_LISTS: dict[str, Callable[[TrueRepository], tuple[int, Iterator[Any]]]] = {
    "issues": lambda row: (_how_many_issues(row) + row.pulls_open, _everything_open(row)),
    "pulls": lambda row: (row.pulls_open, (_pull(row, index) for index in range(row.pulls_open))),
}


def json_answer(status: int, body: Any, **headers: str) -> Answer:
    return Answer(status, json.dumps(body), {"content-type": "application/json; charset=utf-8"} | headers)


class Rest:
    """Answers GET below `url`. A stranger sees only what is public."""

    def __init__(self, world: World, url: str) -> None:
        self.world, self.url = world, url

    def answer(self, path: str, headers: Any, *, is_stranger: bool) -> Answer:
        where, _mark, asked = path.removeprefix("/api/v3").partition("?")
        query = dict(parse_qsl(asked))
        if match := re.fullmatch(r"/repositories/(\d+)(?:/(\w+))?", where):
            row = self.world.by_id.get(int(match[1]))
            return self._about(_seen(row, is_stranger), match[2], query, headers)
        if match := re.fullmatch(r"/repos/([^/]+/[^/]+)", where):
            return self._by_name(match[1], is_stranger=is_stranger)
        return _not_found()

    def _by_name(self, name: str, *, is_stranger: bool) -> Answer:
        row = _seen(self.world.named(name), is_stranger)
        if row is not None and row.visible and row.full_name.lower() != name.lower():
            where = f"{self.url}/repositories/{row.github_id}"
            return json_answer(301, {"message": "Moved Permanently", "url": where}, location=where)
        return self._about(row, None, {}, {})

    def _about(self, row: TrueRepository | None, part: str | None, query: dict[str, str], headers: Any) -> Answer:
        status, body = (404, None) if row is None else rest_repository(row)
        if row is None:
            return _not_found()
        if part is None or status != 200:
            return json_answer(status, body)
        if part == "contributors":
            return self._contributors(row, query, headers)
        return self._list(row, part, query) if part in _LISTS else _not_found()

    def _list(self, row: TrueRepository, part: str, query: dict[str, str]) -> Answer:
        total, lines = _LISTS[part](row)
        size, page = _size_and_page(query)
        body = list(islice(lines, size * (page - 1), size * page))
        return json_answer(200, body, **self._links(row, part, query, total))

    def _contributors(self, row: TrueRepository, query: dict[str, str], headers: Any) -> Answer:
        status, body, total = rest_contributors(row, query)
        if status != 200:
            return Answer(204, "", {}) if status == 204 else json_answer(status, body)
        answer = json_answer(200, body, **self._links(row, "contributors", query, total))
        answer.headers["etag"] = _etag(answer.body, headers.get("authorization", ""))
        if answer.headers["etag"] == headers.get("if-none-match"):
            return Answer(304, "", {"etag": answer.headers["etag"]})
        return answer

    def _links(self, row: TrueRepository, part: str, query: dict[str, str], total: int) -> dict[str, str]:
        """`next` and `last`, which the last page does not have."""
        size, page = _size_and_page(query)
        last = -(-total // size)
        if page >= last:
            return {}
        pages = {"next": page + 1, "last": last}
        where = f"{self.url}/repositories/{row.github_id}/{part}"
        links = (f'<{where}?{urlencode(query | {"page": number})}>; rel="{rel}"' for rel, number in pages.items())
        return {"link": ", ".join(links)}


def _etag(body: str, authorization: str) -> str:
    """Another token gets another one."""
    return f'W/"{hashlib.sha256((authorization + body).encode()).hexdigest()}"'


def _seen(row: TrueRepository | None, is_stranger: bool) -> TrueRepository | None:
    return None if row is None or (is_stranger and row.visibility != "PUBLIC") else row


def _not_found() -> Answer:
    return json_answer(404, {"message": "Not Found", "status": "404"})


def _size_and_page(query: dict[str, str]) -> tuple[int, int]:
    return min(100, int(query.get("per_page", "30"))), int(query.get("page", "1"))


def _how_many_issues(row: TrueRepository) -> int:
    return max(row.issues_open, len(row.issues))


def _everything_open(row: TrueRepository) -> Iterator[dict[str, Any]]:
    """Issues and pull requests in one list, as GitHub has it; those with labels are the oldest."""
    for index in range(row.pulls_open):
        yield _pull(row, index)
    for index in range(_how_many_issues(row) - len(row.issues)):
        yield _issue(row, TrueIssue(_NUMBERS_OF_UNLABELLED + index, labels=()))
    for issue in row.issues:
        yield _issue(row, issue)


def _pull(row: TrueRepository, index: int) -> dict[str, Any]:
    number = _NUMBERS_OF_PULLS + index
    entry = _issue(row, TrueIssue(number, labels=("help wanted",)))
    return entry | {"node_id": f"PR_{row.github_id}_{number}", "pull_request": {"url": f"pulls/{number}"}}


def _issue(row: TrueRepository, issue: TrueIssue) -> dict[str, Any]:
    people: Sequence[dict[str, str]] = [{"login": "hanako"}] if issue.assigned else []
    return {
        "node_id": f"I_{row.github_id}_{issue.number}",
        "number": issue.number,
        "title": issue.title,
        "html_url": f"https://tomoni.example/{row.full_name}/issues/{issue.number}",
        "state": "open",
        "locked": issue.locked,
        "assignees": people,
        "labels": [{"name": label} for label in issue.labels],
        "comments": issue.comments,
        "created_at": iso(issue.opened_at),
        "updated_at": iso(issue.changed_at),
    }
