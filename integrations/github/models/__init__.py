"""What is known of GitHub: repositories, what they looked like day by day, and how the finding out went."""

from .bots import ListedBot
from .content import CommitWeek, Content
from .following import FollowUp
from .newcomers import NewcomerIssue
from .people import Contribution, Contributor, ContributorChoice
from .pulses import PeriodPulse, RecentActivity
from .repository import ErrorKind, Repository, RepositoryName, Status
from .running import Appointment, Budget, SyncRun
from .snapshot import GroupState, Snapshot
from .webhook import WebhookDelivery

__all__ = [
    "Appointment",
    "Budget",
    "CommitWeek",
    "Content",
    "Contribution",
    "Contributor",
    "ContributorChoice",
    "ErrorKind",
    "FollowUp",
    "GroupState",
    "ListedBot",
    "NewcomerIssue",
    "PeriodPulse",
    "RecentActivity",
    "Repository",
    "RepositoryName",
    "Snapshot",
    "Status",
    "SyncRun",
    "WebhookDelivery",
]
