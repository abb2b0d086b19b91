"""What is for programs: the feed, the sitemap, robots.txt, the health check and the errors."""

import json
import math
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts.models import User
from hub import sitemaps
from hub.views import server_error
from tests.factories import make_event, make_prefecture, make_project, make_repository, make_topic, translate

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed(client, path):
    response = client.get(path)
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)


def locations(client, path="/sitemap.xml"):
    response = client.get(path, headers={"cookie": "sessionid=none"})
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return [element.text for element in ET.fromstring(response.content).iter(f"{MAP}loc")]


def test_feed_tells_of_projects_with_stable_ids_and_full_addresses(site, client):
    project = make_project("地図", slug="map", purpose="歩いて<作る>", topics=[make_topic()])
    make_project("保管", status="archived")
    root = feed(client, "/projects/feed.atom")
    (entry,) = root.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "地図"
    assert entry.findtext(f"{ATOM}id") == f"tag:testserver,2026:project:{project.pk}"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/projects/map/"
    assert entry.findtext(f"{ATOM}summary") == "歩いて<作る>"
    assert entry.find(f"{ATOM}category").get("term") == "給食・食"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) == project.last_published_at
    assert root.findtext(f"{ATOM}id") == "tag:testserver,2026:projects:ja"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://testserver/projects/", "self": "http://testserver/projects/feed.atom"}


def test_english_feed_has_english_words_and_the_same_ids(site, client):
    project = make_project("地図", slug="map")
    translate(project, "en", title="A map")
    (entry,) = feed(client, "/en/projects/feed.atom").iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "A map"
    assert entry.findtext(f"{ATOM}id") == f"tag:testserver,2026:project:{project.pk}"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/en/projects/map/"


def test_project_in_which_something_happened_comes_before_a_newer_one(site, client):
    old = make_project("動きあり")
    make_project("あたらしい")
    type(old).objects.filter(pk=old.pk).update(last_activity_at=datetime(2099, 1, 1, tzinfo=UTC))
    root = feed(client, "/projects/feed.atom")
    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == ["動きあり", "あたらしい"]


def test_feed_of_an_empty_site_is_a_feed(site, client):
    assert list(feed(client, "/projects/feed.atom").iter(f"{ATOM}entry")) == []


@pytest.mark.parametrize("count", [3, 30])
def test_feed_costs_the_same_for_any_number(site, client, django_assert_num_queries, count):
    for _number in range(count):
        make_project(topics=[make_topic()])
    client.get("/projects/feed.atom")
    with django_assert_num_queries(2):
        client.get("/projects/feed.atom", headers={"cookie": "sessionid=none"})


def test_sitemap_names_every_public_page_in_both_languages(site, client):
    translate(make_project(slug="dim"), "en", title="Data")
    make_project(slug="draft").unpublish()
    make_prefecture("280003")
    found = locations(client)
    for path in ("/", "/en/", "/projects/dim/", "/en/projects/dim/", "/regions/hyogo/", "/en/regions/hyogo/"):
        assert found.count(f"http://testserver{path}") == 1
    assert not any("draft" in location for location in found)


def test_sitemap_pairs_the_languages(site, client):
    root = ET.fromstring(client.get("/sitemap.xml").content)
    languages = [link.get("hreflang") for link in root[0].iter("{http://www.w3.org/1999/xhtml}link")]
    assert sorted(languages) == ["en", "ja", "x-default"]


def test_large_sitemap_is_split(site, client, monkeypatch):
    make_project(slug="dim")
    whole = locations(client)
    monkeypatch.setattr(sitemaps, "PAGES_PER_FILE", 2)
    parts = locations(client)
    assert parts == [f"http://testserver/sitemap-{number}.xml" for number in (1, 2, 3)]
    assert [address for part in parts for address in locations(client, part.removeprefix("http://testserver"))] == whole
    assert client.get("/sitemap-4.xml").status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_sitemap_costs_the_same_for_any_number(site, client, django_assert_num_queries, count):
    for _number in range(count):
        make_project()
    locations(client)
    with django_assert_num_queries(3):
        locations(client)


