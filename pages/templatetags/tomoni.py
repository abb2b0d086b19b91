"""Dates, deadlines, numbers and section links, written as the reader's language writes them."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from pages.addresses import in_language

register = template.Library()

SITE_ZONE = "Asia/Tokyo"
WEEKDAYS_JA = "月火水木金土日"
DAY, HOUR = 86_400, 3_600


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _in_zone(moment: datetime, zone: str | None) -> datetime:
    return moment.astimezone(_zone(zone or SITE_ZONE))


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _is_japanese() -> bool:
    return _language().startswith("ja")


def date_text(day: date) -> str:
    """2026年11月21日(土), or Sat 21 November 2026."""
    if _is_japanese():
        return f"{day.year}年{day.month}月{day.day}日({WEEKDAYS_JA[day.weekday()]})"
    return date_format(day, "D j F Y")


def plain_date_text(day: date) -> str:
    """The day without its weekday, for dates that nobody puts in a diary."""
    return f"{day.year}年{day.month}月{day.day}日" if _is_japanese() else date_format(day, "j F Y")


def zone_text(moment: datetime) -> str:
    """The zone's short name; zones that only have a number are told from UTC."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


def datetime_text(moment: datetime) -> str:
    """2026年11月21日(土) 10:00, or Sat 21 November 2026, 10:00 JST. Japanese names only a foreign zone."""
    clock = f"{moment:%H:%M}"
    if not _is_japanese():
        return f"{date_text(moment)}, {clock} {zone_text(moment)}"
    at_home = moment.utcoffset() == moment.astimezone(_zone(SITE_ZONE)).utcoffset()
    return f"{date_text(moment)} {clock}" + ("" if at_home else f" ({zone_text(moment)})")


def _time_element(machine: str, text: str) -> str:
    return format_html('<time datetime="{}">{}</time>', machine, text)


@register.filter
def local_date(value: datetime | date | None, zone: str | None = None) -> str:
    """The day, in Japan unless a zone is named."""
    if value is None:
        return ""
    day = _in_zone(value, zone).date() if isinstance(value, datetime) else value
    return _time_element(day.isoformat(), date_text(day))


@register.filter
def local_datetime(value: datetime | None, zone: str | None = None) -> str:
    """The day and the time, in Japan unless a zone is named."""
    if value is None:
        return ""
    moment = _in_zone(value, zone)
    return _time_element(moment.isoformat(timespec="minutes"), datetime_text(moment))


@register.filter
def last_moment(deadline: datetime) -> str:
    """The time, or the day alone where it ends with that day in Japan: nobody reads 0:00 as the night before."""
    moment = _in_zone(deadline, None)
    return local_date(moment.date() - timedelta(days=1)) if moment.time() == time.min else local_datetime(deadline)


@register.filter
def local_time(value: datetime | None, zone: str | None = None) -> str:
    """The time alone, for the end of a span whose day is already said."""
    if value is None:
        return ""
    moment = _in_zone(value, zone)
    return _time_element(moment.isoformat(timespec="minutes"), f"{moment:%H:%M}")


@register.filter
def as_of(value: datetime | date | None) -> str:
    """When a figure was seen. Midnight stands for a day whose hour nobody noted."""
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return format_html(_("as of {time}"), time=_time_element(value.isoformat(), plain_date_text(value)))
    moment = _in_zone(value, None)
    text = plain_date_text(moment)
    if f"{moment:%H:%M}" != "00:00":
        text = f"{text} {moment:%H:%M}" if _is_japanese() else f"{text}, {moment:%H:%M} {zone_text(moment)}"
    return format_html(_("as of {time}"), time=_time_element(moment.isoformat(timespec="minutes"), text))


@register.filter
def as_of_day(value: datetime | date | None) -> str:
    """The same without the hour, where room is short."""
    return as_of(_in_zone(value, None).date() if isinstance(value, datetime) else value)


