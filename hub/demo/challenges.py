"""Municipalities of the demo, their rounds and their challenges."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from wagtail.rich_text import RichText

from challenges.models import ChallengeIndexPage, ChallengePage, MunicipalityPage, Round
from hub.publishing import publish, publish_in_english, section
from pages.models import Topic

from .files import read

JAPAN = ZoneInfo("Asia/Tokyo")
HOME_OF_THE_PROGRAMME = "kobe"
"""The municipality whose programme gave the figures of `[note]`."""
TEXTS = ("problem", "affected", "goal", "department", "source", "source_url")


def load_challenges(each):
    """Return the municipalities by their slug."""
    content = read("challenges")
    for row in content["rounds"]:
        Round.objects.get_or_create(slug=row["slug"], defaults=row)
    municipalities = {
        row["slug"]: _publish_municipality(row, content["note"])
        for row in each("municipalities", content["municipalities"])
    }
    for row in each("challenges", content["challenges"]):
        page = publish(municipalities[row["municipality"]], _page(row))
        if "en" in row:
            publish_in_english(page, **row["en"])
    return municipalities


def _publish_municipality(row, note):
    notes = {language: _figures(note, language) for language in ("ja", "en")}
    bodies = notes if row["slug"] == HOME_OF_THE_PROGRAMME else {"ja": [], "en": []}
    page = MunicipalityPage(
        title=row["name_ja"], slug=row["slug"], region_id=row["region"], website=row["website"], body=bodies["ja"]
    )
    publish(section(ChallengeIndexPage), page)
    publish_in_english(page, title=row["name_en"], body=bodies["en"])
    return page


def _figures(note, language):
    """The programme's own figures, as blocks of a body."""
    figures = [
        {"label": figure[f"label_{language}"], "value": figure[f"value_{language}"]} for figure in note["figures"]
    ]
    as_of = f"{note['as_of']}年" if language == "ja" else note["as_of"]
    return [
        ("heading", note[f"title_{language}"]),
        ("paragraph", RichText(format_html("<p>{}</p>", note[f"text_{language}"]))),
        ("dated_figures", {"figures": figures, "as_of": as_of, "source": note[f"source_{language}"], "source_url": ""}),
    ]


def _page(row):
    page = ChallengePage(
        title=row["title"],
        slug=row["slug"],
        round=Round.objects.get(slug=row["round"]),
        stage=row["stage"],
        closes_at=_end_of(row.get("closes_on")),
        partner=row.get("adopted_by", ""),
        **{name: row.get(name, "") for name in TEXTS},
    )
    page.topics.set(Topic.objects.filter(slug__in=row["topics"]))
    return page


def _end_of(day):
    """The hour is not known, so it is the end of the day in Japan."""
    return datetime.combine(day + timedelta(days=1), time(), JAPAN) if day else None