def test_robots_may_not_enter_and_are_shown_the_sitemap(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /styleguide/",
        "Disallow: /accounts/",
        "Disallow: /en/accounts/",
        "Disallow: /search/",
        "Disallow: /en/search/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_health_is_told_plainly(client, django_assert_num_queries):
    client.get("/healthz")
    with django_assert_num_queries(5):
        response = client.get("/healthz")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert "no-cache" in response["Cache-Control"]
    assert "Set-Cookie" not in response
    assert json.loads(response.content) == {
        "status": "ok",
        "database": "ok",
        "migrations": "applied",
        "mail": {"waiting": 0, "given_up": 0, "oldest_waiting_seconds": None, "stuck": False},
        "github_figures": {
            "repositories": 0,
            "oldest_observed_at": None,
            "oldest_age_seconds": None,
            "configured": False,
            "stale_after_hours": 48,
            "stale_repositories": 0,
            "stale": False,
            "explanation": (
                "No new figures are expected: GitHub was never asked, and neither GITHUB_TOKEN nor GITHUB_APP_ID is "
                "set. The age of the figures is told, not held against the site."
            ),
        },
    }


def test_health_tells_the_age_of_the_oldest_figure(client):
    make_repository(figures={"stars": 1})
    make_repository()
    before = timezone.now()
    figures = json.loads(client.get("/healthz").content)["github_figures"]
    after = timezone.now()
    youngest, oldest = ((now - datetime.fromisoformat(figures["oldest_observed_at"])) for now in (before, after))
    assert figures["repositories"] == 2
    assert math.floor(youngest.total_seconds()) <= figures["oldest_age_seconds"] <= math.ceil(oldest.total_seconds())


def test_missing_migration_is_unhealthy(client):
    MigrationRecorder(connection).record_unapplied("pages", "0001_initial")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert json.loads(response.content)["missing"] == ["pages.0001_initial"]


def test_unreachable_database_is_unhealthy(client):
    def refuse(*_args):
        raise DatabaseError("connection refused at db.internal")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")
    assert response.status_code == 503
    assert json.loads(response.content) == {"status": "unhealthy", "database": "unreachable", "error": "DatabaseError"}


@pytest.mark.parametrize(("path", "language"), [("/nothing/", "ja"), ("/en/nothing/", "en"), ("/en/projects/x/", "en")])
def test_unknown_address_is_answered_in_the_readers_language(site, client, path, language):
    response = client.get(path)
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()
    assert "noindex" in response.content.decode()


@pytest.mark.parametrize(("path", "language"), [("/projects/", "ja"), ("/en/projects/", "en")])
def test_broken_page_is_answered_in_the_readers_language(rf, path, language):
    response = server_error(rf.get(path))
    assert response.status_code == 500
    assert f'<html lang="{language}">' in response.content.decode()


def test_moved_page_leads_to_its_new_address_in_both_languages(site, client, django_capture_on_commit_callbacks):
    event = make_event(slug="before")
    old = event.get_url()
    event.slug = "after"
    with django_capture_on_commit_callbacks(execute=True):
        event.save_revision().publish()
    event.refresh_from_db()
    assert event.get_url() == old.replace("before", "after")
    assert client.get(old).url == event.get_url()
    assert client.get(f"/en{old}").url == f"/en{event.get_url()}"


def test_favicon_under_its_old_name_leads_to_the_drawing(client, db):
    response = client.get("/favicon.ico")
    assert (response.status_code, response.url) == (301, "/static/img/favicon.svg")


def test_admin_sends_to_the_one_sign_in_and_back(client, db):
    User.objects.create_superuser(email="editor@tomoni.example", password="tiles-1")
    asked = client.get("/admin/reports/", follow=True)
    assert asked.redirect_chain[-1][0] == "/accounts/login/?next=/admin/reports/"
    answer = client.post(asked.redirect_chain[-1][0], {"login": "editor@tomoni.example", "password": "tiles-1"})
    assert (answer.status_code, answer.url) == (302, "/admin/reports/")
    assert client.get("/admin/login/").url == "/admin/"


def test_admin_tells_whoever_may_not_edit_that_it_is_not_open(client, db):
    client.force_login(User.objects.create_user(email="reader@tomoni.example", password="tiles-1"))
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "このページは" in answer.content.decode()
