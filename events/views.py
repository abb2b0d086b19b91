"""Events over HTTP: upcoming and past ones, a series with what it adds up to, one event, and calendars of them."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import address
from pages.calendars import calendar_response
from pages.listing import listing
from pages.sections import sections_for

from .calendars import calendar_of_events
from .cards import event_cards, series_cards
from .code import code_of
from .figures import figures_of
from .models import EventPage, EventSeriesPage
from .participants import participants_of
from .times import days, spans


def index(request, page):
    series = EventSeriesPage.objects.for_visitors().order_by("title")
    context = {
        **page.get_context(request),
        **_listed(request, EventPage.objects.for_listing()),
        "series": series_cards(series.with_words_in(get_language())),
    }
    return TemplateResponse(request, "events/index.html", context)


def series(request, page):
    events = EventPage.objects.for_listing().child_of(page.original)
    context = {
        **page.get_context(request),
        **_listed(request, events),
        "figures": figures_of(events.totals(timezone.now())),
    }
    return TemplateResponse(request, "events/series.html", context)


def detail(request, page):
    facts, series = page.original, page.trail[-2] if page.trail else page.get_parent()
    is_over = facts.is_over(timezone.now())
    context = {
        **page.get_context(request),
        "is_over": is_over,
        "code": code_of(facts) if is_over else None,
        "spans": spans(facts),
        "days": days(facts),
        "hours": facts.hours(),
        "series": series,
        "series_url": address(series, get_language()),
        "sections": sections_for("event", facts),
        "participants": participants_of(facts),
    }
    return TemplateResponse(request, "events/detail.html", context)


def calendar(request):
    events = EventPage.objects.for_calendar(timezone.now())
    return _calendar(events, name=_("Events on Tomoni"), filename="tomoni")


def series_calendar(request, pk):
    page = get_object_or_404(EventSeriesPage.objects.for_visitors(), pk=pk)
    events = EventPage.objects.for_calendar(timezone.now()).child_of(page)
    return _calendar(events, name=page.title, filename=f"series-{pk}")


def event_file(request, pk):
    """One event for the reader's calendar, whenever it was; an undated one has no place in any."""
    events = EventPage.objects.for_listing().filter(pk=pk, starts_at__isnull=False)
    if not events:
        raise Http404
    return _calendar(events, name=events[0].title, filename=f"event-{pk}")


def _calendar(events, *, name, filename):
    body = calendar_of_events(events.with_words_in(get_language()), name=name)
    return calendar_response(body, filename=filename)


def _listed(request, events):
    """A page of the events, upcoming ones first; `groups` are (heading, cards) of those on this page."""
    now = timezone.now()
    rows: list[EventPage] = []

    def cards(page):
        rows.extend(page.object_list.with_words_in(get_language()))
        return event_cards(rows)

    found = listing(request, events.in_order(now), cards=cards, empty_message=_("No event is known yet."))
    return {
        "listing": found,
        "groups": _groups(rows, found.cards, now),
        "nothing_planned": _nothing_planned(rows, found, now),
    }


def _groups(rows, cards, now):
    headings = {False: _("Upcoming"), True: _("Past"), None: _("Date unknown")}
    groups = {
        over: [card for row, card in zip(rows, cards, strict=True) if row.original.is_over(now) is over]
        for over in headings
    }
    return [(headings[over], group) for over, group in groups.items() if group]


def _nothing_planned(rows, found, now):
    """On the first page, where upcoming events would stand."""
    return found.page_obj.number == 1 and bool(rows) and rows[0].original.is_over(now) is not False
