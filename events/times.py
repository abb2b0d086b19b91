"""When events are: the moment an event is over, and how its time is told to readers in Japan and elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")


def end_of_event(starts_at: datetime | None, ends_at: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Its end; where only the start is known, the end of that day in its zone; None where nothing is known."""
    if ends_at or starts_at is None:
        return ends_at
    tomorrow = starts_at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=zone)


def whole_where_whole(hours: float) -> int | float:
    """8 hours, not 8.0; at most one decimal."""
    rounded = round(hours, 1)
    return int(rounded) if rounded == int(rounded) else rounded


@dataclass(frozen=True)
class Span:
    """From one moment to another, as the clocks of `zone` (of the tz database) show them; the end may be unknown."""

    start: datetime
    end: datetime | None
    zone: str

    @property
    def is_one_day(self) -> bool:
        return self.end is None or self.start.date() == self.end.date()

    @property
    def in_japan(self) -> bool:
        return self.zone == JAPAN.key

    @property
    def place(self) -> str:
        """The city that the zone is named after."""
        return self.zone.rpartition("/")[2].replace("_", " ")


def spans(event) -> list[Span]:
    """The time in Japan, then in the event's own zone where the clocks there show something else."""
    if event.starts_at is None or event.whole_day:
        return []
    told = [_span(event, JAPAN)]
    if event.starts_at.astimezone(event.zone).utcoffset() != told[0].start.utcoffset():
        told.append(_span(event, event.zone))
    return told


def _span(event, zone):
    end = event.ends_at.astimezone(zone) if event.ends_at else None
    return Span(event.starts_at.astimezone(zone), end, zone.key)


def days(event) -> tuple[date, date] | None:
    """The first and the last day, in the event's own zone."""
    if event.starts_at is None:
        return None
    last = event.over_at - timedelta(microseconds=1) if event.over_at else event.starts_at
    return event.starts_at.astimezone(event.zone).date(), last.astimezone(event.zone).date()
