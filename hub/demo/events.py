"""The series of the demo with its past events, and the next one, whose day follows from the clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.html import format_html
from wagtail.rich_text import RichText

from events.models import EventIndexPage, EventPage, EventSeriesPage
from hub.publishing import paragraphs, publish, publish_in_english, section
from projects.models import ProjectPage

from .files import read

JAPAN = ZoneInfo("Asia/Tokyo")
SATURDAY = 5
ORGANIZED_BY = {"ja": "主催：{}", "en": "Organized by {}"}


def load_events(each):
    """Return the series by their slug."""
    content = read("events")
    series = {row["slug"]: _publish_series(row) for row in content["series"]}
    for row in each("events", content["events"]):
        page = publish(series[row["series"]], _page(row))
        if "en" in row:
            publish_in_english(page, **_words_in_english(row))
    return series


def next_third_saturday(now, hour):
    """The next third Saturday of a month whose `hour` in Japan is still to come: a date."""
    today = now.astimezone(JAPAN).date()
    this_month = _third_saturday(today)
    if datetime.combine(this_month, hour, JAPAN) > now:
        return this_month
    return _third_saturday(today.replace(day=1) + timedelta(days=32))


def _third_saturday(day):
    """Of the month in which `day` lies. The third of any weekday falls on the 15th to the 21st."""
    middle = day.replace(day=15)
    return middle + timedelta(days=(SATURDAY - middle.weekday()) % 7)


def _publish_series(row):
    def words(language):
        return {
            "title": row[f"name_{language}"],
            "introduction": row[f"intro_{language}"],
            "body": [("paragraph", RichText(format_html(f"<p>{ORGANIZED_BY[language]}</p>", row["organizer"])))],
        }

    page = EventSeriesPage(slug=row["slug"], website=row["website"], **words("ja"))
    publish(section(EventIndexPage), page)
    publish_in_english(page, **words("en"))
    return page


def _page(row):
    page = EventPage(
        title=row["title"],
        slug=row["slug"],
        search_description=row["description"],
        description=paragraphs(row["description"], row.get("note_ja"), _source(row)),
        entry_url=row.get("entry_url", ""),
        notes_url=row.get("source_url", ""),
        venue_name=row.get("venue_name", ""),
        region_id=row.get("region"),
        is_online=row.get("online", False),
        reported_projects=row.get("reported_projects"),
        **_times(row),
    )
    projects = {project.slug: project for project in ProjectPage.objects.originals()}
    page.participations.set(
        [
            page.participations.model(project=projects.get(seen.get("slug")), name=seen["name"], sort_order=order)
            for order, seen in enumerate(row.get("projects", []))
        ]
    )
    return page


def _times(row):
    """Known hours, or a known day from midnight to midnight, or nothing."""
    if "upcoming_rule" in row:
        zone = ZoneInfo(row["timezone"])
        day = next_third_saturday(timezone.now(), row["start_time"])
        return {
            "starts_at": datetime.combine(day, row["start_time"], zone),
            "ends_at": datetime.combine(day, row["end_time"], zone),
            "time_zone": row["timezone"],
        }
    if "date" in row:
        start = datetime.combine(row["date"], time(), JAPAN)
        return {"starts_at": start, "ends_at": start + timedelta(days=1), "whole_day": True}
    return {}


def _source(row):
    return f"出典：{row['source']}" if "source" in row else None


def _words_in_english(row):
    words = row["en"]
    return {
        "title": words["title"],
        "search_description": words["description"],
        "description": paragraphs(words["description"], row.get("note_en")),
    }
