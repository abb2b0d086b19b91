"""The truth in the shape of GitHub's GraphQL and REST objects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from .graphql import FieldError
from .truth import Person, TrueRepository, World


def root(world: World, rate_limit: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The query type: the fields that the project's queries begin with."""

    def repository(owner: str, name: str) -> Any:
        return _visible(world.named(f"{owner}/{name}"), f"a Repository with the name '{owner}/{name}'")

    def nodes(ids: list[str]) -> list[Any]:
        return [_node(world, node_id) for node_id in ids]

    return {"rateLimit": rate_limit(), "repository": repository, "nodes": nodes}


def _node(world: World, node_id: str) -> Any:
    try:
        return _visible(world.by_node_id(node_id), f"a node with the global id of '{node_id}'")
    except FieldError as error:
        return error


def _visible(repository: TrueRepository | None, wanted: str) -> dict[str, Any]:
    if repository is None or not repository.visible:
        raise FieldError(f"Could not resolve to {wanted}.", "NOT_FOUND")
    return graphql_repository(repository)


def graphql_repository(row: TrueRepository) -> dict[str, Any]:
    return {
        "__typename": "Repository",
        "id": row.node_id,
        "databaseId": row.github_id,
        "nameWithOwner": row.full_name,
        "isPrivate": row.visibility == "PRIVATE",
        "visibility": row.visibility,
        "isArchived": row.archived,
        "updatedAt": _iso(row.changed_at),
        "pushedAt": _iso(row.pushed_at),
        "stargazerCount": row.stars,
        "forkCount": row.forks,
        "primaryLanguage": row.primary_language and {"name": row.primary_language},
        "licenseInfo": row.license and {"spdxId": row.license, "key": row.license.lower(), "name": row.license},
        "defaultBranchRef": None if row.empty else {"name": row.default_branch, "target": _head(row)},
        "issues": lambda **arguments: _issues(row, **arguments),
        "pullRequests": lambda states: {"totalCount": getattr(row, f"pulls_{states.lower()}")},
    }


def _issues(row: TrueRepository, states: str, labels: list[str] | None = None, **_order: Any) -> dict[str, Any]:
    if labels is None:
        return {"totalCount": getattr(row, f"issues_{states.lower()}")}
    top = {"id": f"I_{row.github_id}", "updatedAt": _iso(row.changed_at)}
    return {"totalCount": row.newcomer_issues, "nodes": [top] if row.newcomer_issues else []}


def _head(row: TrueRepository) -> dict[str, Any]:
    return {
        "__typename": "Commit",
        "oid": f"{row.github_id:040x}",
        "committedDate": _iso(row.pushed_at),
        "author": _author(row.author),
    }


def _author(person: Person) -> dict[str, Any]:
    user = person.login and {"databaseId": 1, "login": person.login, "__typename": "User"}
    return {"name": person.name, "email": person.email, "user": user}


def rest_repository(row: TrueRepository) -> tuple[int, dict[str, Any]]:
    """Status and body of `GET /repositories/{id}`."""
    if row.state in {"deleted", "private"}:
        return 404, {"message": "Not Found", "status": "404"}
    if row.state == "blocked":
        return 403, {"message": "Repository access blocked", "block": {"reason": "tos"}}
    if row.state == "taken_down":
        return 451, {"message": "Repository access blocked", "block": {"reason": "dmca"}}
    return 200, {
        "id": row.github_id,
        "node_id": row.node_id,
        "full_name": row.full_name,
        "private": row.visibility != "PUBLIC",
    }


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
