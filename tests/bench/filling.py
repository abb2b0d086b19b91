"""Many published pages in seconds: their rows go straight into the tables, without revisions and signals.

The first ten of each kind have what the measured pages show, so that a larger site differs in numbers alone."""

import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from accounts.abilities import Effort, Place
from challenges.models import ChallengeIndexPage, ChallengePage, ChallengeProject, MunicipalityPage
from events.models import EventIndexPage, EventPage, EventSeriesPage, Participation
from hub.models import HomePage
from hub.services import set_up_site
from integrations.github.models import NewcomerIssue, Repository, Snapshot
from pages.finding.services import rebuild
from pages.models import StandardPage, Topic
from projects.models import Need, ProjectIndexPage, ProjectPage, ProjectRepository, Technology
from regions.models import BrigadePage, Region, RegionIndexPage
from regions.services import load_regions

from .database import analyse_tables
from .words import PLACES, THINGS, one_of, sentence

START = datetime(2026, 1, 1, tzinfo=UTC)
ALWAYS = 10  # so many of each kind are at home in Kobe and have everything
KOBE, HYOGO = "281000", "280003"
TRANSLATED_ONE_IN = 10
SNAPSHOTS = 3  # a repository
NEEDS = 3  # a project
BATCH = 500
RARE = "むじな"
"""A word of the first page of each kind and of no other."""


