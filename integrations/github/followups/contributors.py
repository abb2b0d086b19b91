"""REST's list of contributors: people, bots and authors without an account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from integrations.github.bot_list import listed_logins
from integrations.github.bots import is_bot
from integrations.github.errors import RejectedError
from integrations.github.models import Contribution, Contributor, FollowUp, GroupState, Snapshot
from integrations.github.people import Choice, choices_of
from integrations.github.plan import SURE_AFTER
from integrations.github.records import ContributorPage, Entry, ListAnswer

from .step import Asked, MovingError, Step, agreed

Pages = tuple[ContributorPage, ...]
ListOrWhy = Pages | ListAnswer

_FRESH = timedelta(days=1)  # GitHub keeps the list for hours: after a push it may still be the old one


class ContributorsStep(Step[ListOrWhy]):
    kind = FollowUp.Kind.CONTRIBUTORS
    claimed, batch, most = 20, 1, 1
    snapshot_fields = (
        "contributors_human",
        "contributors_bot",
        "contributors_anonymous",
        "contributors_observed_at",
        "contributors_state",
    )

    def ask(self, asked: Mapping[str, Asked], now: datetime) -> Mapping[str, ListOrWhy | MovingError | RejectedError]:
        return {node_id: self._one(one) for node_id, one in asked.items()}

    def _one(self, asked: Asked) -> ListOrWhy | MovingError | RejectedError:
        known = [asked.follow_up.etag if asked.snapshot.contributors_state == GroupState.OBSERVED else ""]

        def read() -> tuple[ListOrWhy, bool]:
            found = self._read(asked, known.pop() if known else "")
            return found, isinstance(found, ListAnswer) or _is_clean(found)

        try:
            return agreed(read)
        except RejectedError as error:
            return error

    def _read(self, asked: Asked, etag: str) -> ListOrWhy:
        assert asked.repository.github_id is not None  # noqa: S101 - it has been pulsed
        pages: list[ContributorPage] = []
        while not pages or pages[-1].has_next:
            page = self._page(asked.repository.github_id, len(pages) + 1, etag)
            if isinstance(page, ListAnswer):
                return page
            pages.append(page)
        return tuple(pages)

    def _page(self, github_id: int, number: int, etag: str) -> ContributorPage | ListAnswer:
        if number == 1:
            return self.client.contributors(github_id, number, etag)
        return self.more(lambda: self.client.contributors(github_id, number))

    def keep(self, asked: Asked, answer: ListOrWhy, at: datetime) -> None:
        snapshot = asked.snapshot
        if answer is ListAnswer.TOO_LARGE:
            snapshot.contributors_state, asked.follow_up.etag = GroupState.TOO_LARGE, ""
            return
        snapshot.contributors_observed_at, snapshot.contributors_state = at, GroupState.OBSERVED
        if not isinstance(answer, ListAnswer):
            # Of several pages the first may be as it was while the last is not.
            asked.follow_up.etag = answer[0].etag if len(answer) == 1 else ""
            entries = [entry for page in answer for entry in page.entries]
            bots = listed_logins()
            _count(snapshot, entries, bots)
            _keep_contributions(asked, entries, bots)

    def next_due(self, asked: Asked, at: datetime) -> datetime | None:
        """Once more a day after a change, because GitHub may have answered with the list of before."""
        follow_up = asked.follow_up
        if follow_up.answered == follow_up.wanted or asked.snapshot.contributors_state == GroupState.TOO_LARGE:
            return None
        pushed_at = asked.snapshot.pushed_at
        is_fresh = pushed_at is not None and at - pushed_at < _FRESH
        return at + SURE_AFTER if follow_up.answered or is_fresh else None


def _is_clean(pages: Pages) -> bool:
    """Pages that fit together are full but for the last, and nobody stands in two of them."""
    if len(pages) == 1:
        return True
    entries = [(entry.github_id, entry.author) for page in pages for entry in page.entries]
    full = {len(page.entries) for page in pages[:-1]}
    return len(full) == 1 and len(set(entries)) == len(entries)


def _is_bot(entry: Entry, listed: Collection[str]) -> bool:
    return entry.is_bot or is_bot(login=entry.login, listed=listed)


def _count(snapshot: Snapshot, entries: Sequence[Entry], listed: Collection[str]) -> None:
    """Each line counts, as GitHub's own list has it; somebody whom two pages name counts once."""
    accounts = {entry.github_id: _is_bot(entry, listed) for entry in entries if entry.github_id is not None}
    nameless = Counter(entry.is_bot for entry in entries if entry.github_id is None)
    snapshot.contributors_bot = sum(accounts.values()) + nameless[True]
    snapshot.contributors_human = len(accounts) - sum(accounts.values())
    snapshot.contributors_anonymous = nameless[False]


def _keep_contributions(asked: Asked, entries: Sequence[Entry], listed: Collection[str]) -> None:
    """Of those who chose not to be kept nothing is written, of those who chose to be nameless no handle."""
    by_id = {entry.github_id: entry for entry in entries if entry.github_id is not None}
    choices = {github_id: row.choice for github_id, row in choices_of(by_id).items()}
    kept = [pk for pk in sorted(by_id) if choices.get(pk) != Choice.REMOVED]
    Contributor.objects.bulk_create(
        [_contributor(pk, by_id[pk], choices.get(pk), listed) for pk in kept],
        update_conflicts=True,
        unique_fields=["github_id"],
        update_fields=["login", "kind", "is_bot_by_type"],
        batch_size=500,
    )
    pks = _primary_keys(kept)
    there = dict(asked.repository.contributions.values_list("contributor_id", "commits"))
    _forget(asked, there.keys() - set(pks.values()))
    Contribution.objects.bulk_create(
        [
            Contribution(repository=asked.repository, contributor_id=pks[pk], commits=by_id[pk].commits)
            for pk in kept
            if there.get(pks[pk]) != by_id[pk].commits
        ],
        update_conflicts=True,
        unique_fields=["repository", "contributor"],
        update_fields=["commits"],
        batch_size=500,
    )


def _contributor(github_id: int, entry: Entry, choice: str | None, listed: Collection[str]) -> Contributor:
    return Contributor(
        github_id=github_id,
        login="" if choice == Choice.ANONYMISED else entry.login,
        kind=Contributor.Kind.BOT if _is_bot(entry, listed) else Contributor.Kind.HUMAN,
        is_bot_by_type=entry.is_bot,
    )


def _forget(asked: Asked, contributor_pks: Collection[int]) -> None:
    """Their contributions here; and whoever has none anywhere any more."""
    if contributor_pks:
        asked.repository.contributions.filter(contributor__in=contributor_pks).delete()
        Contributor.objects.filter(pk__in=contributor_pks, contributions=None).delete()


def _primary_keys(github_ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(github_ids), 500):
        some = Contributor.objects.filter(github_id__in=github_ids[start : start + 500])
        found |= dict(some.values_list("github_id", "pk"))
    return found
