"""Projects of the demo, with the repositories that a sync will ask for."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from hub.publishing import publish, publish_in_english, section
from integrations.github.services import follow
from pages.models import Topic
from projects.models import ProjectIndexPage, ProjectPage, Technology
from regions.models import Region

from .deployments import spread_of
from .files import read

JAPAN = ZoneInfo("Asia/Tokyo")
TEXTS = ("purpose", "current_state", "aim", "next_steps", "how_to_join", "team_name", "website", "source")


def load_topics(each):
    for row in each("topics", read("topics")["topics"]):
        Topic.objects.get_or_create(slug=row["slug"], defaults={key: row[key] for key in ("name_ja", "name_en")})


def load_projects(each):
    parent = section(ProjectIndexPage)
    for row in each("projects", read("projects")["projects"]):
        page = project_page(row)
        page.body = spread_of(row["slug"], "ja")
        publish(parent, page)
        if "en" in row:
            publish_in_english(page, body=spread_of(row["slug"], "en"), **_words(row["en"]))


def project_page(row):
    """Not kept yet."""
    day = row.get("last_activity_on")
    page = ProjectPage(
        title=row["title"],
        slug=row["slug"],
        status=row.get("status"),
        reported_activity_on=day,
        last_activity_at=datetime.combine(day, time(), JAPAN) if day else None,
        **{name: row.get(name, "") for name in TEXTS},
    )
    page.topics.set(Topic.objects.filter(slug__in=row["topics"]))
    page.technologies.set([_technology(name) for name in row.get("technologies", [])])
    page.regions.set(Region.objects.filter(code__in=row["regions"]))
    _add_rows(page, row)
    return page


def _add_rows(page, row):
    """What belongs to the page, in the order of the file."""
    for relation, rows in {
        "project_repositories": [{"repository": follow(full_name=name)} for name in row["repositories"]],
        "spoken_languages": [{"language": code} for code in row.get("languages_spoken", [])],
        "links": row.get("links", []),
        "reported_figures": row.get("reported_figures", []),
    }.items():
        manager = getattr(page, relation)
        manager.set([manager.model(sort_order=order, **fields) for order, fields in enumerate(rows)])


def _words(row):
    return {**row, "links": [ProjectPage.links.rel.related_model(**link) for link in row.get("links", [])]}


def _technology(name):
    return Technology.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]