class Filling:
    """An empty site that grows: `grow(projects=10, others=10)`, then more of each."""

    def __init__(self) -> None:
        self.chance = random.Random(20)
        set_up_site()
        load_regions()
        self.regions = list(Region.objects.filter(kind="municipality").order_by("code").values_list("pk", flat=True))
        self.topics = [Topic.objects.create(slug=f"topic-{n}", name_ja=f"話題{n}") for n in range(12)]
        self.technologies = [Technology.objects.create(slug=f"tool-{n}", name=f"道具{n}") for n in range(20)]
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.counts = {"projects": 0, "others": 0}
        self._make_spaces()

    def _make_spaces(self) -> None:
        self.town = _publish(
            _original(ChallengeIndexPage), MunicipalityPage(title="神戸市", slug="kobe", region_id=KOBE)
        )
        self.series = _publish(_original(EventIndexPage), EventSeriesPage(title="ハックデー", slug="hackday"))
        _publish(_original(HomePage), StandardPage(title="このサイトについて", slug="about"))

    def grow(self, *, projects: int, others: int) -> None:
        """Make it hold so many projects, and so many challenges, events and brigades."""
        with transaction.atomic():
            made = self._add_projects(range(self.counts["projects"], projects))
            numbers = range(self.counts["others"], others)
            made += self._add_challenges(numbers) + self._add_events(numbers) + self._add_brigades(numbers)
            self.counts = {"projects": projects, "others": others}
            for model in {type(page) for page in made}:
                get_search_backend().add_bulk(model, [page for page in made if type(page) is model])
        analyse_tables()
        rebuild()
        analyse_tables()

    def _add_projects(self, numbers: range) -> list[Page]:
        pages = self._pages(
            ProjectPage,
            _original(ProjectIndexPage),
            numbers,
            lambda number: {
                "purpose": sentence(self.chance),
                "current_state": sentence(self.chance),
                "status": "active" if number < ALWAYS else self.chance.choice(ProjectPage.Status.values),
                "last_activity_at": self._moment(number),
            },
        )
        self._translate(pages, numbers)
        _link(ProjectPage.topics, pages, [self._some(self.topics, number) for number in numbers])
        _link(ProjectPage.technologies, pages, [self._some(self.technologies, number) for number in numbers])
        _link(ProjectPage.regions, pages, [[self._place(number)] for number in numbers])
        self._add_needs(pages, numbers)
        self._add_repositories(pages, numbers)
        return pages

    def _translate(self, pages, numbers) -> None:
        """Every tenth page, from the first one on."""
        index = ProjectIndexPage.objects.get(locale=self.locales["en"])
        some = [(number, page) for number, page in zip(numbers, pages, strict=True) if number % TRANSLATED_ONE_IN == 0]
        keys = {number: page.translation_key for number, page in some}
        self._pages(
            ProjectPage, index, [*keys], lambda number: {"translation_key": keys[number], "purpose": "Of the people."}
        )

    def _add_needs(self, pages, numbers) -> None:
        """Three each, of all roles, some for an hour and some at one place."""
        needs = [
            Need(
                project=page,
                role=self.chance.choice(Need.Role.values),
                text=sentence(self.chance),
                effort=self.chance.choice(["", *Effort.values]),
                place=self.chance.choice(["", *Place.values]),
            )
            for page in pages
            for _need in range(NEEDS)
        ]
        Need.objects.bulk_create(needs, batch_size=BATCH)

    def _add_issues(self, repositories) -> None:
        """One in every second repository."""
        issues = (
            NewcomerIssue(
                node_id=f"I_{repository.pk}",
                repository=repository,
                number=1,
                title=f"Show {one_of(self.chance, THINGS)} on the map",
                url=f"https://github.example/{repository.full_name}/issues/1",
                labels=["good first issue"],
                opened_at=START,
                changed_at=START,
            )
            for repository in repositories[::2]
        )
        NewcomerIssue.objects.bulk_create(issues, batch_size=BATCH)

    def _add_repositories(self, pages, numbers) -> None:
        """One each, and the figures of its last days."""
        rows = [
            Repository(full_name=f"town-{number % 17}/app-{number}", github_id=number + 1, status="active")
            for number in numbers
        ]
        repositories = Repository.objects.bulk_create(rows, batch_size=BATCH)
        snapshots = Snapshot.objects.bulk_create(
            (self._snapshot(repository, day) for repository in repositories for day in range(SNAPSHOTS)),
            batch_size=BATCH,
        )
        for repository, snapshot in zip(repositories, snapshots[SNAPSHOTS - 1 :: SNAPSHOTS], strict=True):
            repository.latest_snapshot = snapshot
        Repository.objects.bulk_update(repositories, ["latest_snapshot"], batch_size=BATCH)
        links = (
            ProjectRepository(project=page, repository=repository, name=repository.full_name)
            for page, repository in zip(pages, repositories, strict=True)
        )
        ProjectRepository.objects.bulk_create(links, batch_size=BATCH)
        self._add_issues(repositories)

    def _snapshot(self, repository, day) -> Snapshot:
        at = START + timedelta(days=day)
        counts = ("stars", "forks", "issues_open", "issues_closed", "pulls_open", "pulls_merged", "pulls_closed")
        figures = {name: self.chance.randrange(500) for name in counts}
        return Snapshot(repository=repository, day=at.date(), observed_at=at, pulse_state="observed", **figures)

    def _add_challenges(self, numbers: range) -> list[Page]:
        pages = self._pages(
            ChallengePage,
            self.town,
            numbers,
            lambda number: {
                "problem": sentence(self.chance),
                "stage": "open" if number < ALWAYS else self.chance.choice(("open", "pilot", "finished", "preparing")),
                "closes_at": self._moment(number) + timedelta(days=700),
            },
        )
        projects = list(ProjectPage.objects.originals().order_by("pk")[:2])
        _link(ChallengePage.topics, pages, [self._some(self.topics, number) for number in numbers])
        worked_on = [page for number, page in zip(numbers, pages, strict=True) if number < 2]
        links = [ChallengeProject(challenge_id=page.pk, project=project) for page in worked_on for project in projects]
        ChallengeProject.objects.bulk_create(links)
        return pages

    def _add_events(self, numbers: range) -> list[Page]:
        pages = self._pages(
            EventPage,
            self.series,
            numbers,
            lambda number: {
                "description": sentence(self.chance),
                "starts_at": (start := self._moment(number) + timedelta(days=300 if number % 2 else -300)),
                "ends_at": start + timedelta(hours=8),
                "over_at": start + timedelta(hours=8),
                "region_id": self._place(number),
                "attendees": number % 50,
            },
        )
        projects = list(ProjectPage.objects.originals().order_by("pk")[:ALWAYS])
        taking_part = (Participation(event=page, project=project) for page in pages[:3] for project in projects)
        Participation.objects.bulk_create(taking_part, batch_size=BATCH)
        return pages

    def _add_brigades(self, numbers: range) -> list[Page]:
        pages = self._pages(
            BrigadePage,
            _original(RegionIndexPage),
            numbers,
            lambda number: {"introduction": sentence(self.chance), "github_organization": f"town-{number % 17}"},
        )
        _link(BrigadePage.regions, pages, [[self._place(number)] for number in numbers])
        return pages

    def _pages(self, model, parent, numbers, facts) -> list[Page]:
        """Published pages of one kind below `parent`; `facts` tells the fields of the one of each number."""
        common = {
            "content_type": ContentType.objects.get_for_model(model),
            "locale": parent.locale,
            "depth": parent.depth + 1,
            "live": True,
        }
        first = (Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        pages = []
        for pk, number in enumerate(numbers, start=first):
            title, slug = self._title(number), f"{model.__name__.lower()}-{number}"
            place = {"path": f"{parent.path}{number + 2:04X}", "url_path": f"{parent.url_path}{slug}/", "slug": slug}
            times = dict.fromkeys(("first_published_at", "last_published_at"), self._moment(number))
            words = {"title": title, "draft_title": title, "translation_key": uuid4()}
            pages.append(model(pk=pk, id=pk, **common, **place, **times, **(words | facts(number))))
        _insert(Page, pages)
        _insert(model, pages)
        Page.objects.filter(pk=parent.pk).update(numchild=Page.objects.child_of(parent).count())
        return pages

    def _title(self, number: int) -> str:
        thing = RARE if number == 0 else one_of(self.chance, THINGS)
        return f"{one_of(self.chance, PLACES)}の{thing}{number}"

    def _moment(self, number: int) -> datetime:
        return START + timedelta(hours=number)

    def _place(self, number: int) -> str:
        return KOBE if number < ALWAYS else self.chance.choice(self.regions)

    def _some(self, choices, number: int) -> list:
        return choices[:2] if number < ALWAYS else self.chance.sample(choices, 2)


def _original(page_type) -> Page:
    return page_type.objects.originals().get()


def _publish(parent, page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _link(descriptor, pages, targets) -> None:
    """Tie each page to its targets in a relation of many to many."""
    field = descriptor.field
    here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = [
        field.remote_field.through(**{f"{here}_id": page.pk, f"{there}_id": getattr(target, "pk", target)})
        for page, each in zip(pages, targets, strict=True)
        for target in each
    ]
    field.remote_field.through.objects.bulk_create(rows, batch_size=BATCH)


def _insert(model, rows) -> None:
    """The columns of this one table: `bulk_create` refuses models that have a parent."""
    columns = model._meta.local_concrete_fields
    size = max(1, connection.ops.bulk_batch_size(columns, rows))
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        model._base_manager._insert(part, fields=columns, using="default", raw=True)
