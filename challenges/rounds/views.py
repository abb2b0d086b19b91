"""The rounds over HTTP: their dates, as a page and as a calendar."""

from itertools import chain, repeat, takewhile
from typing import NamedTuple

from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.addresses import in_language
from pages.calendars import calendar_response
from pages.cards import Stage as Stop
from pages.metadata import metadata_for_view

from .calendars import calendar_of_rounds
from .dates import milestones
from .details import told
from .models import Round


class Shown(NamedTuple):
    """A round with its dates as stops, and the address of its challenges."""

    round: Round
    stops: list[Stop]
    url: str


@require_safe
def rounds(request):
    """Those under way first; then what lies behind."""
    now, title = timezone.now(), _("Rounds and their dates")
    found = Round.objects.with_number_of_challenges()
    challenges = in_language("/challenges/", get_language())
    metadata = metadata_for_view(
        title=title,
        path=request.path,
        description=_("When proposals open and close, when pilots run and when their reports are due."),
        trail=[(_("Challenges"), challenges)],
    )
    context = {
        "title": title,
        "metadata": metadata,
        "under_way": [_shown(each, challenges, now) for each in found.under_way(now)],
        "behind": [_shown(each, challenges, now) for each in found.behind(now)],
    }
    return TemplateResponse(request, "challenges/rounds.html", context)


@require_safe
def calendar(request):
    body = calendar_of_rounds(Round.objects.dated(), name=_("Rounds of challenges on Tomoni"))
    return calendar_response(body, filename="rounds")


def _shown(each, challenges, now):
    return Shown(each, _stops(each, now), f"{challenges}?round={each.slug}" if each.number else "")


def _stops(each, now):
    """What is behind, what comes next, and what follows."""
    known = milestones(each)
    behind = list(takewhile(lambda milestone: milestone.is_behind(now), known))
    states = chain(repeat("done", len(behind)), ["current"], repeat("ahead"))
    return [
        Stop(milestone.label, None, state, told(milestone)) for milestone, state in zip(known, states, strict=False)
    ]
