"""Answers to the questions after the pulse, to records. An answer with a gap is none: nothing is stored of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from .answers import Reply
from .bots import is_bot
from .reading import Errors, Reader, absence, is_whole
from .records import Absence, ContributorPage, Entry, Inside, IssuePage, LabelledIssue, Release, Weeks

Record = TypeVar("Record")

_LONGEST_NODE_ID = 100
_BIGGEST_ID = 2**63 - 1
_PLACES = ("root", "dotGithub", "docs")


def each(
    node_ids: Sequence[str], data: dict[str, Any], errors: Errors, read: Callable[[Reader], Record | None]
) -> dict[str, Record | Absence]:
    """Every node id gets what `read` makes of its node, or the reason there is nothing."""
    nodes = data.get("nodes")
    if not isinstance(nodes, list) or len(nodes) != len(node_ids):
        return dict.fromkeys(node_ids, Absence.LIMITED)
    answer: dict[str, Record | Absence] = {}
    for index, (node_id, node) in enumerate(zip(node_ids, nodes, strict=True)):
        path: list[Any] = ["nodes", index]
        if node is None:
            answer[node_id] = absence(path, errors)
        else:
            record = read(Reader(node, complete=True)) if is_whole(node, path, errors) else None
            answer[node_id] = Absence.LIMITED if record is None else record
    return answer


def issue_page(node: Reader) -> IssuePage | None:
    listed = node.child("issues")
    total, info = listed.count("totalCount"), listed.child("pageInfo")
    has_next, nodes = info.flag("hasNextPage"), listed.raw("nodes")
    if total is None or has_next is None or not isinstance(nodes, list):
        return None
    issues = [_issue(Reader(found, complete=True)) for found in nodes]
    after = info.text("endCursor", 1000) if has_next else None
    if has_next and after is None:
        return None
    whole = tuple(issue for issue in issues if issue is not None)
    return IssuePage(whole, total, after) if len(whole) == len(issues) else None


def _issue(found: Reader) -> LabelledIssue | None:
    node_id, number, url = found.text("id", _LONGEST_NODE_ID), found.count("number"), found.text("url", 500)
    opened_at, changed_at = found.time("createdAt"), found.time("updatedAt")
    locked, assigned = found.flag("locked"), found.total("assignees")
    if not node_id or number is None or url is None or opened_at is None or changed_at is None:
        return None
    if locked is None or assigned is None:
        return None
    title = found.text("title", 100_000) or ""
    labels = tuple(name for label in found.child("labels").rows("nodes") if (name := label.text("name", 200)))
    is_taken, comments = locked or assigned > 0, found.total("comments")
    return LabelledIssue(node_id, number, title[:500], url, labels, opened_at, changed_at, is_taken, comments)


def inside(node: Reader) -> Inside | None:
    topics = [topic.child("topic").text("name", 100) for topic in node.child("repositoryTopics").rows("nodes")]
    languages = {
        name: size
        for edge in node.child("languages").rows("edges")
        if (name := edge.child("node").text("name", 100)) and (size := edge.count("size", _BIGGEST_ID)) is not None
    }
    names = set(_names_inside(node))
    own_contributing, own_conduct = _has(names, "contributing"), _has(names, "code_of_conduct", "code-of-conduct")
    # GitHub's own fields know what the owner's `.github` lends to repositories that have none themselves.
    any_contributing = own_contributing or node.child("contributingGuidelines").present
    any_conduct = own_conduct or node.child("codeOfConduct").present
    record = Inside(
        description=node.text("description", 100_000) or "",
        homepage=(node.text("homepageUrl", 10_000) or "")[:500],
        topics=tuple(topic for topic in topics if topic),
        languages=languages,
        has_readme=_has(names, "readme"),
        has_contributing=any_contributing,
        has_code_of_conduct=any_conduct,
        has_license=node.child("licenseInfo").present or _has(names, "license", "licence", "copying"),
        inherits_contributing=any_contributing and not own_contributing,
        inherits_code_of_conduct=any_conduct and not own_conduct,
        release=_release(node.child("latestRelease")),
    )
    return record if node.complete and node.child("repositoryTopics").present else None


def _names_inside(node: Reader) -> Iterator[str]:
    """Of the files where GitHub looks for such: the root, .github and docs."""
    for place in _PLACES:
        for entry in node.child(place).rows("entries"):
            yield (entry.text("name", 1000) or "").lower()


def _has(names: set[str], *beginnings: str) -> bool:
    return any(name.startswith(beginnings) for name in names)


def _release(found: Reader) -> Release | None:
    tag = found.text("tagName", 10_000)
    if not tag:
        return None
    name, url = found.text("name", 10_000) or "", found.text("url", 500) or ""
    return Release(tag[:255], name[:255], url, found.time("publishedAt"))


def weeks(node: Reader, mondays: Sequence[date]) -> Weeks | None:
    """A repository without a commit has none in any week."""
    branch = node.child("defaultBranchRef")
    if not node.complete:
        return None
    if not branch.present:
        return dict.fromkeys(mondays, 0)
    commit = branch.child("target")
    counts = {monday: commit.total(f"c{index}") for index, monday in enumerate(mondays)}
    known = {monday: count for monday, count in counts.items() if count is not None}
    return known if len(known) == len(counts) else None


def contributor_page(reply: Reply, per_page: int) -> ContributorPage | None:
    body = reply.json()
    if not isinstance(body, list):
        return None
    entries = [_entry(Reader(found, complete=True)) for found in body]
    whole = tuple(entry for entry in entries if entry is not None)
    if len(whole) != len(entries):
        return None
    link = reply.header("link")
    has_next = 'rel="next"' in link if link else len(whole) >= per_page
    return ContributorPage(whole, has_next, reply.header("etag")[:200])


def _entry(found: Reader) -> Entry | None:
    """GitHub's type decides; the mark of a bot in a name or address moves an entry to the bots."""
    kind, commits = found.text("type", 50), found.count("contributions")
    if kind is None or commits is None:
        return None
    github_id, login = found.count("id", _BIGGEST_ID), found.text("login", 100)
    name, email = found.text("name", 10_000), found.text("email", 10_000)
    if kind == "Anonymous":
        github_id, login = None, None
    elif not github_id or login is None:
        return None
    bot = is_bot(account_type=kind, login=login, name=name, email=email)
    return Entry(github_id, login or "", bot, commits, "" if github_id else f"{name} <{email}>")
