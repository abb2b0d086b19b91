"""Loads the demo content, once."""

from django.db import transaction
from wagtail.models import Page

from accounts.skills import load_skills
from challenges.models import ChallengePage, MunicipalityPage
from events.models import EventPage, EventSeriesPage
from hub.first_texts import write_first_texts
from hub.services import set_up_site
from integrations.github.models import Repository
from pages.models import StandardPage
from projects.models import ProjectPage
from regions.models import BrigadePage, Region
from regions.services import load_regions

from .accounts import make_accounts
from .brigades import load_brigades
from .challenges import load_challenges
from .events import load_events
from .indexing import index_whole, tasks_at_the_end
from .projects import load_projects, load_topics
from .taking_part import load_examples


def is_loaded() -> bool:
    """Somebody has projects here, from the demo or their own: then the demo keeps away."""
    return ProjectPage.objects.exists()


@transaction.atomic
def load(each=lambda _label, rows: rows) -> dict[str, int]:
    """Load everything, or nothing if anything fails. Return how many there are of each kind.

    `each(label, rows)` passes the rows through; a command shows with it how far it is."""
    with tasks_at_the_end(each):
        set_up_site()
        load_regions()
        index_whole(Region)
        load_topics(each)
        load_skills()
        load_brigades(each)
        load_projects(each)
        municipalities = load_challenges(each)
        series = load_events(each)
        write_first_texts(each=each)
        make_accounts(municipality=municipalities["kobe"], series=series["social-hack-day"])
        load_examples(each)
    return _counts()


def _counts():
    pages = {
        "brigades": BrigadePage,
        "projects": ProjectPage,
        "municipalities with challenges": MunicipalityPage,
        "challenges": ChallengePage,
        "event series": EventSeriesPage,
        "events": EventPage,
        "pages of text": StandardPage,
    }
    return {
        "prefectures and municipalities": Region.objects.count(),
        **{name: page_type.objects.for_visitors().count() for name, page_type in pages.items()},
        "pages in English": Page.objects.live().filter(locale__language_code="en").count(),
        "repositories": Repository.objects.count(),
    }
