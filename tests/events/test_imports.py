"""What the columns of an event become."""

from datetime import UTC, datetime

from events.models import EventPage
from tests.factories import make_municipality, make_series
from tests.importing import DAY_50, files, write

__all__ = ["files", "write"]


def event(title="Social Hack Day #50"):
    return EventPage.objects.get(title=title)


def test_event_keeps_every_column_in_its_place(files):
    make_municipality()
    assert files()[0] == 0
    page = event()

    assert page.get_parent().title == "ソーシャルハックデー"
    assert page.get_url() == "/events/social-hack-day/social-hack-day-50/"
    assert (page.starts_at, page.ends_at, page.whole_day) == (
        datetime(2023, 5, 27, 1, tzinfo=UTC),
        datetime(2023, 5, 27, 9, tzinfo=UTC),
        False,
    )
    assert (page.venue_name, page.venue_address, page.region_id, page.is_online) == (
        "会館",
        "兵庫県神戸市",
        "281000",
        False,
    )
    assert (page.entry_url, page.notes_url) == ("https://example.org/entry", "https://hackmd.io/x")
    assert (page.attendees, page.reported_projects, page.description) == (30, 6, "一日")
    assert page.imported_rows.get().cover_source_url == "https://example.org/50.png"


def hours(page):
    """Start and end to the hour, in UTC."""
    return [moment and moment.astimezone(UTC).isoformat()[:13] for moment in (page.starts_at, page.ends_at)]


def test_times_are_kept_as_exactly_as_they_are_known(files):
    times = {
        ("2023-05-27", ""): ("2023-05-26T15", None, True),
        ("2023-05-27", "2023-05-28"): ("2023-05-26T15", "2023-05-28T15", True),
        ("2023-05-27", "2023-05-27"): ("2023-05-26T15", "2023-05-27T15", True),
        ("2023-05-27 10:00", "17:00"): ("2023-05-27T01", "2023-05-27T08", False),
        ("2023-05-27 10:00", "2023-05-27"): ("2023-05-27T01", None, False),
        ("2023-05-27 10:00", "2023-05-28"): ("2023-05-26T15", "2023-05-28T15", True),
        ("", ""): (None, None, False),
        ("2023-05-27T10:00:00-05:00", ""): ("2023-05-27T15", None, False),
    }
    files(
        events=[
            {**DAY_50, "event_name": f"{start} / {end}", "event_start": start, "event_end": end} for start, end in times
        ]
    )
    pages = {pair: event(f"{pair[0]} / {pair[1]}".strip()) for pair in times}

    assert {pair: (*hours(page), page.whole_day) for pair, page in pages.items()} == times


def test_places_online_and_in_town_are_told_apart(files):
    places = {
        ("オンライン", ""): ("", "", True, ""),
        ("Online", "Zoom"): ("", "", True, ""),
        ("https://zoom.us/j/1", ""): ("", "", True, "https://zoom.us/j/1"),
        ("オンライン", "https://meet.example/x"): ("", "", True, "https://meet.example/x"),
        ("神戸市 + オンライン", "会館"): ("会館", "神戸市 + オンライン", True, ""),
        ("https://maps.example/x", "会館"): ("会館", "https://maps.example/x", False, ""),
        ("", ""): ("", "", False, ""),
    }
    files(
        events=[
            {**DAY_50, "event_name": f"{number}", "location": location, "venue": venue}
            for number, (location, venue) in enumerate(places)
        ]
    )
    pages = [event(str(number)) for number in range(len(places))]

    assert [(page.venue_name, page.venue_address, page.is_online, page.online_url) for page in pages] == list(
        places.values()
    )


def test_row_that_adds_up_the_others_is_passed_over(files):
    code, lines = files(events=[DAY_50, {"event_name": "合計", "attendees": "1,200", "number_of_projects": "50"}])

    assert (code, EventPage.objects.count()) == (0, 1)
    assert lines[-1] == "1 row with totals was passed over."


def test_series_is_found_by_its_name_and_another_can_be_named(files):
    known = make_series(slug="social-hack-day", title="Social Hack Day")

    files()
    assert event().get_parent().pk == known.pk

    files(series="防災ハックデー")
    assert sorted(page.get_parent().title for page in EventPage.objects.all()) == ["Social Hack Day", "防災ハックデー"]
