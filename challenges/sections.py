"""What pages of lower floors show of challenges."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import in_language
from pages.sections import Section, section

from .cards import challenge_cards
from .models import ChallengePage
from .outcomes.querysets import latest_first, told, with_outcomes

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
    found = answered_by(project)
    if not found:
        return None
    cards = challenge_cards(found[:SHOWN_OF_A_PROJECT], timezone.now())
    return Section(heading=_("Challenges it answers"), cards=cards, empty="", count=found[0].original.total)


def answered_by(project):
    """The challenges that a project answers, by stage: the first few, and the few of which an outcome was told last.

    All sections of the project's page read them together, in one query. `total` is how many it answers, `total_told`
    of how many the outcome is told."""
    kept = project.__dict__
    if "challenges_answered" not in kept:
        kept["challenges_answered"] = _read_answered_by(project)
    return kept["challenges_answered"]


def _read_answered_by(project):
    now = timezone.now()
    answered = ChallengePage.objects.for_visitors().filter(project_links__project=project)
    first = answered.by_stage(now).values("pk")[:SHOWN_OF_A_PROJECT]
    with_outcome = latest_first(told(answered)).values("pk")[:SHOWN_OF_A_PROJECT]

    def in_order(pages):
        found = with_outcomes(_in_order(pages, now))
        return found.annotate(total=answered.number(), total_told=told(answered).number())

    either = ChallengePage.objects.filter(Q(pk__in=first) | Q(pk__in=with_outcome))
    return either.in_words(get_language(), in_order=in_order)


def _in_order(challenges, now):
    return challenges.with_card_facts().by_stage(now)
