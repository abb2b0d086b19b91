"""What is known of GitHub: repositories, what they looked like day by day, and how the finding out went."""

from .repository import ErrorKind, Repository, RepositoryName, Status
from .running import Budget, SyncRun
from .snapshot import GroupState, Snapshot
from .webhook import WebhookDelivery

__all__ = [
    "Budget",
    "ErrorKind",
    "GroupState",
    "Repository",
    "RepositoryName",
    "Snapshot",
    "Status",
    "SyncRun",
    "WebhookDelivery",
]
