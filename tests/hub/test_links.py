"""No link on the site is dead: a walk from the home page in both languages over everything that is linked."""

from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.utils import timezone

from events.models import Participation
from hub.first_texts import write_first_texts
from tests.factories import (
    make_brigade,
    make_challenge,
    make_event,
    make_municipality,
    make_prefecture,
    make_project,
    make_repository,
    make_topic,
    translate,
)

pytestmark = pytest.mark.django_db

MOST = 400


class Links(HTMLParser):
    """The links of a page, and the places in it that a link may lead to."""

    def __init__(self, html):
        super().__init__()
        self.hrefs, self.ids = set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids.update(filter(None, [attributes.get("id")]))
        if tag in {"a", "link"} and "href" in attributes:
            self.hrefs.add(attributes["href"] or "/a-link-to-nowhere/")


@pytest.fixture
def filled(site):
    """A site with something of everything, translated or not."""
    write_first_texts()
    soon = timezone.now() + timedelta(days=3)
    make_prefecture("130001")
    city = make_municipality()
    projects = [
        make_project(
            f"地図{number}",
            regions=[city],
            topics=[make_topic()],
            needs=[{"role": "design", "text": "ロゴ"}],
            repositories=[make_repository(figures={"stars": 1})],
        )
        for number in range(26)
    ]
    translate(projects[0], "en", title="A map")
    make_project(status="archived")
    make_challenge("給食の献立", stage="open", closes_at=soon, topics=[make_topic()], projects=projects[:1])
    make_brigade(regions=[city], website="https://brigade.example/")
    past = make_event(region=city, projects=[*projects[:2]])
    Participation.objects.create(event=past, name="名前だけ")
    translate(make_event(starts_at=soon, ends_at=None, projects=[projects[0]]), "en", title="Soon")
    make_event(starts_at=None, ends_at=None)
    return site


def walk(client, start):
    """Every address that can be reached, with its answer; links that lead outside are left alone."""
    waiting, answers, fragments = [start], {}, set()
    while waiting and len(answers) < MOST:
        address = waiting.pop()
        if address in answers:
            continue
        response = client.get(address, headers={"cookie": f"{settings.SESSION_COOKIE_NAME}=none"})
        links = Links(response.content.decode()) if "html" in response.get("Content-Type", "") else None
        answers[address] = response, links
        for href in links.hrefs if links else ():
            target = urlsplit(urljoin(f"http://testserver{address}", href))
            if target.netloc == "testserver" and not target.path.startswith(settings.STATIC_URL):
                path = target.path + (f"?{target.query}" if target.query else "")
                fragments.update([(address, path, target.fragment)] if target.fragment else [])
                waiting.append(path)
    return answers, fragments


def leads_on(response):
    """To a page, or to signing in for what asks who one is."""
    asks_who_it_is = response.status_code == 302 and "/accounts/login/?next=" in response["Location"]
    return response.status_code == 200 or asks_who_it_is


def test_no_link_is_dead_and_every_fragment_has_its_place(filled, client, subtests):
    for start in ("/", "/en/"):
        with subtests.test(start):
            check_links(*walk(client, start))


def check_links(answers, fragments):
    dead = {address: response.status_code for address, (response, _links) in answers.items() if not leads_on(response)}
    assert dead == {}
    places = {path: links.ids for path, (_response, links) in answers.items() if links}
    assert [each for each in sorted(fragments) if each[1] in places and each[2] not in places[each[1]]] == []
    assert len(answers) > 100


def test_no_public_page_sets_a_cookie(filled, client):
    addresses = ["/", "/projects/", "/challenges/", "/regions/", "/events/", "/search/?q=地図", "/about/", "/nothing/"]
    addresses += ["/projects/feed.atom", "/events/calendar.ics", "/sitemap.xml", "/robots.txt", "/healthz"]
    set_by = [path for path in [*addresses, *(f"/en{path}" for path in addresses[:8])] if client.get(path).cookies]
    assert set_by == []
