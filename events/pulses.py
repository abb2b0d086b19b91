"""What went on in the repositories of the projects that took part in an event, for as long as it lasted."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from integrations.github.wishes import WishedPeriod

from .models import EventPage, Participation
from .times import JAPAN


class Span(NamedTuple):
    """`since` <= time < `until`."""

    since: datetime
    until: datetime


def period_of(event) -> Span | None:
    """From its start to its end. One that lasted longer than a day, or of which only the days are known, counts from
    midnight to midnight in Japan. None where nobody knows when it was."""
    if event.starts_at is None or event.over_at is None:
        return None
    if event.whole_day or event.over_at - event.starts_at > timedelta(days=1):
        return Span(_midnight_before(event.starts_at), _midnight_after(event.over_at))
    return Span(event.starts_at, event.over_at)


def wished_periods(now: datetime) -> Iterator[WishedPeriod]:
    """Of every event that is over, for each repository of its projects."""
    over = EventPage.objects.for_visitors().past(now).filter(cancelled=False)
    taking_part = Participation.objects.filter(event__in=over.order_by().values("pk"), project__live=True)
    repositories = taking_part.exclude(project__project_repositories=None).order_by()
    rows = repositories.values_list("event_id", "project__project_repositories__repository_id").distinct()
    periods = {event.pk: period_of(event) for event in over}
    for event_id, repository_id in rows:
        if period := periods.get(event_id):
            yield WishedPeriod(repository_id, period.since, period.until)


def _midnight_before(moment):
    return datetime.combine(moment.astimezone(JAPAN).date(), time.min, tzinfo=JAPAN)


def _midnight_after(moment):
    """`moment` itself where it is one."""
    last = (moment - timedelta(microseconds=1)).astimezone(JAPAN).date()
    return datetime.combine(last + timedelta(days=1), time.min, tzinfo=JAPAN)
