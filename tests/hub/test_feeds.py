"""Feeds of a topic, a region, a project and a search: Atom, stable, in the address's language, at a fixed cost."""

from datetime import timedelta
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories import (
    make_challenge,
    make_event,
    make_municipality,
    make_municipality_page,
    make_prefecture,
    make_project,
    make_topic,
    translate,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    assert not answer.cookies
    feed = ET.fromstring(answer.content)
    for node in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert node.findtext(f"{ATOM}{name}"), f"Atom asks for {name}"
    return feed


def titles(feed):
    return {entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")}


def ids(feed):
    return [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]


def test_topic_tells_of_its_projects_and_challenges(site, client):
    food, other = make_topic(), make_topic("bosai", "防災")
    make_project("給食アプリ", topics=[food])
    make_project("避難所マップ", topics=[other])
    make_challenge("献立を分かりやすく", topics=[food])
    feed = read(client, "/feeds/topic/food.atom")
    assert titles(feed) == {"給食アプリ", "献立を分かりやすく"}
    assert "給食・食" in feed.findtext(f"{ATOM}title")


def test_region_tells_of_what_is_in_it_and_its_municipalities(site, client):
    kobe, tokyo = make_municipality(), make_prefecture("130001")
    make_project("神戸のアプリ", regions=[kobe])
    make_project("東京のアプリ", regions=[tokyo])
    make_event("神戸の集まり", region=kobe)
    make_challenge("神戸の課題", municipality=make_municipality_page(kobe))
    assert titles(read(client, "/feeds/region/280003.atom")) == {"神戸のアプリ", "神戸の集まり", "神戸の課題"}
    assert titles(read(client, "/feeds/region/281000.atom")) == {"神戸のアプリ", "神戸の集まり", "神戸の課題"}
    assert titles(read(client, "/feeds/region/130001.atom")) == {"東京のアプリ"}
    assert titles(read(client, "/feeds/region/010006.atom")) == set()


def test_project_tells_what_it_did_and_what_it_asks_for(site, client):
    project = make_project("給食アプリ", slug="給食", needs=[{"role": "design", "text": "画面を描く"}])
    now = timezone.now()
    project.updates.create(text="公開しました。\n使ってください。", published_at=now)
    project.updates.create(text="隠された", published_at=now, hidden_at=now)
    make_project("ほかの", needs=[{"role": "design", "text": "ほかの人を探す"}])
    address = f"/projects/{quote('給食')}/feed.atom"
    feed = read(client, address)
    assert len(titles(feed)) == 2
    assert "公開しました。 使ってください。" in titles(feed)
    text = client.get(address).content.decode()
    assert "画面を描く" in text
    assert "隠された" not in text
    assert "ほかの人を探す" not in text


def test_project_that_is_over_and_needs_that_are_over_ask_nobody(site, client):
    yesterday = timezone.localdate() - timedelta(days=1)
    old = {"role": "design", "text": "もう古い", "asked_on": yesterday - timedelta(days=9)}
    old |= {"expires_on": yesterday, "confirmed_on": yesterday - timedelta(days=9)}
    make_project("古い", slug="old", needs=[old])
    make_project("終わった", slug="over", status="finished", needs=[{"role": "design", "text": "探しています"}])
    assert titles(read(client, "/projects/old/feed.atom")) == set()
    assert titles(read(client, "/projects/over/feed.atom")) == set()


def test_search_tells_what_it_finds(site, client):
    make_project("給食アプリ", topics=[make_topic()])
    make_project("避難所マップ")
    assert titles(read(client, f"/search/feed.atom?q={quote('給食')}")) == {"給食アプリ"}
    assert titles(read(client, "/search/feed.atom?topic=food&kind=project&page=7")) == {"給食アプリ"}
    assert titles(read(client, "/search/feed.atom?q=nothinglikethis")) == set()


@pytest.mark.parametrize(
    "path", ["/feeds/topic/none.atom", "/feeds/region/999999.atom", "/feeds/region/x.atom", "/projects/none/feed.atom"]
)
def test_feed_of_nothing_is_not_there(site, client, path):
    assert client.get(path).status_code == 404


def test_words_are_in_the_language_of_the_address_and_ids_are_the_same(site, client):
    project = make_project("給食アプリ", topics=[make_topic()], slug="lunch")
    translate(project, "en", title="School lunches")
    ours, theirs = read(client, "/feeds/topic/food.atom"), read(client, "/en/feeds/topic/food.atom")
    assert (titles(ours), titles(theirs)) == ({"給食アプリ"}, {"School lunches"})
    assert ids(ours) == ids(theirs)
    assert ids(ours) == ids(read(client, "/projects/feed.atom")), "the same thing is the same entry in every feed"
    (link,) = theirs.findall(f"{ATOM}entry/{ATOM}link")
    assert link.get("href") == "http://testserver/en/projects/lunch/"
    assert "School lunches" in read(client, "/en/projects/lunch/feed.atom").findtext(f"{ATOM}title")


def test_entry_keeps_its_id_when_the_page_moves_and_changes(site, client):
    project = make_project("前の名前", topics=[make_topic()], slug="before")
    before = read(client, "/feeds/topic/food.atom")
    project.slug, project.title = "after", "後の名前"
    project.save_revision().publish()
    cache.clear()  # this test's transaction never ends, and so no page is out of date
    after = read(client, "/feeds/topic/food.atom")
    assert (ids(before), titles(after)) == (ids(after), {"後の名前"})
    assert before.findtext(f"{ATOM}updated") < after.findtext(f"{ATOM}updated")


def test_reader_that_has_the_feed_is_told_so(site, client):
    make_project("給食アプリ", topics=[make_topic()])
    first = client.get("/feeds/topic/food.atom")
    assert first["ETag"]
    assert client.get("/feeds/topic/food.atom", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_words_are_text_and_no_markup(site, client):
    project = make_project("R&D <給食>", slug="lunch", purpose="5 < 6 & <b>太字</b>", topics=[make_topic()])
    project.updates.create(text="<img src=x> を書いた", published_at=timezone.now())
    for path, said in (
        ("/projects/feed.atom", "5 < 6 & <b>太字</b>"),
        ("/feeds/topic/food.atom", "5 < 6 & <b>太字</b>"),
        ("/projects/lunch/feed.atom", "<img src=x> を書いた"),
    ):
        (summary,) = read(client, path).findall(f"{ATOM}entry/{ATOM}summary")
        assert (summary.get("type", "text"), summary.text) == ("text", said)


def test_signs_that_xml_cannot_hold_break_no_feed(site, client):
    project = make_project("給食\x0bアプリ", slug="lunch", purpose="献立\x1fが読めます。\ufffe", topics=[make_topic()])
    project.updates.create(text="貼り\x0b付けた文\uffff", published_at=timezone.now())
    assert titles(read(client, "/projects/feed.atom")) == {"給食アプリ"}
    assert titles(read(client, "/feeds/topic/food.atom")) == {"給食アプリ"}
    assert titles(read(client, "/projects/lunch/feed.atom")) == {"貼り 付けた文"}
    assert read(client, "/search/feed.atom?q=a%01b%EF%BF%BEc").findtext(f"{ATOM}title").startswith("abc")


@pytest.mark.parametrize("path", ["/feeds/topic/food.atom", "/projects/feed.atom"])
def test_feed_in_which_nothing_stands_does_not_change_by_being_read(site, client, path):
    make_topic()
    first = client.get(path)
    cache.clear()
    again = client.get(path)
    assert first.content == again.content


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize(
    "path", ["/feeds/topic/food.atom", "/en/feeds/region/280003.atom", "/projects/p0/feed.atom", "/en/search/feed.atom"]
)
def test_feeds_cost_little_whatever_stands_in_them(site, client, django_assert_max_num_queries, count, path):
    region, topic, town = make_municipality(), make_topic(), make_municipality_page()
    for number in range(count):
        project = make_project(regions=[region], topics=[topic], slug=f"p{number}", needs=[{"text": "x"}])
        project.updates.create(text="done", published_at=timezone.now())
        make_event(region=region)
        make_challenge(municipality=town, topics=[topic])
    client.get("/en/search/")  # what is known is remembered
    with django_assert_max_num_queries(12):
        read(client, path)


@pytest.mark.parametrize(
    ("page", "feed"),
    [("/regions/hyogo/", "/feeds/region/280003.atom"), ("/projects/?topic=food", "/feeds/topic/food.atom")],
)
def test_pages_lead_to_their_feeds(site, client, page, feed):
    make_prefecture()
    make_project(topics=[make_topic()])
    assert feed in client.get(page).content.decode()
