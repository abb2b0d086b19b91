"""Q4: commits of the last twelve weeks. Asked whenever the newest commit moved, so a rewritten history or an old
commit merged late corrects the weeks that it is about; older weeks stay as they were seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from django.db.models import Max

from integrations.github.models import CommitWeek, FollowUp
from integrations.github.questions import WEEKS
from integrations.github.records import Absence, Weeks

from .step import Asked, Step


class WeeklyStep(Step[Weeks]):
    kind = FollowUp.Kind.WEEKLY
    batch, most = 8, 24

    def ask(self, asked: Mapping[str, Asked], now: datetime) -> Mapping[str, Weeks | Absence]:
        return self.client.weekly(list(asked), last_mondays(now))

    def keep(self, asked: Asked, answer: Weeks, at: datetime) -> None:
        counts = dict.fromkeys(_quiet_weeks(asked, min(answer)), 0) | answer
        CommitWeek.objects.bulk_create(
            [
                CommitWeek(repository=asked.repository, week=week, commits=commits, observed_at=at)
                for week, commits in counts.items()
            ],
            update_conflicts=True,
            unique_fields=["repository", "week"],
            update_fields=["commits", "observed_at"],
        )


def _quiet_weeks(asked: Asked, first_asked: date) -> list[date]:
    """Weeks since the last count in which the newest commit was seen to stay the same: nothing came in them."""
    counted = asked.repository.commit_weeks.filter(week__lt=first_asked).aggregate(last=Max("week"))["last"]
    if counted is None:
        return []
    before = asked.repository.snapshots.exclude(head_oid=asked.snapshot.head_oid).exclude(head_oid=None)
    seen = before.aggregate(last=Max("observed_at"))["last"]
    weeks = (first_asked - counted).days // 7
    between = [counted + timedelta(weeks=index) for index in range(1, weeks)]
    return [week for week in between if seen is not None and week + timedelta(weeks=1) <= seen.astimezone(UTC).date()]


def last_mondays(now: datetime) -> list[date]:
    """Of the last twelve weeks, the running one included."""
    today = now.astimezone(UTC).date()
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=WEEKS - 1 - index) for index in range(WEEKS)]
