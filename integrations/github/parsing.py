"""GraphQL data to records. Whatever is missing, of the wrong type or under an error's path is unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from .bots import is_bot
from .reading import Errors, Reader, absence, is_whole
from .records import Absence, Head, Identity, Pulse, Pulses, Resolved

_FULL_NAME = re.compile(r"[^/\s]{1,39}/[^/\s]{1,100}")
_LONGEST_NODE_ID = 100


def resolved(names: Sequence[str], data: dict[str, Any], errors: Errors) -> Resolved:
    """Read the answer to Q0; every name gets an identity or the reason there is none."""
    answer: Resolved = {}
    for index, name in enumerate(names):
        path = [f"r{index}"]
        answer[name] = _identity(data.get(path[0])) or absence(path, errors)
    return answer


def moved(name: str, body: Any) -> Identity | None:
    """Read what REST found under another name than the one it was asked for; None if it found that very one."""
    identity = identity_by_rest(body)
    return None if identity is None or identity.full_name.lower() == name.lower() else identity


def identity_by_rest(body: Any) -> Identity | None:
    """Read which repository REST's answer is about."""
    reader = Reader(body, complete=True)
    github_id, node_id = reader.count("id", biggest=2**63 - 1), reader.text("node_id", _LONGEST_NODE_ID)
    full_name = reader.text("full_name", 140)
    if not github_id or not node_id or not full_name or not _FULL_NAME.fullmatch(full_name):
        return None
    return Identity(github_id, node_id, full_name, is_private=reader.flag("private") is True)


def pulses(node_ids: Sequence[str], data: dict[str, Any], errors: Errors) -> Pulses:
    """Read the answer to Q1; every node id gets a pulse or the reason there is none."""
    nodes = data.get("nodes")
    if not isinstance(nodes, list) or len(nodes) != len(node_ids):
        return dict.fromkeys(node_ids, Absence.LIMITED)
    answer: Pulses = {}
    for index, (node_id, node) in enumerate(zip(node_ids, nodes, strict=True)):
        path: list[Any] = ["nodes", index]
        if node is None:
            answer[node_id] = absence(path, errors)
        else:
            answer[node_id] = _pulse(node, complete=is_whole(node, path, errors)) or Absence.LIMITED
    return answer


def _identity(found: Any) -> Identity | None:
    reader = Reader(found, complete=True)
    github_id = reader.count("databaseId", biggest=2**63 - 1)
    node_id = reader.text("id", _LONGEST_NODE_ID)
    full_name = reader.text("nameWithOwner", 140)
    if not github_id or not node_id or not full_name or not _FULL_NAME.fullmatch(full_name):
        return None
    return Identity(github_id, node_id, full_name, is_private=reader.flag("isPrivate") is True)


def _pulse(node: Any, *, complete: bool) -> Pulse | None:
    identity = _identity(node)
    reader = Reader(node, complete=complete)
    visibility = reader.text("visibility", 20)
    if identity is None or visibility is None:
        return None
    head = _head(reader)
    figures = {
        "stars": reader.count("stargazerCount"),
        "forks": reader.count("forkCount"),
        "issues_open": reader.total("issuesOpen"),
        "issues_closed": reader.total("issuesClosed"),
        "pulls_open": reader.total("prsOpen"),
        "pulls_merged": reader.total("prsMerged"),
        "pulls_closed": reader.total("prsClosed"),
        "newcomer_issues_labelled": reader.total("newcomer"),
    }
    top_issue, top_changed_at = _top_issue(reader)
    return Pulse(
        github_id=identity.github_id,
        node_id=identity.node_id,
        full_name=identity.full_name,
        is_public=visibility == "PUBLIC",
        default_branch=reader.child("defaultBranchRef").text("name", 255),
        license=_license(reader),
        primary_language=reader.child("primaryLanguage").text("name", 100),
        pushed_at=reader.time("pushedAt"),
        archived=reader.flag("isArchived"),
        changed_at=reader.time("updatedAt"),
        newcomer_top_issue=top_issue,
        newcomer_top_changed_at=top_changed_at,
        head=head,
        by_rest=False,
        complete=reader.complete and _all_there(reader, figures),
        **figures,
    )


def _all_there(reader: Reader, figures: dict[str, int | None]) -> bool:
    return None not in figures.values() and reader.flag("isArchived") is not None


def _license(reader: Reader) -> str | None:
    """The SPDX id as GitHub gives it; a licence it cannot name is NOASSERTION; None for none."""
    licence = reader.child("licenseInfo")
    if not licence.present:
        return None
    return licence.text("spdxId", 100) or "NOASSERTION"


def _top_issue(reader: Reader) -> tuple[str | None, datetime | None]:
    nodes = reader.child("newcomer").raw("nodes")
    if not isinstance(nodes, list) or not nodes:
        return None, None
    top = Reader(nodes[0], complete=True)
    return top.text("id", _LONGEST_NODE_ID), top.time("updatedAt")


def _head(reader: Reader) -> Head | None:
    commit = reader.child("defaultBranchRef").child("target")
    oid = commit.text("oid", 64)
    if oid is None:
        return None
    author = commit.child("author")
    login = author.child("user").text("login", 100)
    return Head(oid=oid, committed_at=commit.time("committedDate"), by_human=_by_human(author), login=login)


def _by_human(author: Reader) -> bool | None:
    if not author.present:
        return None
    user = author.child("user")
    return not is_bot(
        account_type=user.text("__typename", 50),
        login=user.text("login", 100),
        name=author.text("name", 1000),
        email=author.text("email", 1000),
    )
