"""What can go wrong between us and GitHub, named for what to do about it."""

from __future__ import annotations

from datetime import datetime

from .models import ErrorKind


class GitHubError(Exception):
    """Any answer that brought no figures. `kind` is kept with the repositories it was about."""

    kind = ErrorKind.REJECTED


class OverloadedError(GitHubError):
    """GitHub gave up on the question (502, 504, broken JSON, a timeout): ask for less at once."""

    kind = ErrorKind.OVERLOADED


class ConnectionBrokenError(GitHubError):
    """Nothing came back; the size of the question is not to blame: ask again."""

    kind = ErrorKind.CONNECTION


class RateLimitedError(GitHubError):
    """A primary or secondary limit, in whatever disguise.

    `wait` is what the server asked for in seconds, or None if it named no time. `everything` is true for
    secondary limits, which hold for REST and GraphQL together.
    """

    kind = ErrorKind.OVERLOADED

    def __init__(self, message: str, *, wait: float | None, everything: bool) -> None:
        super().__init__(message)
        self.wait = wait
        self.everything = everything


class RejectedError(GitHubError):
    """GitHub understood and said no; the same question will get the same answer."""


class NotGitHubError(RejectedError):
    """Something answers at GITHUB_API_URL, but it is not GitHub's API."""


class IncompleteError(GitHubError):
    """GitHub left out some figures even when asked for one repository alone."""

    kind = ErrorKind.INCOMPLETE

    def __init__(self, message: str = "GitHub left out some of the figures.") -> None:
        super().__init__(message)


class CredentialsRefusedError(GitHubError):
    """401: the token or the App's key is wrong, expired or revoked."""

    kind = ErrorKind.FORBIDDEN


class NotConfiguredError(Exception):
    """Settings that asking GitHub needs are missing or wrong; the message says which, and the remedy."""


class OutOfBudgetError(Exception):
    """Going on would break a limit. What is left stays queued; run again at `resume_at`."""

    def __init__(self, message: str, *, resume_at: datetime) -> None:
        super().__init__(message)
        self.resume_at = resume_at


class AllowanceSpentError(OutOfBudgetError):
    """--max-points are spent. GitHub would let us go on; its own budget is full again at `resume_at`."""


class GitHubUnreachableError(GitHubError):
    """So many requests failed in a row that going on is pointless; what is left stays queued."""

    kind = ErrorKind.CONNECTION
