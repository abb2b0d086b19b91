"""Q3: the issues that somebody new may take up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from integrations.github.models import FollowUp, GroupState, NewcomerIssue, Repository, Snapshot
from integrations.github.questions import newcomer_labels
from integrations.github.records import Absence, IssuePage, LabelledIssue, Unfinished

from .step import Asked, MovingError, Step, agreed

Issues = tuple[LabelledIssue, ...]
Unread = Absence | MovingError | Unfinished
_CHANGING = ("repository", "number", "title", "url", "labels", "comments", "opened_at", "changed_at")


class NewcomersStep(Step[Issues]):
    kind = FollowUp.Kind.NEWCOMERS
    batch, most = 8, 40
    snapshot_fields = ("newcomer_issues", "newcomers_observed_at", "newcomers_state")

    def ask(self, asked: Mapping[str, Asked], now: datetime) -> Mapping[str, Issues | Unread]:
        first_pages = self.client.newcomer_issues(list(asked))
        return {node_id: self._read(node_id, page, alone=len(asked) == 1) for node_id, page in first_pages.items()}

    def _read(self, node_id: str, page: IssuePage | Absence, *, alone: bool) -> Issues | Unread:
        if isinstance(page, Absence):
            return page
        return self._whole_list(node_id, page) if alone or page.after is None else Unfinished.MORE

    def _whole_list(self, node_id: str, first: IssuePage) -> Issues | Absence | MovingError:
        known: list[IssuePage] = [first]

        def read() -> tuple[Issues | Absence, bool]:
            pages = self._pages(node_id, known.pop() if known else None)
            if isinstance(pages, Absence):
                return pages, True
            return _distinct(pages), _is_clean(pages)

        return agreed(read)

    def _pages(self, node_id: str, first: IssuePage | None) -> list[IssuePage] | Absence:
        pages: list[IssuePage] = [] if first is None else [first]
        while not pages or pages[-1].after is not None:
            page = self._page(node_id, pages[-1].after if pages else None)
            if isinstance(page, Absence):
                return page
            pages.append(page)
        return pages

    def _page(self, node_id: str, after: str | None) -> IssuePage | Absence:
        return self.more(lambda: self.client.newcomer_issues([node_id], after)[node_id])

    def keep(self, asked: Asked, answer: Issues, at: datetime) -> None:
        keep_issues(asked.repository, asked.snapshot, answer, at)


def keep_issues(repository: Repository, snapshot: Snapshot, labelled: Issues, at: datetime) -> None:
    """Make the rows those of the list. The snapshot is changed, not saved."""
    free = [issue for issue in labelled if not issue.is_taken]
    repository.newcomer_issue_rows.exclude(node_id__in=[issue.node_id for issue in free]).delete()
    rows = [_row(repository, issue) for issue in free]
    NewcomerIssue.objects.bulk_create(rows, update_conflicts=True, unique_fields=["node_id"], update_fields=_CHANGING)
    snapshot.newcomer_issues = len(free)
    snapshot.newcomers_observed_at, snapshot.newcomers_state = at, GroupState.OBSERVED


def _distinct(pages: list[IssuePage]) -> Issues:
    """Labels are an OR: an issue with two of them may come twice."""
    return tuple({issue.node_id: issue for page in pages for issue in page.issues}.values())


def _is_clean(pages: list[IssuePage]) -> bool:
    """The pages fit together: one total on all of them, which is what came, and whatever came twice may do so."""
    issues = [issue for page in pages for issue in page.issues]
    distinct = _distinct(pages)
    totals = {page.total for page in pages}
    if len(pages) == 1:
        return bool(totals & {len(issues), len(distinct)})
    times = Counter(issue.node_id for issue in issues)
    repeats = all(times[issue.node_id] <= max(1, _newcomer_labels_of(issue)) for issue in distinct)
    return repeats and totals in ({len(issues)}, {len(distinct)})


def _newcomer_labels_of(issue: LabelledIssue) -> int:
    wanted = {label.casefold() for label in newcomer_labels()}
    return sum(label.casefold() in wanted for label in issue.labels)


def _row(repository: Repository, issue: LabelledIssue) -> NewcomerIssue:
    return NewcomerIssue(
        node_id=issue.node_id,
        repository=repository,
        number=issue.number,
        title=issue.title,
        url=issue.url,
        labels=list(issue.labels),
        comments=issue.comments,
        opened_at=issue.opened_at,
        changed_at=issue.changed_at,
    )
