"""The way that others go: one call for each figure of each repository, counted by the server that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

from integrations.github.questions import NEWCOMER_LABELS
from tests.github_server import GitHubServer
from tests.github_server.truth import TrueRepository, World

SAMPLE = 100
_ISSUES = "issues(first: 50, labels: $labels, states: OPEN, orderBy: {field: CREATED_AT, direction: ASC})"
QUESTIONS = {
    "stars": "stargazerCount",
    "forks": "forkCount",
    "issues_open": "issues(states: OPEN) { totalCount }",
    "issues_closed": "issues(states: CLOSED) { totalCount }",
    "pulls_open": "pullRequests(states: OPEN) { totalCount }",
    "pulls_merged": "pullRequests(states: MERGED) { totalCount }",
    "pulls_closed": "pullRequests(states: CLOSED) { totalCount }",
    "newcomer_issues": f"{_ISSUES} {{ nodes {{ locked assignees(first: 1) {{ totalCount }} }} }}",
    "default_branch": "defaultBranchRef { name }",
    "license": "licenseInfo { spdxId }",
    "topics": "repositoryTopics(first: 30) { nodes { topic { name } } }",
    "primary_language": "primaryLanguage { name }",
    "pushed_at": "pushedAt",
    "archived": "isArchived",
}
_OF_LISTS: dict[str, Callable[[list[Any]], Any]] = {
    "newcomer_issues": lambda nodes: sum(not (row["locked"] or row["assignees"]["totalCount"]) for row in nodes),
    "topics": lambda nodes: [row["topic"]["name"] for row in nodes],
}


@dataclass(frozen=True)
class Spent:
    """A repository, on average."""

    requests: float
    points: float


def measure(world: World) -> Spent:
    """Ask for the figures of some repositories of this world, on a server of their own so that nobody's budget suffers.

    Raises RuntimeError if what came is not the truth: then the comparison would be of two different things.
    """
    visible = [row for row in world.by_id.values() if row.visible][:SAMPLE]
    with GitHubServer() as server, requests.Session() as session:
        server.world = world
        session.headers["authorization"] = f"Bearer {server.token}"
        for row in visible:
            _ask_for_everything(session, server.url, row)
        core = sum(call.kind == "rest" for call in server.calls)
        return Spent(len(server.calls) / len(visible), (server.points + core) / len(visible))


def _ask_for_everything(session: requests.Session, url: str, row: TrueRepository) -> None:
    truth = row.export()
    for figure in QUESTIONS:
        if _figure(session, url, row, figure) != truth[figure]:
            raise RuntimeError(f"{row.full_name}: {figure} is not as on the server.")
    listed = _contributors(session, url, row)
    if listed != sum(truth[f"contributors_{kind}"] for kind in ("human", "bot", "anonymous")):
        raise RuntimeError(f"{row.full_name}: {listed} contributors are not as on the server.")


def _figure(session: requests.Session, url: str, row: TrueRepository, figure: str) -> Any:
    asked = QUESTIONS[figure]
    owner, name = row.full_name.split("/")
    variables: dict[str, Any] = {"owner": owner, "name": name}
    declared = "$owner: String!, $name: String!"
    if "$labels" in asked:
        variables["labels"], declared = list(NEWCOMER_LABELS), f"{declared}, $labels: [String!]!"
    document = f"query Figure({declared}) {{ repository(owner: $owner, name: $name) {{ {asked} }} }}"
    body = {"query": document, "variables": variables}
    (found,) = session.post(f"{url}/graphql", json=body, timeout=30).json()["data"]["repository"].values()
    if isinstance(found, dict):
        (found,) = found.values()
    return _OF_LISTS[figure](found) if figure in _OF_LISTS else found


def _contributors(session: requests.Session, url: str, row: TrueRepository) -> int:
    """All pages, as long as GitHub makes them by itself."""
    where, count = f"{url}/repositories/{row.github_id}/contributors?anon=1", 0
    while where:
        reply = session.get(where, timeout=30)
        count += len(reply.json()) if reply.status_code == 200 else 0
        where = reply.links.get("next", {}).get("url", "")
    return count
