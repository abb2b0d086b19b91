"""REST's answers to records. What REST cannot tell in few requests is None and no gap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from integrations.github.answers import Reply
from integrations.github.parsing import identity_by_rest
from integrations.github.questions import newcomer_labels
from integrations.github.reading import Reader
from integrations.github.records import Identity, LabelledIssue, Pulse

_LONGEST_NODE_ID = 100
_LAST = re.compile(r'<([^>]+)>;\s*rel="last"')


@dataclass(frozen=True, slots=True)
class Told:
    """`GET /repositories/{id}`. `open_together` counts issues and pull requests as one, as REST does."""

    identity: Identity
    stars: int
    forks: int
    open_together: int
    has_issues: bool
    default_branch: str | None
    license: str | None
    primary_language: str | None
    topics: tuple[str, ...] | None
    description: str
    homepage: str
    pushed_at: datetime | None
    changed_at: datetime | None
    archived: bool


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """One line of REST's list of open issues, which holds pull requests, too."""

    issue: LabelledIssue
    is_pull: bool


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What is open, told apart. `labelled` are the issues with a newcomer label; None where nobody looked."""

    issues: int | None
    pulls: int | None
    labelled: tuple[LabelledIssue, ...] | None


NOTHING_OPEN = OpenWork(0, 0, ())
UNSETTLED = OpenWork(None, None, None)


def told(body: Any) -> Told | None:
    """Read what REST says of a repository; None if it is not whole."""
    reader, identity = Reader(body, complete=True), identity_by_rest(body)
    stars, forks = reader.count("stargazers_count"), reader.count("forks_count")
    open_together, archived = reader.count("open_issues_count"), reader.flag("archived")
    if identity is None or stars is None or forks is None or open_together is None or archived is None:
        return None
    return Told(
        identity=identity,
        stars=stars,
        forks=forks,
        open_together=open_together,
        has_issues=reader.flag("has_issues") is not False,
        default_branch=_default_branch(reader),
        license=_license(reader),
        primary_language=reader.text("language", 100),
        topics=_topics(reader),
        description=reader.text("description", 100_000) or "",
        homepage=(reader.text("homepage", 10_000) or "")[:500],
        pushed_at=reader.time("pushed_at"),
        changed_at=reader.time("updated_at"),
        archived=archived,
    )


def pulse(about: Told, work: OpenWork) -> Pulse:
    """In the shape of GraphQL's, so that it is stored by the same rules."""
    labelled = work.labelled
    top = max(labelled, key=lambda issue: issue.changed_at) if labelled else None
    return Pulse(
        github_id=about.identity.github_id,
        node_id=about.identity.node_id,
        full_name=about.identity.full_name,
        is_public=not about.identity.is_private,
        complete=work.issues is not None,
        stars=about.stars,
        forks=about.forks,
        issues_open=work.issues,
        issues_closed=None,
        pulls_open=work.pulls,
        pulls_merged=None,
        pulls_closed=None,
        default_branch=about.default_branch,
        license=about.license,
        primary_language=about.primary_language,
        pushed_at=about.pushed_at,
        archived=about.archived,
        changed_at=about.changed_at,
        newcomer_issues_labelled=None if labelled is None else len(labelled),
        newcomer_top_issue=top.node_id if top else None,
        newcomer_top_changed_at=top.changed_at if top else None,
        head=None,
        by_rest=True,
    )


def open_entries(body: Any) -> list[OpenEntry] | None:
    """Read a page of `GET /repositories/{id}/issues`; None if a line of it cannot be read."""
    if not isinstance(body, list):
        return None
    entries = [_entry(Reader(found, complete=True)) for found in body]
    whole = [entry for entry in entries if entry is not None]
    return whole if len(whole) == len(entries) else None


def told_apart(entries: Sequence[OpenEntry]) -> OpenWork:
    """Count each once, whatever pages repeat."""
    distinct = list({entry.issue.number: entry for entry in entries}.values())
    issues = [entry.issue for entry in distinct if not entry.is_pull]
    wanted = {label.lower() for label in newcomer_labels()}
    labelled = tuple(issue for issue in issues if wanted & {label.lower() for label in issue.labels})
    return OpenWork(len(issues), len(distinct) - len(issues), labelled)


def number_of_the_last_page(reply: Reply) -> int | None:
    """By the Link header; None where there is no page after this one."""
    link = _LAST.search(reply.header("link"))
    page = parse_qs(urlsplit(link[1]).query).get("page", [""])[0] if link else ""
    return int(page) if page.isascii() and page.isdigit() else None


def has_next_page(reply: Reply) -> bool:
    return 'rel="next"' in reply.header("link")


def _default_branch(reader: Reader) -> str | None:
    """REST names one even where there is no commit yet, so of what looks empty none is believed."""
    return reader.text("default_branch", 255) if reader.raw("size") != 0 else None


def _license(reader: Reader) -> str | None:
    licence = reader.child("license")
    if not licence.present:
        return None
    return licence.text("spdx_id", 100) or "NOASSERTION"


def _topics(reader: Reader) -> tuple[str, ...] | None:
    listed = reader.raw("topics")
    if not isinstance(listed, list):
        return None
    return tuple(topic for topic in listed if isinstance(topic, str) and len(topic) <= 100)


def _entry(found: Reader) -> OpenEntry | None:
    node_id, number, url = found.text("node_id", _LONGEST_NODE_ID), found.count("number"), found.text("html_url", 500)
    opened_at, changed_at = found.time("created_at"), found.time("updated_at")
    if not node_id or number is None or url is None or opened_at is None or changed_at is None:
        return None
    title, assignees = found.text("title", 100_000) or "", found.raw("assignees")
    is_taken = found.flag("locked") is not False or assignees != []
    labels = tuple(name for name in map(_label, found.raw("labels") or []) if name)
    comments = found.count("comments")
    issue = LabelledIssue(node_id, number, title[:500], url, labels, opened_at, changed_at, is_taken, comments)
    return OpenEntry(issue, is_pull=found.child("pull_request").present)


def _label(found: Any) -> str | None:
    """An object with a name; in old answers the name alone."""
    return Reader({"name": found} if isinstance(found, str) else found, complete=True).text("name", 200)
