"""Events of the Social Hack Day sheet as pages of a series."""

import re
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from integrations.sheets.cells import line, matching_key, shortened, text, whole_number
from integrations.sheets.columns import Column
from integrations.sheets.errors import CellError, RowError
from integrations.sheets.links import checked_address
from integrations.sheets.links import web_address as link
from integrations.sheets.moments import Moment, read_moment
from pages.imports.kinds import Kind, RowInHand
from pages.imports.services import free_slug
from regions.imports import region_named

from .models import EventIndexPage, EventPage, EventSeriesPage

JAPAN = ZoneInfo("Asia/Tokyo")
SERIES = "ソーシャルハックデー"
SERIES_SLUG = "social-hack-day"
LONGEST_TITLE = 255

COLUMNS = (
    Column("event_name", ("イベント名", "イベント", "event", "event title"), required=True),
    Column("event_start", ("開始", "開始日時", "開始日", "日時", "start", "start date", "starts at"), required=True),
    Column("event_end", ("終了", "終了日時", "終了日", "end", "end date", "ends at")),
    Column("event_image", ("イベント画像", "画像", "event image url")),
    Column("entry_page", ("申込ページ", "参加申込", "申し込みページ", "entry url", "entry")),
    Column("location", ("場所", "開催地", "住所")),
    Column("venue", ("会場", "会場名")),
    Column("description", ("説明", "概要", "内容")),
    Column("hackmd_url", ("HackMD", "ノート", "notes url")),
    Column("attendees", ("参加者数", "参加人数", "number of attendees")),
    Column("number_of_projects", ("プロジェクト数", "projects")),
)
READERS = {
    "title": ("event_name", line(LONGEST_TITLE)),
    "cover_source_url": ("event_image", link(1000)),
    "entry_url": ("entry_page", link()),
    "notes_url": ("hackmd_url", link()),
    "description": ("description", text()),
    "attendees": ("attendees", whole_number),
    "reported_projects": ("number_of_projects", whole_number),
}
PLACES = {"venue": line(2000), "location": line(2000)}
_ONLINE_WORDS = (
    r"オンライン|リモート|ウェビナー|online|remote|virtual|webinar|zoom|google\s*meet|meet\.google"
    r"|youtube|discord|slack|microsoft teams"
)
_ONLINE = re.compile(_ONLINE_WORDS, re.IGNORECASE)
_ONLINE_ALONE = re.compile(
    rf"(?:{_ONLINE_WORDS}|開催|のみ|配信|完全|にて|event|only|meeting|live|[\s・,、/／＋+&()（）])+", re.IGNORECASE
)
_NOTHING_MORE = re.compile(r"(?:オンライン|online)(?:開催|のみ)?", re.IGNORECASE)


def event_kind(series: EventSeriesPage | None) -> Kind:
    """How rows of events become pages of `series`; None in a preview of a series that is not there yet."""
    return Kind(
        scope=f"event/{series.pk if series else 'new'}",
        page_type=EventPage,
        parent=series,
        name_column="event_name",
        read=read_event,
        slug=lambda row: row["event_name"],
        lists={},
    )


def series_named(title: str) -> EventSeriesPage | None:
    """The series of this title or slug; the Social Hack Day is known by both."""
    wanted = {matching_key(title)} | ({SERIES_SLUG} if title == SERIES else set())
    for series in EventSeriesPage.objects.originals().order_by("pk"):
        if wanted & {matching_key(series.title), series.slug}:
            return series
    return None


@transaction.atomic
def open_series(*, title: str) -> EventSeriesPage:
    """The series of this title, made and published where there is none."""
    if found := series_named(title):
        return found
    parent = EventIndexPage.objects.originals().get()
    slug = free_slug(parent=parent, wished=SERIES_SLUG if title == SERIES else title)
    series = parent.add_child(instance=EventSeriesPage(title=title, slug=slug))
    series.save_revision().publish()
    return series


def read_event(row: RowInHand) -> dict:
    """The fields of an event. Raises RowError for a date that is none, for an end before the start, and for a text
    that is too long."""
    return {**row.values(READERS), **_times(row), **_place(row)}


def _times(row):
    start = _moment(row, "event_start")
    end = _moment(row, "event_end", start)
    if end and not start:
        raise RowError(_("event_end: there is an end, but no start. Fill in event_start."))
    start, end = _as_exact_as_both(row, start, end)
    if end and end.at <= start.at and (end.has_time or end.at < start.at):
        raise RowError(_("event_end: the event ends before it starts. Check the two times."))
    values = {"starts_at": _stored(start), "whole_day": bool(start) and not start.has_time}
    if row.has("event_end"):
        values["ends_at"] = _stored(end, last_day=True)
    return values


def _moment(row, column, start=None):
    try:
        return read_moment(row[column], JAPAN, on=start.day if start and start.has_time else None)
    except CellError as error:
        raise RowError(f"{column}: {error}") from error


def _as_exact_as_both(row, start, end):
    """Both with their times, or both as days. A last day that is the day of the start tells nothing new."""
    if not (start and end) or start.has_time == end.has_time:
        return start, end
    if start.has_time and end.day == start.at.astimezone(JAPAN).date():
        return start, None
    without = "event_start" if start.has_time else "event_end"
    row.remark(
        without, _("only one of the two has a time, so only the days are kept: “%(cell)s”") % {"cell": row[without]}
    )
    return _day_of(start), _day_of(end)


def _day_of(moment):
    local = moment.at.astimezone(JAPAN)
    return Moment(local.replace(hour=0, minute=0, second=0, microsecond=0), has_time=False)


def _stored(moment, *, last_day=False):
    """The time in UTC and ISO form. A last day is kept as the midnight at which it is over."""
    if moment is None:
        return None
    over = timedelta(days=1) if last_day and not moment.has_time else timedelta()
    return (moment.at + over).astimezone(UTC).isoformat()


def _place(row):
    cells = row.values({column: (column, reader) for column, reader in PLACES.items()})
    if not cells:
        return {}
    online = next((cell for cell in cells.values() if _is_online_address(cell, cells)), "")
    region = region_named(cells.get("location", "")) or region_named(cells.get("venue", ""))
    values = {
        "is_online": any(_ONLINE.search(cell) for cell in cells.values()),
        "online_url": online,
        "region_id": region.code if region else None,
    }
    for column, (name, limit) in {"venue": ("venue_name", 200), "location": ("venue_address", 300)}.items():
        if column in cells:
            values[name] = "" if cells[column] == online else _words_of_place(row, column, cells[column], limit)
    return values


def _is_online_address(cell, cells):
    """An address of a meeting, or any beside the bare word "online"; a map's address is the words of a place."""
    try:
        checked_address(cell)
    except CellError:
        return False
    return bool(_ONLINE.search(cell)) or any(_ONLINE_ALONE.fullmatch(other) for other in cells.values())


def _words_of_place(row, column, cell, limit):
    """Nothing for words that say "online" alone: that has its own field, and would look like a venue."""
    if _ONLINE_ALONE.fullmatch(cell):
        if not _NOTHING_MORE.fullmatch(cell):
            row.remark(column, _("“%(cell)s” is kept as “takes place online”.") % {"cell": shortened(cell)})
        return ""
    if len(cell) > limit:
        raise RowError(
            _("%(column)s: at most %(limit)d characters are taken. Shorten it.") % {"column": column, "limit": limit}
        )
    return cell
