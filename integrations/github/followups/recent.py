"""Q5 for the last 30 days, day by day. Asked when the newest commit or a number of issues or pull requests moved; all
days of the window are read anew, so a rewritten history and an old commit merged late correct the days that they are
about. While nothing moves nothing is asked: days pass out of the window by themselves.

One issue closed and another reopened between two pulses leave all numbers as they were; the next change brings both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from integrations.github.bot_list import listed_logins
from integrations.github.counting import Days, days_of, last_by_human
from integrations.github.models import FollowUp, RecentActivity, Repository
from integrations.github.records import Happened, Period

from .step import Asked, Step
from .whole_period import Unread, read_period

WINDOW = timedelta(days=29)  # with today 30 days
KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Seen:
    happened: Happened
    period: Period


class RecentStep(Step[Seen]):
    kind = FollowUp.Kind.RECENT
    batch, most = 8, 24

    def ask(self, asked: Mapping[str, Asked], now: datetime) -> Mapping[str, Seen | Unread]:
        found: dict[str, Seen | Unread] = {}
        for first_day, node_ids in _by_first_day(asked, now).items():
            if found:
                self.before_each()
            period = Period(_midnight(first_day), _midnight(_day(now) + timedelta(days=2)))
            for node_id, answer in read_period(self.client, node_ids, period, self.before_each).items():
                found[node_id] = Seen(answer, period) if isinstance(answer, Happened) else answer
        return found

    def keep(self, asked: Asked, answer: Seen, at: datetime) -> None:
        first_day = _day(answer.period.since)
        new = days_of(answer.happened, answer.period, timezone.get_default_timezone())
        kept = RecentActivity.objects.filter(repository=asked.repository).first()
        oldest = _day(at) - KEPT
        since = max(min(kept.since, first_day), oldest) if kept else first_day
        days = _between(kept.days, since, first_day) | new if kept else new
        RecentActivity.objects.update_or_create(
            repository=asked.repository, defaults={"since": since, "observed_at": at, "days": days}
        )
        _move_last_human_issue(asked.repository, last_by_human(answer.happened, at, listed_logins()))


def _by_first_day(asked: Mapping[str, Asked], now: datetime) -> dict[date, list[str]]:
    """30 days ago; where nothing has been seen for longer than that, where seeing ended."""
    rows = RecentActivity.objects.filter(repository__in=[one.repository.pk for one in asked.values()])
    seen = dict(rows.values_list("repository", "observed_at"))
    groups: dict[date, list[str]] = defaultdict(list)
    for node_id, one in asked.items():
        first_day = _day(now) - WINDOW
        if one.repository.pk in seen:
            first_day = max(min(first_day, _day(seen[one.repository.pk])), _day(now) - KEPT)
        groups[first_day].append(node_id)
    return groups


def _between(days: Days, since: date, until: date) -> Days:
    return {day: counts for day, counts in days.items() if since.isoformat() <= day < until.isoformat()}


def _move_last_human_issue(repository: Repository, seen: datetime | None) -> None:
    """Only forward: an issue of before the window is not in the answer."""
    before = repository.last_human_issue_at
    if seen is not None and (before is None or seen > before):
        repository.last_human_issue_at = seen
        Repository.objects.filter(pk=repository.pk).update(last_human_issue_at=seen)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
