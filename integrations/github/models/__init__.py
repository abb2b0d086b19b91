"""What is known of GitHub: repositories, what they looked like day by day, and how the finding out went."""

from .repository import ErrorKind, Repository, RepositoryName, Status
from .running import Budget, SyncRun
from .snapshot import GroupState, Snapshot

__all__ = [
    "Budget",
    "ErrorKind",
    "GroupState",
    "Repository",
    "RepositoryName",
    "Snapshot",
    "Status",
    "SyncRun",
]
