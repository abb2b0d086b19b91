"""What pages of lower floors show of challenges."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import in_language
from pages.sections import Section, section

from .cards import challenge_cards
from .models import ChallengePage

SHOWN = 6
SHOWN_OF_A_PROJECT = 3


@section("prefecture", order=30)
def challenges_of_prefecture(prefecture):
    """The first few, those that can be answered on top, and a link to all."""
    now = timezone.now()
    here = ChallengePage.objects.for_visitors().in_region(prefecture)
    found = here.in_words(get_language(), in_order=lambda pages: _in_order(pages, now), most=SHOWN + 1)
    more = len(found) > SHOWN
    return Section(
        heading=_("Challenges"),
        cards=challenge_cards(found[:SHOWN], now),
        empty=_("No municipality here has posted a challenge yet."),
        more_url=in_language(f"/challenges/?region={prefecture.code}", get_language()) if more else "",
    )


@section("project", order=30)
def challenges_of_project(project):
    """Nothing is said where a project answers none: most do not."""
    now = timezone.now()
    answered = ChallengePage.objects.for_visitors().filter(project_links__project=project)

    def in_order(pages):
        return _in_order(pages, now).annotate(total=answered.number())

    found = answered.in_words(get_language(), in_order=in_order, most=SHOWN_OF_A_PROJECT)
    if not found:
        return None
    cards = challenge_cards(found, now)
    return Section(heading=_("Challenges it answers"), cards=cards, empty="", count=found[0].original.total)


def _in_order(challenges, now):
    return challenges.with_card_facts().by_stage(now)
