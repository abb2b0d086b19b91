"""All outcomes, for towns that look for something to use again."""

from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from challenges.models import ChallengePage
from pages.addresses import in_language
from pages.listing import listing
from pages.metadata import metadata_for_view

from . import schema_org
from .cards import reuse_cards
from .filters import OutcomeFilter
from .querysets import latest_first, told, with_outcomes

PER_PAGE = 12


@require_safe
def outcomes(request):
    found = latest_first(told(ChallengePage.objects.for_listing()))
    shown = listing(
        request,
        found,
        filterset=OutcomeFilter(request.GET, queryset=found, request=request),
        cards=lambda page: reuse_cards(_in_full(page.object_list).with_words_in(get_language())),
        empty_message=_("No outcome fits.") if request.GET else _("No outcome has been told yet."),
        per_page=PER_PAGE,
    )
    title = _("Use this in your town")
    metadata = metadata_for_view(
        title=title,
        path=request.path,
        description=_lead(),
        trail=[(_("Challenges"), in_language("/challenges/", get_language()))],
        json_ld=[schema_org.outcomes(shown.cards)] if shown.cards else [],
    )
    context = {"title": title, "lead": _lead(), "metadata": metadata, "listing": shown}
    return TemplateResponse(request, "outcomes/list.html", context)


def _in_full(challenges):
    """Those of one page alone: what is told of each is looked up for no others."""
    return latest_first(with_outcomes(ChallengePage.objects.for_listing().filter(pk__in=challenges.values("pk"))))


def _lead():
    return _("What municipalities tried and what came of it: is it solved, what did it cost, what may your town use?")
