"""Dates and times as people write them in Japan. What can be read in two ways is refused, never guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from django.utils.translation import gettext as _

from .cells import shortened
from .errors import CellError

_MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# Year before the first of each era; source: the government's dates of accession.
_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}
_ERA_BEGINS = {2018: date(2019, 5, 1), 1988: date(1989, 1, 8)}
_ERA_ENDS = {1988: date(2019, 4, 30)}
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split("|"), start=1)}

_WEEKDAY = re.compile(
    r"\s*[(\[](?:[月火水木金土日](?:曜日?)?(?:[・/,、]?祝日?)?|mon|tue|wed|thu|fri|sat|sun)[)\]]|[月火水木金土日]曜日"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?"
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_ERA = re.compile(r"(令和|平成|r|h)\s*(元|\d{1,2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)\s*日?")
_MONTH_NAME = rf"({_MONTH_NAMES})[a-z]*\.?"
_MONTH_FIRST = re.compile(_MONTH_NAME + r"\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH_NAME + r",?\s+(\d{4})")
_TIME = re.compile(
    r"(?P<half>午前|午後|am\s|pm\s)?\s*(?P<hour>\d{1,2})\s*(?:[:時]\s*(?:(?P<minute>\d{1,2})\s*分?)?)"
    r"(?::?(?P<second>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<half_after>am|pm)?(?:\s*(?P<offset>z|utc|jst|(?:gmt|utc)?[+-]\d{2}:?\d{2}))?"
    r"(?:\s*\((?:jst|日本標準時|日本時間|japan standard time)\))?\s*~?"
)
_SERIAL = re.compile(r"([34567]\d{4})(?:\.\d+)?")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_REMEDY_LIMIT = 40


@dataclass(frozen=True)
class Moment:
    """`at` is aware; where `has_time` is false only its day is known, and it is that day's midnight."""

    at: datetime
    has_time: bool

    @property
    def day(self) -> date:
        return self.at.date()


def read_moment(cell: str, zone: tzinfo, *, on: date | None = None) -> Moment | None:
    """The date, with or without a time, in `zone` unless the cell gives an offset; None for an empty cell.

    With `on`, a cell may hold a time alone: it is then a time of that day. Raises CellError."""
    if not cell:
        return None
    folded = unicodedata.normalize("NFKC", cell[:200]).lower().replace("〜", "~").translate(_DASHES).strip()
    if on and (at := _time(folded, on, zone)):
        return Moment(at, has_time=True)
    day, rest = _day(_WEEKDAY.sub(" ", folded).strip(), cell)
    rest = rest.strip(" ,、").removeprefix("t").strip()
    if not rest:
        return Moment(datetime.combine(day, time(), zone), has_time=False)
    at = _time(rest, day, zone)
    if at is None:
        raise _not_a_date(cell)
    return Moment(at, has_time=True)


def read_day(cell: str, zone: tzinfo) -> str | None:
    """The date in `zone` in ISO form, whatever time the cell adds."""
    moment = read_moment(cell, zone)
    return moment.at.astimezone(zone).date().isoformat() if moment else None


def _day(text: str, cell: str) -> tuple[date, str]:
    for pattern, parts in (
        (_YEAR_FIRST, lambda found: (int(found[1]), int(found[3]), int(found[4]))),
        (_DIGITS, lambda found: (int(found[1]), int(found[2]), int(found[3]))),
        (_MONTH_FIRST, lambda found: (int(found[3]), _MONTHS[found[1]], int(found[2]))),
        (_DAY_FIRST, lambda found: (int(found[3]), _MONTHS[found[2]], int(found[1]))),
    ):
        if found := pattern.match(text):
            return _existing(parts(found), cell), text[found.end() :]
    if found := _ERA.match(text):
        return _day_of_era(found, cell), text[found.end() :]
    raise _not_a_date(cell)


def _existing(parts: tuple[int, int, int], cell: str) -> date:
    try:
        day = date(*parts)
    except ValueError as error:
        raise CellError(_("“%(cell)s”: there is no such day.") % {"cell": shortened(cell)}) from error
    if not 1970 <= day.year <= 2100:
        raise CellError(_("“%(cell)s”: the year is not between 1970 and 2100.") % {"cell": shortened(cell)})
    return day


def _day_of_era(found: re.Match[str], cell: str) -> date:
    before_first = _ERAS[found[1]]
    year = before_first + (1 if found[2] == "元" else int(found[2]))
    day = _existing((year, int(found[3]), int(found[4])), cell)
    if not _ERA_BEGINS[before_first] <= day <= _ERA_ENDS.get(before_first, date.max):
        raise CellError(_("“%(cell)s”: the era had no such day.") % {"cell": shortened(cell)})
    return day


def _time(text: str, day: date, zone: tzinfo) -> datetime | None:
    """None where the text is no time. 24:00 is the end of the day."""
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    half = (found["half"] or found["half_after"] or "").strip()
    if minute > 59 or second > 59 or hour > (12 if half else 24) or (hour == 24 and (minute or second)):
        return None
    if half:
        hour = hour % 12 + (12 if half in {"午後", "pm"} else 0)
    where = _offset(found["offset"], zone)
    if where is None:
        return None
    return datetime.combine(day, time(minute=minute, second=second), where) + timedelta(hours=hour)


def _offset(text: str | None, zone: tzinfo) -> tzinfo | None:
    if not text:
        return zone
    if text == "jst":
        return timezone(timedelta(hours=9))
    digits = re.sub(r"\D", "", text)
    offset = timedelta(hours=int(digits[:2] or 0), minutes=int(digits[2:] or 0))
    if offset > timedelta(hours=15):
        return None
    return timezone(-offset if "-" in text else offset)


def _not_a_date(cell: str) -> CellError:
    folded = unicodedata.normalize("NFKC", cell[:200]).strip()
    shown = {"cell": shortened(cell, _REMEDY_LIMIT)}
    if serial := _SERIAL.fullmatch(folded):
        day = _EXCEL_DAY_ZERO + timedelta(days=int(serial[1]))
        return CellError(
            _("“%(cell)s” is a number. If it is Excel’s for %(day)s, format the column as a date and save again.")
            % {**shown, "day": day.isoformat()}
        )
    if re.match(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}(?!\d)", folded):
        return CellError(
            _("“%(cell)s” can be read in more than one way. Write the year first, as in 2023-05-27.") % shown
        )
    return CellError(_("“%(cell)s” is no date. Write it as in 2023-05-27 or 2023-05-27 10:00.") % shown)
