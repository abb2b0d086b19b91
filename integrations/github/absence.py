"""GraphQL found nothing: ask REST what that means, and doubt an answer that lost everything at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from .client import GitHubClient
from .clock import Clock
from .errors import ConnectionBrokenError, GitHubError, OverloadedError, RateLimitedError, RejectedError
from .models import ErrorKind, Repository
from .plan import CONFIRM_AGAIN_AFTER
from .records import Identity, Presence

_TRIES = 3


class ContradictionError(GitHubError):
    """GraphQL says it is not there, REST says it is: a passing fault."""

    kind = ErrorKind.CONTRADICTION


def confirm(
    missing: Sequence[Repository],
    *,
    fault: GitHubError,
    everything_missing: bool,
    client: GitHubClient,
    clock: Clock,
    before_each: Callable[[], None],
) -> Iterator[tuple[Repository, Presence | Identity | GitHubError]]:
    """Yield what REST says of each: absent, to be found under another name, or `fault` for one that is there after
    all. When the answer missed all that was asked for and one is there, the answer was at fault: the rest is not asked
    for one by one."""
    doubtful = False
    for repository in missing:
        found = fault if doubtful else _ask(repository, client, clock, before_each)
        if found is Presence.THERE:
            found, doubtful = fault, everything_missing
        yield repository, found


def is_settled(repository: Repository, now: datetime) -> bool:
    """It was gone before, and REST said so not long ago: missing again is no news."""
    confirmed = repository.absence_confirmed_at
    return repository.is_gone and confirmed is not None and now - confirmed < CONFIRM_AGAIN_AFTER


def _ask(
    repository: Repository, client: GitHubClient, clock: Clock, before_each: Callable[[], None]
) -> Presence | Identity | GitHubError:
    failed: GitHubError | None = None
    tries = 0
    while tries < _TRIES:
        before_each()
        try:
            if repository.github_id is None:
                return client.presence_by_name(repository.full_name)
            return client.presence_by_id(repository.github_id)
        except RateLimitedError:
            continue  # The ledger waits before the next one, or ends the run.
        except (OverloadedError, ConnectionBrokenError) as error:
            failed = error
            clock.sleep(float(tries))
            tries += 1
        except RejectedError as error:
            return error
    assert failed is not None  # noqa: S101 - the loop ends by a return or after a failure
    return failed
