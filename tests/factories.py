"""Rows and pages for tests: sensible without arguments, everything can be said. They need the `site` fixture."""

from datetime import UTC, datetime
from itertools import count

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Locale
from wagtail.signals import page_published

from challenges.models import ChallengeIndexPage, ChallengePage, MunicipalityPage
from events.models import EventIndexPage, EventPage, EventSeriesPage
from integrations.github.models import Repository
from pages.models import Topic
from projects.models import ProjectIndexPage, ProjectPage, Technology
from regions.models import BrigadePage, Region, RegionIndexPage

_numbers = count(1)

PREFECTURES = {
    "130001": ("東京都", "Tokyo", "とうきょうと", "tokyo", "kanto", 11, 8),
    "280003": ("兵庫県", "Hyogo", "ひょうごけん", "hyogo", "kinki", 6, 6),
}


def _original(page_type):
    return page_type.objects.originals().get()


def _publish(parent, page):
    """As Wagtail does it with a revision, at a third of the cost: the page is written once, and everybody is told."""
    page.first_published_at = page.last_published_at = timezone.now()
    parent.add_child(instance=page)
    page_published.send(sender=type(page), instance=page, revision=None)
    page.refresh_from_db()
    return page


def make_prefecture(code="280003"):
    name_ja, name_en, kana, slug, area, column, row = PREFECTURES[code]
    return Region.objects.get_or_create(
        code=code,
        defaults={
            "kind": "prefecture",
            "name_ja": name_ja,
            "name_en": name_en,
            "kana": kana,
            "slug": slug,
            "area": area,
            "tile_column": column,
            "tile_row": row,
        },
    )[0]


def make_municipality(code="281000", name="神戸市", kana="こうべし", parent="280003"):
    return Region.objects.get_or_create(
        code=code,
        defaults={"kind": "municipality", "name_ja": name, "kana": kana, "parent": make_prefecture(parent)},
    )[0]


def make_topic(slug="food", name_ja="給食・食", name_en="Food"):
    return Topic.objects.get_or_create(slug=slug, defaults={"name_ja": name_ja, "name_en": name_en})[0]


def make_technology(name="Python", slug=None):
    return Technology.objects.get_or_create(slug=slug or name.lower(), defaults={"name": name})[0]


def make_repository(full_name=None, *, figures=None, observed_at=datetime(2026, 11, 1, tzinfo=UTC), **fields):
    """A repository that a sync has seen; `figures` are fields of its one snapshot. A pending one has no GitHub id."""
    number = next(_numbers)
    if fields.get("status") != "pending":
        fields = {"status": "active", "github_id": number, "node_id": f"R_{number}", **fields}
    repository = Repository.objects.create(full_name=full_name or f"code-for-town/app-{number}", **fields)
    if figures is not None:
        repository.latest_snapshot = repository.snapshots.create(
            day=observed_at.date(), observed_at=observed_at, pulse_state="observed", **figures
        )
        repository.save()
    return repository


def make_project(
    title=None,
    *,
    regions=(),
    topics=(),
    technologies=(),
    needs=(),
    repositories=(),
    links=(),
    reported_figures=(),
    spoken_languages=(),
    **fields,
):
    """A published project. `needs`, `links` and `reported_figures` are dictionaries of their fields, `repositories`
    rows of the GitHub app, `spoken_languages` codes."""
    number = next(_numbers)
    page = ProjectPage(title=title or f"プロジェクト{number}", slug=fields.pop("slug", f"project-{number}"), **fields)
    page.links.set([page.links.model(**link) for link in links])
    page.reported_figures.set([page.reported_figures.model(**figure) for figure in reported_figures])
    page.spoken_languages.set([page.spoken_languages.model(language=code) for code in spoken_languages])
    page.project_repositories.set([page.project_repositories.model(repository=each) for each in repositories])
    page.regions.set(regions)
    page.topics.set(topics)
    page.technologies.set(technologies)
    _publish(_original(ProjectIndexPage), page)
    for order, need in enumerate(needs):
        page.needs.create(sort_order=order, **need)
    return page


def make_brigade(title=None, *, regions=(), **fields):
    number = next(_numbers)
    page = BrigadePage(title=title or f"Code for {number}", slug=fields.pop("slug", f"code-for-{number}"), **fields)
    page.regions.set(regions)
    return _publish(_original(RegionIndexPage), page)


def make_municipality_page(region=None, **fields):
    region = region or make_municipality()
    title, slug = fields.pop("title", region.name_ja), fields.pop("slug", f"city-{next(_numbers)}")
    page = MunicipalityPage(title=title, slug=slug, region=region, **fields)
    return _publish(_original(ChallengeIndexPage), page)


def make_challenge(title=None, *, municipality=None, topics=(), projects=(), **fields):
    number = next(_numbers)
    page = ChallengePage(title=title or f"課題{number}", slug=fields.pop("slug", f"challenge-{number}"), **fields)
    page.topics.set(topics)
    page.project_links.set([page.project_links.model(project=project) for project in projects])
    return _publish(municipality or MunicipalityPage.objects.originals().first() or make_municipality_page(), page)


def make_series(title="ソーシャルハックデー", **fields):
    page = EventSeriesPage(title=title, slug=fields.pop("slug", f"series-{next(_numbers)}"), **fields)
    return _publish(_original(EventIndexPage), page)


def make_event(title=None, *, series=None, projects=(), **fields):
    """A published event, by default online on 21 November 2026 from 10:00 to 18:00 in Japan."""
    number = next(_numbers)
    times = {
        "starts_at": datetime(2026, 11, 21, 1, tzinfo=UTC),
        "ends_at": datetime(2026, 11, 21, 9, tzinfo=UTC),
        "is_online": True,
    }
    slug = fields.pop("slug", f"event-{number}")
    page = EventPage(title=title or f"イベント{number}", slug=slug, **{**times, **fields})
    page.participations.set([page.participations.model(project=project) for project in projects])
    return _publish(series or EventSeriesPage.objects.originals().first() or make_series(), page)


def translate(page, language, **fields):
    """A published translation of `page` with its own words."""
    translation = page.copy_for_translation(Locale.objects.get(language_code=language), copy_parents=True)
    for name, value in fields.items():
        setattr(translation, name, value)
    translation.save_revision().publish()
    translation.refresh_from_db()
    return translation


def make_user(email="person@tomoni.example", *, groups=(), has_confirmed=True, **fields):
    user = get_user_model().objects.create_user(email=email, password="a-password-of-tests", **fields)
    user.groups.set(groups)
    EmailAddress.objects.create(user=user, email=email, verified=has_confirmed, primary=True)
    return user
