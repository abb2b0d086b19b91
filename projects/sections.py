"""What the pages of the floors below show of projects."""

from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import in_language
from pages.sections import Section, section

from .cards import project_cards
from .models import ProjectPage

SHOWN = 6
SHOWN_OF_A_BRIGADE = 24


@section("prefecture", order=20)
def projects_in_prefecture(prefecture):
    return _section(
        ProjectPage.objects.in_region(prefecture),
        shown=SHOWN,
        empty=_("No project is known here yet. One from elsewhere may fit: look through all projects."),
        more={"region": prefecture.code},
    )


@section("brigade", order=20)
def projects_of_brigade(brigade):
    """Those whose code lies with the brigade; without a GitHub organization nobody can tell."""
    if not brigade.github_organization:
        return None
    return _section(
        ProjectPage.objects.of_github_owner(brigade.github_organization),
        shown=SHOWN_OF_A_BRIGADE,
        empty=_("No project is listed yet whose code is kept by this brigade."),
    )


def _section(projects, *, shown, empty, more=None):
    here = projects.for_visitors().without_archived()

    def in_order(rows):
        return rows.by_activity().with_card_facts().annotate(total=here.number())

    found = here.in_words(get_language(), in_order=in_order, most=shown)
    cards = project_cards(found)
    total = found[0].original.total if cards else 0
    return Section(
        heading=_("Projects"),
        cards=cards,
        empty=empty,
        more_url=f"{in_language('/projects/', get_language())}?{urlencode(more)}" if more and total > shown else "",
        count=total,
    )
