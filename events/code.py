"""What happened in the code while an event went on, in the repositories of the projects that took part."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from integrations.github.models import Repository
from integrations.github.pulses import PeriodTotals, period_totals
from pages.cards import Figure
from projects.work import counted_in, was_quiet, words_about

from .models import EventPage, Participation
from .pulses import Span, period_of


@dataclass(frozen=True)
class Code:
    span: Span
    said: str
    is_quiet: bool
    figures: list[Figure]
    note: str


def code_of(event: EventPage) -> Code | None:
    """Of an event that is over. None where nothing is known; two queries."""
    span = period_of(event)
    if span is None or event.cancelled:
        return None
    taking_part = Participation.objects.filter(event=event, project__live=True).order_by()
    repositories = Repository.objects.filter(pk__in=taking_part.values("project__project_repositories__repository"))
    totals = period_totals(list(repositories), span.since, span.until)
    if not totals.known:
        return None
    return Code(span, words_about(totals), was_quiet(totals), _figures(totals), counted_in(totals))


def _figures(totals: PeriodTotals) -> list[Figure]:
    state = "known" if totals.known == totals.total else "partial"
    counted = (
        (_("Commits"), totals.commits),
        (_("Issues opened"), totals.issues_opened),
        (_("Issues closed"), totals.issues_closed),
        (_("Pull requests merged"), totals.pulls_merged),
    )
    return [Figure(label, value, totals.observed_at, state) for label, value in counted]
