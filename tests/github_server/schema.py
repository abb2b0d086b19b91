"""The truth in the shape of GitHub's GraphQL and REST objects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from . import happenings
from .graphql import FieldError
from .truth import TrueIssue, TrueRepository, World


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
        "updatedAt": iso(row.changed_at),
        "pushedAt": iso(row.pushed_at),
        "stargazerCount": row.stars,
        "forkCount": row.forks,
        "primaryLanguage": row.primary_language and {"name": row.primary_language},
        "licenseInfo": row.license and {"spdxId": row.license, "key": row.license.lower(), "name": row.license},
        "description": row.description,
        "homepageUrl": row.homepage,
        "codeOfConduct": {"key": "contributor_covenant"} if row.code_of_conduct else None,
        "contributingGuidelines": {"url": "https://tomoni.example/contributing"} if row.contributing else None,
        "latestRelease": row.release and _release(row.release),
        "languages": lambda **_order: {"edges": _languages(row)},
        "repositoryTopics": lambda first: {"nodes": [{"topic": {"name": name}} for name in row.topics[:first]]},
        "object": lambda expression: _tree(row, expression.removeprefix("HEAD:")),
        "defaultBranchRef": None if row.empty else {"name": row.default_branch, "target": _head(row)},
        "issues": lambda **arguments: _issues(row, **arguments),
        "pullRequests": lambda **arguments: _pulls(row, **arguments),
    }


def _pulls(row: TrueRepository, states: str | None = None, **page: Any) -> dict[str, Any]:
    if states is None:
        return _by_last_touch(happenings.pulls_touched, row, **page)
    return {"totalCount": getattr(row, f"pulls_{states.lower()}")}


def _by_last_touch(list_of: Callable[..., Any], row: TrueRepository, orderBy: dict[str, str], **page: Any) -> Any:  # noqa: N803
    assert orderBy == {"field": "UPDATED_AT", "direction": "DESC"}
    return list_of(row, **page)


def _issues(
    row: TrueRepository, states: str | None = None, labels: list[str] | None = None, **page: Any
) -> dict[str, Any]:
    if states is None:
        return _by_last_touch(happenings.issues_touched, row, **page)
    if labels is None:
        return {"totalCount": getattr(row, f"issues_{states.lower()}")}
    wanted = {label.lower() for label in labels}
    found = [issue for issue in row.issues for _time in range(_times(row, issue, wanted))]
    order = page["orderBy"]
    newest_first = order["direction"] == "DESC"
    by_change = order["field"] == "UPDATED_AT"
    found.sort(key=lambda issue: issue.changed_at if by_change else issue.opened_at, reverse=newest_first)
    start = int(page.get("after") or 0)
    end = start + page["first"]
    return {
        "totalCount": len(found),
        "pageInfo": {"hasNextPage": end < len(found), "endCursor": str(end)},
        "nodes": [_issue(row, issue) for issue in found[start:end]],
    }


def _times(row: TrueRepository, issue: TrueIssue, wanted: set[str]) -> int:
    """Labels are an OR; GitHub may name an issue once for each that it bears."""
    matches = sum(label.lower() in wanted for label in issue.labels)
    return matches if row.repeats_issues else min(1, matches)


def _issue(row: TrueRepository, issue: TrueIssue) -> dict[str, Any]:
    return {
        "__typename": "Issue",
        "id": f"I_{row.github_id}_{issue.number}",
        "number": issue.number,
        "title": issue.title,
        "url": f"https://tomoni.example/{row.full_name}/issues/{issue.number}",
        "createdAt": iso(issue.opened_at),
        "updatedAt": iso(issue.changed_at),
        "locked": issue.locked,
        "assignees": lambda first: {"totalCount": min(first, int(issue.assigned))},
        "labels": lambda first: {"nodes": [{"name": label} for label in issue.labels[:first]]},
        "comments": {"totalCount": issue.comments},
    }


def _languages(row: TrueRepository) -> list[dict[str, Any]]:
    return [{"size": size, "node": {"name": name}} for name, size in row.languages.items()]


def _release(tag: str) -> dict[str, Any]:
    where = f"https://tomoni.example/releases/{tag}"
    return {"tagName": tag, "name": f"Release {tag}", "publishedAt": "2026-01-02T03:04:05Z", "url": where}


def _tree(row: TrueRepository, folder: str) -> dict[str, Any] | None:
    if row.empty or (folder and folder not in row.files):
        return None
    names = row.files.get(folder, [])
    return {"__typename": "Tree", "entries": [{"name": name, "type": "blob"} for name in names]}


def _head(row: TrueRepository) -> dict[str, Any]:
    return {
        "__typename": "Commit",
        "oid": row.head_oid,
        "committedDate": iso(row.pushed_at),
        "author": row.author.graphql(),
        "history": lambda **arguments: happenings.history(row, **arguments),
    }


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
        "stargazers_count": row.stars,
        "watchers": row.stars,
        "forks_count": row.forks,
        "open_issues_count": row.issues_open + row.pulls_open,
        "has_issues": row.has_issues,
        "size": 0 if row.empty else 100,
        "default_branch": row.default_branch,
        "license": row.license and {"spdx_id": row.license, "key": row.license.lower(), "name": row.license},
        "topics": row.topics,
        "language": row.primary_language,
        "description": row.description,
        "homepage": row.homepage,
        "archived": row.archived,
        "pushed_at": iso(row.pushed_at),
        "updated_at": iso(row.changed_at),
    }


def rest_contributors(row: TrueRepository, query: dict[str, str]) -> tuple[int, Any, int]:
    """Status, body and how many there are in all of `GET /repositories/{id}/contributors`."""
    if row.too_large:
        words = "The history or contributor list is too large to list contributors for this repository via the API."
        return 403, {"message": words}, 0
    lines = [
        line.rest() for line in row.listed_contributors() if line.github_id is not None or query.get("anon") == "1"
    ]
    if row.empty:
        return 204, None, 0
    size, page = int(query.get("per_page", "30")), int(query.get("page", "1"))
    return 200, lines[size * (page - 1) : size * page], len(lines)


def iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
