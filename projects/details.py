"""The small facts of projects, all of them in one query.

A project has seven kinds of rows beside it. Read one kind at a time they would cost every page seven queries; here
they are the branches of one union."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import DateField, F, TextField, Value
from django.db.models.functions import Cast, Coalesce

from pages.models import Topic
from regions.models import Region

from .models import Need, ProjectLanguage, ProjectLink, ProjectPage, ReportedFigure, Technology

TEXTS = 5
NO_TEXT = Value("", TextField())
NO_DAY = Cast(Value(None), DateField())
FIGURE_TEXTS = ("label_ja", "label_en", "value", "precision", "source")
REGION_TEXTS = ("code", "name_ja", "name_en", "parent__name_ja", "parent__name_en")


@dataclass(frozen=True)
class Details:
    """Rows to be read, never to be saved: those that `details_of` makes have no key."""

    needs: tuple[Need, ...] = ()
    links: tuple[ProjectLink, ...] = ()
    spoken_languages: tuple[ProjectLanguage, ...] = ()
    reported_figures: tuple[ReportedFigure, ...] = ()
    topics: tuple[Topic, ...] = ()
    technologies: tuple[Technology, ...] = ()
    regions: tuple[Region, ...] = ()


class Row(NamedTuple):
    """A line of the union; which text is what depends on the kind."""

    kind: str
    project: int
    order: int
    row: int
    a: str
    b: str
    c: str
    d: str
    e: str
    since: date | None
    until: date | None


def details_of(project_ids: Iterable[int]) -> dict[int, Details]:
    """The details of each of these projects, by its key."""
    ids = list(project_ids)
    found: dict[int, dict[str, list]] = {key: defaultdict(list) for key in ids}
    for row in sorted(_union(ids), key=lambda row: (row.order, row.row, row.a)):
        found[row.project][row.kind].append(BUILD[row.kind](row))
    return {key: Details(**{kind: tuple(rows) for kind, rows in kinds.items()}) for key, kinds in found.items()}


def load_details(projects: Iterable[ProjectPage]) -> None:
    """Give each original page its details, in one query for all."""
    waiting = [project for project in projects if "details" not in project.__dict__]
    details = details_of(project.pk for project in waiting) if waiting else {}
    for project in waiting:
        project.details = details[project.pk]


def details_as_edited(project: ProjectPage) -> Details:
    """The details as an editor has them on the screen, saved or not, for previews."""
    names = Details.__dataclass_fields__
    return Details(**{name: tuple(getattr(project, name).all()) for name in names})


def _union(ids):
    """The branch with both days comes first: the columns of a union take their types from it."""
    first, *others = (
        _branch("needs", Need, ids, "role", "text", "contact", since="asked_on", until="expires_on"),
        _branch("links", ProjectLink, ids, "label", "url"),
        _branch("spoken_languages", ProjectLanguage, ids, "language"),
        _branch(
            "reported_figures",
            ReportedFigure,
            ids,
            "label_ja",
            "label_en",
            "value",
            "precision",
            "source",
            since="as_of",
        ),
        _many("topics", ids, "topic__slug", "topic__name_ja", "topic__name_en"),
        _many("technologies", ids, "technology__name", "technology__slug"),
        _many("regions", ids, *(f"region__{name}" for name in REGION_TEXTS)),
    )
    return map(Row._make, first.union(*others, all=True))


def _branch(kind, model, ids, *texts, since=None, until=None):
    rows = model.objects.filter(project__in=ids).order_by()
    days = (F(day) if day else NO_DAY for day in (since, until))
    return _columns(rows, kind, "project_id", (Coalesce(F("sort_order"), Value(0)), F("pk")), texts, days)


def _many(kind, ids, *texts):
    rows = getattr(ProjectPage, kind).through.objects.filter(projectpage__in=ids).order_by()
    return _columns(rows, kind, "projectpage_id", (Value(0), Value(0)), texts, (NO_DAY, NO_DAY))


def _columns(rows, kind, project, order, texts, days):
    padded = [*(Cast(text, TextField()) for text in texts), *[NO_TEXT] * (TEXTS - len(texts))]
    return rows.values_list(Value(kind, TextField()), F(project), *order, *padded, *days)


def _region(row):
    parent = Region(name_ja=row.d, name_en=row.e or "") if row.d else None
    return Region(code=row.a, name_ja=row.b, name_en=row.c, parent=parent)


BUILD = {
    "needs": lambda row: Need(role=row.a, text=row.b, contact=row.c, asked_on=row.since, expires_on=row.until),
    "links": lambda row: ProjectLink(label=row.a, url=row.b),
    "spoken_languages": lambda row: ProjectLanguage(language=row.a),
    "reported_figures": lambda row: ReportedFigure(
        label_ja=row.a, label_en=row.b, value=row.c, precision=row.d, source=row.e, as_of=row.since
    ),
    "topics": lambda row: Topic(slug=row.a, name_ja=row.b, name_en=row.c),
    "technologies": lambda row: Technology(name=row.a, slug=row.b),
    "regions": _region,
}
