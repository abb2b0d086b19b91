"""Which projects an event's page shows, and how, when there are many."""

import pytest

from events.models import Participation
from events.participants import MOST_CARDS, MOST_NAMES, participants_of
from tests.factories import make_event, make_project

pytestmark = pytest.mark.django_db


def take_part(event, names):
    Participation.objects.bulk_create(Participation(event=event, name=name) for name in names)


def test_first_projects_are_cards_and_the_others_links(site):
    projects = [make_project(f"地図{number}") for number in range(MOST_CARDS + 2)]
    event = make_event(projects=projects)
    take_part(event, ["名前だけ"])
    found = participants_of(event)
    assert [card.title for card in found.cards] == [project.title for project in projects[:MOST_CARDS]]
    links = [(project.title, project.get_url()) for project in projects[MOST_CARDS:]]
    assert sorted(found.names) == sorted([*links, ("名前だけ", "")])
    assert found.more == 0


def test_page_of_an_event_with_hundreds_of_projects_stays_light(site, client):
    projects = [make_project(f"とても長い名前をもつ地図のプロジェクト{number}") for number in range(MOST_CARDS)]
    event = make_event(projects=projects)
    take_part(event, [f"名前だけが知られているプロジェクト{number}" for number in range(MOST_NAMES + 200)])
    response = client.get(event.get_url(), headers={"accept-encoding": "identity"})
    assert "ほか 200 件" in response.content.decode()
    assert len(response.content) < 60_000


def test_event_without_projects_says_nothing_of_them(site, client):
    assert "参加プロジェクト" not in client.get(make_event().get_url()).content.decode()
