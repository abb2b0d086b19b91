"""Events and series as things that can be found."""

from pages.finding.paged import Facts, PageSource, day_of
from pages.finding.sources import Label, found_by_search, labels
from regions.finding import places_shown, region_names, region_tags

from .models import EventPage, EventSeriesPage, Participation


@found_by_search
class EventSource(PageSource):
    name = "event"
    kind = "event"
    model = EventPage

    def facts(self, pages):
        names = _names_at(pages)
        places = region_names(page.region_id for page in pages if page.region_id)
        return {page.pk: _facts(page, names.get(page.pk, ()), places) for page in pages}


def _names_at(pages):
    """What took part, as it was called there."""
    rows = Participation.objects.filter(event__in=[page.pk for page in pages]).exclude(name="")
    found = {}
    for event, name in rows.values_list("event", "name"):
        found.setdefault(event, []).append(name)
    return found


def _facts(page, names, places):
    codes = [page.region_id] if page.region_id else []
    return Facts(
        tags=frozenset({*region_tags(codes), *_places(page), *_status(page)}),
        texts=(page.venue_name, page.venue_address, *names),
        stages=_stages(page),
        active_on=day_of(page.last_published_at),
        due_at=page.starts_at,
        shown={
            "what": "event",
            "venue": page.venue_name,
            "online": page.is_online,
            "starts_at": page.starts_at.isoformat() if page.starts_at else None,
            "zone": page.time_zone,
            **places_shown(codes, places),
        },
    )


def _places(page):
    if page.is_online:
        yield ("place", "online")
    if page.venue_name or page.region_id:
        yield ("place", "on_site")


def _status(page):
    if page.cancelled:
        yield ("status", "cancelled")


def _stages(page):
    """Until it is over it is to come, a running one too; without a date nobody knows."""
    if page.cancelled or page.over_at is None:
        return ()
    return ((None, "upcoming"), (page.over_at, "past"))


@found_by_search
class SeriesSource(PageSource):
    name = "series"
    kind = "event"
    model = EventSeriesPage

    def facts(self, pages):
        return {page.pk: Facts(active_on=day_of(page.last_published_at), shown={"what": "series"}) for page in pages}


@labels("status")
def status_labels():
    return {
        "upcoming": Label("これから", "to come"),
        "past": Label("終了したイベント", "past event"),
        "cancelled": Label("中止", "cancelled"),
    }


EventSource().watch()
SeriesSource().watch()
