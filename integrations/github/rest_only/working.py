"""The loop of a run without a token: one repository at a time, whoever has waited longest to be seen first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.github.asking import Failed, ask_in_pieces
from integrations.github.errors import GitHubError
from integrations.github.followups.asking import FollowUps
from integrations.github.followups.contributors import ContributorsStep
from integrations.github.models import Repository
from integrations.github.plan import BatchSize
from integrations.github.records import Presence

from .asking import Asking, Seen
from .keeping import keep

if TYPE_CHECKING:
    from integrations.github.sync import Sync


class RestOnly:
    """All figures before any list of contributors; with the budget spent, both wait for the next hour."""

    def __init__(self, sync: Sync) -> None:
        self.sync = sync

    def work(self) -> None:
        while claimed := self.sync.claim.take_least_recently_seen(self.sync.scope):
            for repository in claimed:
                self._ask_about(repository)
                self.sync.tell()
        FollowUps(self.sync, ContributorsStep).work()

    def _ask_about(self, repository: Repository) -> None:
        sync = self.sync
        asking = Asking(sync.client, repository, sync.before_each)
        pieces = ask_in_pieces(
            [repository.full_name],
            lambda keys: {keys[0]: asking.ask()},
            size=BatchSize(1, most=1),
            clock=sync.clock,
            before_each=sync.before_each,
        )
        for piece in pieces:
            answer = piece.error if isinstance(piece, Failed) else piece.records[repository.full_name]
            self._take_in(repository, answer)

    def _take_in(self, repository: Repository, answer: Seen | Presence | GitHubError) -> None:
        if isinstance(answer, Seen):
            keep(self.sync, repository, answer)
        elif isinstance(answer, Presence):
            self.sync.gone(repository, answer)
        else:
            self.sync.learned([repository], error=answer)
