"""The small facts of projects, all of them in one query.

A project has ten kinds of rows beside it. Read one kind at a time they would cost every page ten queries; here they
are the branches of one union."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db.models import Case, DateField, F, IntegerField, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Substr, TruncDate

from accounts.models import Skill
from pages.models import Topic
from regions.models import Region

from .joining.models import Membership
from .models import Need, ProjectLanguage, ProjectLink, ProjectPage, ReportedFigure, Technology
from .updates.models import ProjectUpdate

TEXTS, DAYS = 9, 3
NO_TEXT = Value("", TextField())
NO_DAY = Cast(Value(None), DateField())
BY_HAND = (Coalesce(F("sort_order"), Value(0)), F("pk"))
NEED_TEXTS = (
    "role",
    "text",
    "contact",
    "effort",
    "place",
    "region__name_ja",
    "region__name_en",
    "region__parent__name_ja",
    "region__parent__name_en",
)
FIGURE_TEXTS = ("label_ja", "label_en", "value", "precision", "source")
REGION_TEXTS = ("code", "name_ja", "name_en", "parent__name_ja", "parent__name_en")
UPDATES_SHOWN, LETTERS_SHOWN = 3, 140
ROLE_ORDER = {Membership.Role.OWNER: 0, Membership.Role.MENTOR: 1, Membership.Role.MEMBER: 2}


class Member(NamedTuple):
    """Somebody in the project. The name is empty where they are not shown, the handle where they have no page."""

    role: str
    name: str
    handle: str


class News(NamedTuple):
    """The beginning of an entry of the log."""

    day: date
    text: str
    source: str
    link: str
    repository: str


@dataclass(frozen=True)
class Details:
    """Rows to be read, never to be saved: those that `details_of` makes are no whole rows. A need brings `known_skills`
    along. Members and updates are there only where one project is looked at."""

    needs: tuple[Need, ...] = ()
    links: tuple[ProjectLink, ...] = ()
    spoken_languages: tuple[ProjectLanguage, ...] = ()
    reported_figures: tuple[ReportedFigure, ...] = ()
    topics: tuple[Topic, ...] = ()
    technologies: tuple[Technology, ...] = ()
    regions: tuple[Region, ...] = ()
    members: tuple[Member, ...] = ()
    updates: tuple[News, ...] = ()


EDITED = ("links", "spoken_languages", "reported_figures", "topics", "technologies", "regions")
"""What belongs to the page and its drafts; the others are rows of their own."""


class Row(NamedTuple):
    """A line of the union; which text and day is what depends on the kind."""

    kind: str
    project: int
    order: int
    row: int
    texts: tuple[str, ...]
    days: tuple[date | None, ...]


def details_of(project_ids: Iterable[int], *, whole: bool = False) -> dict[int, Details]:
    """The details of each of these projects, by its key; `whole` with its people and its newest updates."""
    ids = list(project_ids)
    found: dict[int, dict[str, list]] = {key: defaultdict(list) for key in ids}
    skills = defaultdict(list)
    for row in sorted(_union(ids, whole), key=lambda row: (row.order, row.row, row.texts[0])):
        if row.kind == "skills":
            skills[row.row].append(Skill(slug=row.texts[0], name_ja=row.texts[1], name_en=row.texts[2]))
        else:
            found[row.project][row.kind].append(BUILD[row.kind](row))
    for kinds in found.values():
        kinds["updates"].sort(key=lambda news: news.day, reverse=True)
        for need in kinds["needs"]:
            need.known_skills = skills[need.pk]
    return {key: Details(**{kind: tuple(rows) for kind, rows in kinds.items()}) for key, kinds in found.items()}


def load_details(projects: Iterable[ProjectPage], *, whole: bool = False) -> None:
    """Give each original page its details, in one query for all."""
    waiting = [project for project in projects if "details" not in project.__dict__]
    details = details_of((project.pk for project in waiting), whole=whole) if waiting else {}
    for project in waiting:
        project.details = details[project.pk]


def details_as_edited(project: ProjectPage) -> Details:
    """The details as an editor has them on the screen, saved or not, for previews."""
    kept = details_of([project.pk], whole=True)[project.pk]
    return replace(kept, **{name: tuple(getattr(project, name).all()) for name in EDITED})


def _union(ids, whole):
    """The branch with all days comes first: the columns of a union take their types from it."""
    first, *others = (
        _needs(ids),
        _skills(ids),
        _branch("links", ProjectLink, ids, "label", "url"),
        _branch("spoken_languages", ProjectLanguage, ids, "language"),
        _branch("reported_figures", ReportedFigure, ids, *FIGURE_TEXTS, days=("as_of",)),
        _many("topics", ids, "topic__slug", "topic__name_ja", "topic__name_en"),
        _many("technologies", ids, "technology__name", "technology__slug"),
        _many("regions", ids, *(f"region__{name}" for name in REGION_TEXTS)),
        *([_members(ids), _updates(ids)] if whole else []),
    )
    return map(_row, first.union(*others, all=True))


def _row(values):
    return Row(*values[:4], texts=values[4 : 4 + TEXTS], days=values[4 + TEXTS :])


def _needs(ids):
    rows = Need.objects.filter(project__in=ids, closed_at=None).order_by()
    return _columns(rows, "needs", "project_id", BY_HAND, NEED_TEXTS, ("asked_on", "expires_on", "confirmed_on"))


def _skills(ids):
    """The row is the need that they help with."""
    rows = Need.skills.through.objects.filter(need__project__in=ids, need__closed_at=None).order_by()
    texts = ("skill__slug", "skill__name_ja", "skill__name_en")
    return _columns(rows, "skills", "need__project_id", (Value(0), F("need_id")), texts)


def _members(ids):
    rows = Membership.objects.filter(project__in=ids, user__is_active=True).order_by()
    order = Case(
        *(When(role=role, then=Value(place)) for role, place in ROLE_ORDER.items()), output_field=IntegerField()
    )
    seen = {"is_shown": True}
    name = Case(
        When(**seen, user__profile__name="", then="user__profile__handle"),
        When(**seen, then="user__profile__name"),
        default=NO_TEXT,
        output_field=TextField(),
    )
    public = When(**seen, user__profile__is_public=True, then="user__profile__handle")
    handle = Case(public, default=NO_TEXT, output_field=TextField())
    return _columns(rows, "members", "project_id", (order, F("pk")), ("role", name, handle))


def _updates(ids):
    newest = ProjectUpdate.objects.visible().filter(project__in=ids).newest_first().values("pk")[:UPDATES_SHOWN]
    rows = ProjectUpdate.objects.filter(pk__in=newest).order_by()
    texts = (Substr("text", 1, LETTERS_SHOWN + 1), "source", "link", "repository__full_name")
    return _columns(rows, "updates", "project_id", (Value(0), -F("pk")), texts, (TruncDate("published_at"),))


def _branch(kind, model, ids, *texts, days=()):
    rows = model.objects.filter(project__in=ids).order_by()
    return _columns(rows, kind, "project_id", BY_HAND, texts, days)


def _many(kind, ids, *texts):
    rows = getattr(ProjectPage, kind).through.objects.filter(projectpage__in=ids).order_by()
    return _columns(rows, kind, "projectpage_id", (Value(0), Value(0)), texts)


def _columns(rows, kind, project, order, texts, days=()):
    padded = [*(Cast(text, TextField()) for text in texts), *[NO_TEXT] * (TEXTS - len(texts))]
    dated = [*(F(day) if isinstance(day, str) else day for day in days), *[NO_DAY] * (DAYS - len(days))]
    return rows.values_list(Value(kind, TextField()), F(project), *order, *padded, *dated)


def _region(row):
    return _place(row.texts[1:5], code=row.texts[0])


def _place(names, **fields):
    name_ja, name_en, parent_ja, parent_en = names
    parent = Region(name_ja=parent_ja, name_en=parent_en or "") if parent_ja else None
    return Region(name_ja=name_ja, name_en=name_en or "", parent=parent, **fields)


def _need(row):
    role, text, contact, effort, place, *where = row.texts
    asked_on, expires_on, confirmed_on = row.days
    days = {"asked_on": asked_on, "expires_on": expires_on, "confirmed_on": confirmed_on}
    need = Need(pk=row.row, role=role, text=text, contact=contact, effort=effort, place=place, **days)
    need.region = _place(where) if where[0] else None
    return need


def _figure(row):
    return ReportedFigure(**dict(zip(FIGURE_TEXTS, row.texts, strict=False)), as_of=row.days[0])


def _news(row):
    text, source, link, repository = row.texts[:4]
    return News(row.days[0], text, source, link, repository or "")


BUILD = {
    "needs": _need,
    "links": lambda row: ProjectLink(label=row.texts[0], url=row.texts[1]),
    "spoken_languages": lambda row: ProjectLanguage(language=row.texts[0]),
    "reported_figures": _figure,
    "topics": lambda row: Topic(slug=row.texts[0], name_ja=row.texts[1], name_en=row.texts[2]),
    "technologies": lambda row: Technology(name=row.texts[0], slug=row.texts[1]),
    "regions": _region,
    "members": lambda row: Member(*row.texts[:3]),
    "updates": _news,
}
