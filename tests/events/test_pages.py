"""The list, a series and an event as visitors see them."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import EventPage, EventSeriesPage, Participation
from events.sections import events_in_prefecture, events_of_project
from tests.factories import make_event, make_municipality, make_prefecture, make_project, make_series

pytestmark = pytest.mark.django_db

SOON = timezone.now() + timedelta(days=3)
AGO = datetime(2024, 2, 17, 1, tzinfo=UTC)


def fresh(client, path):
    """The page as it is drawn now: a cookie asks past the kept one."""
    return client.get(path, headers={"cookie": "sessionid=none"})


def shown(response):
    """The text of the page's own part, without markup."""
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_list_shows_upcoming_then_past_then_undated_events(site, client):
    for title, start in [("古い", AGO), ("次", SOON), ("いつか", None), ("その次", SOON + timedelta(days=1))]:
        make_event(title, starts_at=start, ends_at=None)
    response = fresh(client, "/events/")
    assert [card.title for card in response.context_data["listing"].cards] == ["次", "その次", "古い", "いつか"]
    assert [len(cards) for _heading, cards in response.context_data["groups"]] == [2, 1, 1]
    text = shown(response)
    assert text.index("その次") < text.index("古い") < text.index("いつか")


def test_list_says_when_nothing_is_planned(site, client):
    make_event(starts_at=AGO, ends_at=None)
    assert fresh(client, "/events/").context_data["nothing_planned"] is True
    make_event(starts_at=SOON, ends_at=None)
    assert fresh(client, "/events/").context_data["nothing_planned"] is False


def test_empty_list_is_no_error(site, client):
    assert fresh(client, "/events/").context_data["groups"] == []


def test_list_is_paginated(site, client):
    for _number in range(30):
        make_event(starts_at=AGO, ends_at=None)
    assert len(fresh(client, "/events/?page=2").context_data["listing"].cards) == 6


def test_series_shows_its_sums_and_only_its_events(site, client):
    ours = make_series("わたしたち")
    make_event("うちの日", series=ours, starts_at=AGO, ends_at=AGO + timedelta(hours=8), attendees=12)
    make_event("よその日", series=make_series("よそ"))
    response = fresh(client, ours.get_url())
    text = shown(response)
    assert "うちの日" in text
    assert "よその日" not in text
    assert [figure.value for figure in response.context_data["figures"]] == [1, 8, 12, None, 96]


def test_event_shows_when_where_who_and_what(site, client):
    project = make_project("地図の会", slug="map")
    event = make_event(
        starts_at=SOON,
        ends_at=SOON + timedelta(hours=2),
        time_zone="America/New_York",
        venue_name="市民ホール",
        venue_address="中央区1-1",
        region=make_municipality(),
        entry_url="https://entry.example/",
        capacity=40,
        projects=[project],
    )
    Participation.objects.create(event=event, name="名前だけの会")
    response = client.get(event.get_url())
    text = shown(response)
    for expected in ("市民ホール", "中央区1-1", "兵庫県神戸市", "40", "地図の会", "名前だけの会", "New York"):
        assert expected in text
    html = response.content.decode()
    assert 'href="https://entry.example/"' in html
    assert 'href="/projects/map/"' in html
    assert f'href="/events/{event.pk}.ics"' in html


@pytest.mark.parametrize(
    "fields", [{"starts_at": AGO, "ends_at": None}, {"starts_at": SOON, "ends_at": None, "cancelled": True}]
)
def test_nobody_is_sent_to_an_event_that_is_over_or_cancelled(site, client, fields):
    event = make_event(entry_url="https://entry.example/", **fields)
    assert 'href="https://entry.example/"' not in client.get(event.get_url()).content.decode()


def test_event_whose_date_is_unknown_can_still_be_entered(site, client):
    event = make_event(entry_url="https://entry.example/", starts_at=None, ends_at=None)
    html = client.get(event.get_url()).content.decode()
    assert "https://entry.example/" in html
    assert f"/events/{event.pk}.ics" not in html


def test_unpublished_project_is_not_linked_from_an_event(site, client):
    project = make_project("ひみつ", slug="secret")
    event = make_event(projects=[project])
    project.unpublish()
    assert "/projects/secret/" not in client.get(event.get_url()).content.decode()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://files.example/", "data:text/html,x"])
@pytest.mark.parametrize("field", ["online_url", "entry_url", "notes_url"])
def test_links_must_be_web_addresses(field, address):
    with pytest.raises(ValidationError) as refused:
        EventPage(title="x", slug="x", **{field: address}).clean_fields()
    assert field in refused.value.error_dict


def test_website_of_a_series_must_be_a_web_address():
    with pytest.raises(ValidationError) as refused:
        EventSeriesPage(title="x", slug="x", website="javascript:alert(1)").clean_fields()
    assert "website" in refused.value.error_dict


def test_project_shows_the_events_it_took_part_in(site):
    project = make_project()
    make_event("前", starts_at=AGO, ends_at=None, projects=[project])
    make_event("後", starts_at=SOON, ends_at=None, projects=[project])
    make_event("ほか")
    assert [card.title for card in events_of_project(project).cards] == ["後", "前"]
    assert events_of_project(make_project()) is None


def test_prefecture_shows_events_in_it_and_its_municipalities(site):
    make_event("神戸", region=make_municipality())
    make_event("兵庫", region=make_prefecture("280003"))
    make_event("東京", region=make_prefecture("130001"))
    assert {card.title for card in events_in_prefecture(make_prefecture("280003")).cards} == {"神戸", "兵庫"}
