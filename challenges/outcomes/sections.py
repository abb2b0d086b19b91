"""What pages of lower floors show of outcomes: cards with which another town can use them."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from challenges.models import ChallengePage
from challenges.sections import answered_by
from pages.addresses import in_language
from pages.sections import Section, section

from .cards import reuse_cards
from .querysets import latest_first, told, told_of, with_outcomes

SHOWN, SHOWN_OF_A_PROJECT = 2, 1
CARDS = "outcomes/reuse_cards.html"


@section("prefecture", order=32)
def outcomes_of_prefecture(prefecture):
    """Nothing is said where none is known."""
    here = told(ChallengePage.objects.for_visitors().in_region(prefecture))

    def in_order(pages):
        return latest_first(with_outcomes(pages.with_card_facts())).annotate(total=here.number())

    found = here.in_words(get_language(), in_order=in_order, most=SHOWN)
    if not found:
        return None
    more = in_language(f"/challenges/outcomes/?region={prefecture.code}", get_language())
    total = found[0].original.total
    return _section(reuse_cards(found), count=total, more_url=more if total > SHOWN else "")


@section("project", order=32)
def outcomes_of_project(project):
    """Of the challenges that it answers, read together with them."""
    found = [page for page in answered_by(project) if told_of(page.original)]
    if not found:
        return None
    latest = sorted(found, key=lambda page: page.original.told_outcome.observed_on, reverse=True)
    cards = reuse_cards(latest[:SHOWN_OF_A_PROJECT], on_project=True)
    return _section(cards, count=found[0].original.total_told)


def _section(cards, **more):
    return Section(heading=_("Use this in your town"), cards=cards, empty="", template=CARDS, **more)