def describe_time_left(deadline: datetime, now: datetime) -> str:
    """Whole days while there is one, hours on the last day; a deadline that has come is closed."""
    seconds = (deadline - now).total_seconds()
    if seconds <= 0:
        return _("Closed")
    if seconds < HOUR:
        return _("Less than an hour left")
    if seconds < DAY:
        hours = int(seconds // HOUR)
        return ngettext("%(count)d hour left", "%(count)d hours left", hours) % {"count": hours}
    days = int(seconds // DAY)
    return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}


@register.filter
def time_left(deadline: datetime | None) -> str:
    return "" if deadline is None else describe_time_left(deadline, timezone.now())


@register.filter
def is_past(moment: datetime | None) -> bool:
    return moment is not None and moment <= timezone.now()


@register.filter
def number(value: int | str | None) -> str:
    """2628 as 2,628; None as unknown, because nobody counted is not the same as none."""
    if value is None:
        return _("unknown")
    return f"{value:,}" if isinstance(value, int) else str(value)


def date_box_parts(day: date, today: date) -> dict[str, str | bool]:
    """What a date box shows; the year only when it is not this one."""
    japanese = _is_japanese()
    return {
        "machine": day.isoformat(),
        "year": "" if day.year == today.year else f"{day.year}年" if japanese else str(day.year),
        "month": f"{day.month}月" if japanese else date_format(day, "M"),
        "day": str(day.day),
        "weekday": WEEKDAYS_JA[day.weekday()] if japanese else date_format(day, "D"),
        "past": day < today,
    }


@register.filter
def date_parts(value: datetime | date, zone: str | None = None) -> dict[str, str | bool]:
    """A day is past when the day after it has begun, in Japan unless a zone is named."""
    today = _in_zone(timezone.now(), zone).date()
    return date_box_parts(_in_zone(value, zone).date() if isinstance(value, datetime) else value, today)


@register.simple_tag
def section_url(name: str = "") -> str:
    """The address of a top-level section in the reader's language: /projects/ or /en/projects/."""
    return in_language(f"/{name}/" if name else "/", _language())


@register.simple_tag(takes_context=True)
def in_section(context: template.Context, name: str) -> bool:
    """Whether the page being drawn lies in the section; pages drawn without a request lie in none."""
    request = context.get("request")
    return request is not None and request.path.startswith(section_url(name))


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[dict[str, str]]:
    """Each other language's name and path of this page, filters kept, or of the home page where it has no such page."""
    alternates = dict(getattr(context.get("metadata"), "alternates", None) or [])
    request = context.get("request")
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "url": _in_other_language(request, code, alternates.get(code)),
        }
        for code, _name in settings.LANGUAGES
        if code != _language()
    ]


def _in_other_language(request: HttpRequest | None, language: str, alternate: str | None) -> str:
    match = getattr(request, "resolver_match", None)
    if alternate is None and (match is None or match.url_name == "wagtail_serve"):
        return in_language("/", language)  # an error page
    path = urlsplit(alternate).path if alternate else in_language(request.path, language)
    return f"{path}?{request.GET.urlencode()}" if request and request.GET else path


@register.simple_tag
def icon(name: str) -> str:
    """A drawing beside a word that says the same, so it is hidden from screen readers."""
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def language_name(code: str) -> str:
    """The language's name in the reader's language."""
    return _(get_language_info(code)["name"])


KINDS = {
    "project": gettext_lazy("Project"),
    "challenge": gettext_lazy("Challenge"),
    "event": gettext_lazy("Event"),
    "series": gettext_lazy("Series"),
    "brigade": gettext_lazy("Brigade"),
    "region": gettext_lazy("Region"),
    "municipality": gettext_lazy("Municipality"),
    "page": gettext_lazy("Page"),
}


@register.filter
def kind_label(kind: str) -> str:
    """What a card is, in the reader's language, for lists that mix kinds."""
    return str(KINDS.get(kind, kind))


@register.filter
def asks_for_a_value(field) -> bool:
    """Whether somebody could leave it empty by mistake: a list without an empty line always has a value."""
    widget, is_list = field.field.widget, field.widget_type == "select"
    return field.field.required and (not is_list or widget.use_required_attribute(field.initial))
