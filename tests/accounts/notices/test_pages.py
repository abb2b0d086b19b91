"""The pages of notices and follows, and the link that ends mails."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from accounts.notices.digests import write_digests
from accounts.notices.following import MOST_FOLLOWS, follow
from accounts.notices.letters import stop_address
from accounts.notices.models import Follow, Notice
from accounts.notices.services import choose_paces, paces_of
from accounts.notices.targets import canonical
from integrations.mail.models import Letter
from tests.factories import make_municipality, make_project, make_topic, make_user

EVERYBODY_S = ["/accounts/notices/", "/accounts/notices/choices/", "/accounts/following/", "/accounts/follow/"]


@pytest.fixture
def signed_in(person):
    client = Client(enforce_csrf_checks=False)
    client.force_login(person)
    client.person = person
    return client


def post_follow(client, kind="topic", target="food", **more):
    return client.post("/en/accounts/follow/", {"kind": kind, "target": target, **more})


@pytest.mark.parametrize("address", EVERYBODY_S)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_strangers_are_asked_to_sign_in_and_come_back(site, client, address, prefix):
    answer = client.get(prefix + address)
    assert (answer.status_code, answer.url) == (302, f"{prefix}/accounts/login/?next={prefix}{address}")


@pytest.mark.parametrize("address", ["/accounts/notices/read/", "/accounts/unfollow/"])
def test_changes_are_made_by_post_alone(signed_in, address):
    assert signed_in.get(address).status_code == 405


def test_project_topic_region_and_search_can_be_followed_and_left(signed_in):
    project, topic, city = make_project("給食アプリ"), make_topic(), make_municipality()
    targets = {"project": str(project.translation_key), "topic": topic.slug, "region": city.pk, "search": "q=給食"}
    for kind, target in targets.items():
        assert post_follow(signed_in, kind, target).status_code == 302
    page = signed_in.get("/accounts/following/").content.decode()
    for words in ("給食アプリ", "給食・食", "兵庫県神戸市", "/projects/?topic=food", "/regions/hyogo/", "/search/?q="):
        assert words in page
    for follow_of in Follow.objects.all():
        signed_in.post("/accounts/unfollow/", {"kind": follow_of.kind, "target": follow_of.target})
    assert not Follow.objects.exists()


def test_topics_are_chosen_on_the_page_of_what_one_follows(signed_in):
    for slug, name in (("food", "Food"), ("rivers", "Rivers")):
        make_topic(slug, name, name)
    post_follow(signed_in, "topic", "food")
    page = BeautifulSoup(signed_in.get("/en/accounts/following/").content, "html.parser")
    form = page.find("select").find_parent("form")
    assert [(each["value"], each.text) for each in form.select("option")] == [("rivers", "Rivers")]
    sent = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    assert signed_in.post(form["action"], {**sent, "target": "rivers"}).url == "/en/accounts/following/"
    page = BeautifulSoup(signed_in.get("/en/accounts/following/").content, "html.parser")
    assert "Rivers" in page.select_one(".follows").text
    assert page.find("select") is None


def test_topic_is_followed_from_above_the_list_that_it_narrows(signed_in):
    make_project("川の地図", topics=[make_topic("rivers", "川", "Rivers")])
    page = signed_in.get("/en/projects/?topic=rivers").content.decode()
    assert page.index("Follow the topic “Rivers”") < page.index('class="result-count"')
    assert "Follow the topic" not in signed_in.get("/en/projects/").content.decode()


def test_saved_search_is_called_saved_and_not_followed(signed_in):
    make_topic("rivers", "川", "Rivers")
    asked = signed_in.get("/en/accounts/follow/", {"kind": "search", "target": "topic=rivers", "name": "Rivers"})
    page = BeautifulSoup(asked.content, "html.parser").main
    assert (page.h1.get_text(strip=True), page.button.text) == ("Save the search “Rivers”", "Save this search")
    back = "/en/search/?topic=rivers"
    saved = post_follow(signed_in, "search", "topic=rivers", name="Rivers", next=back)
    said = BeautifulSoup(signed_in.get(saved.url).content, "html.parser").get_text(" ", strip=True)
    assert "The search “Rivers” is saved." in said
    assert "This search is saved" in said
    assert "You follow" not in said
    signed_in.post("/en/accounts/unfollow/", {"kind": "search", "target": "topic=rivers", "next": back})
    assert "The search is not saved any more." in signed_in.get(back).content.decode()


def test_following_twice_is_following_once(signed_in):
    make_topic()
    for _time in range(2):
        post_follow(signed_in)
    assert Follow.objects.count() == 1


def test_leaving_can_be_undone(signed_in):
    post_follow(signed_in, "search", "q=cafe", name="My cafés")
    left = signed_in.post("/en/accounts/unfollow/", {"kind": "search", "target": "q=cafe"})
    page = signed_in.get(left.url).content.decode()
    assert "You do not follow “My cafés” any more." in page
    fields = dict(re.findall(r'<input type="hidden" name="(kind|target|name)" value="([^"]*)"', page))
    post_follow(signed_in, **fields)
    assert Follow.objects.get().name == "My cafés"


@pytest.mark.parametrize("sent", [{"kind": "topic", "target": "fo\0od"}, {"kind": "to\0pic", "target": "food"}, {}])
def test_what_nobody_can_follow_is_not_left(signed_in, sent):
    make_topic()
    post_follow(signed_in)
    assert signed_in.post("/en/accounts/unfollow/", sent).url == "/en/accounts/following/"
    assert Follow.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("project", "no-key"),
        ("project", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
        ("topic", "nothing"),
        ("topic", ""),
        ("topic", "x" * 100_000),
        ("region", "999999"),
        ("search", ""),
        ("search", "page=2"),
        ("planet", "mars"),
    ],
)
def test_what_is_not_there_cannot_be_followed(signed_in, kind, target):
    answer = post_follow(signed_in, kind, target)
    assert answer.status_code == 400
    assert "cannot be followed" in answer.content.decode()
    assert not Follow.objects.exists()


def test_nobody_follows_more_than_the_most(signed_in):
    since = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [{"kind": "search", "target": f"q={number}", "since": since} for number in range(MOST_FOLLOWS)]
    Follow.objects.bulk_create(Follow(user=signed_in.person, **row) for row in rows)
    make_topic()
    page = signed_in.get(post_follow(signed_in).url).content.decode()
    assert "You follow 200 things already" in page
    assert Follow.objects.count() == MOST_FOLLOWS


def test_page_of_many_follows_costs_few_queries(signed_in, django_assert_max_num_queries):
    for number in range(20):
        follow(user=signed_in.person, kind="project", target=str(make_project().translation_key))
        follow(user=signed_in.person, kind="topic", target=make_topic(f"t{number}", f"話題{number}").slug)
    with django_assert_max_num_queries(14):
        signed_in.get("/accounts/following/")


def test_things_that_are_gone_are_told_and_can_be_left(signed_in):
    topic = make_topic()
    post_follow(signed_in)
    topic.delete()
    assert "Not there any more" in signed_in.get("/en/accounts/following/").content.decode()


def test_link_of_a_visitor_leads_through_signing_in_to_one_button(site, person, client):
    make_topic()
    there = "/en/accounts/follow/?kind=topic&target=food&next=/en/projects/"
    assert client.get(there).url.startswith("/en/accounts/login/?next=")
    client.force_login(person)
    page = client.get(there).content.decode()
    assert "Follow “Food”" in page
    assert not Follow.objects.exists(), "opening a link changes nothing"
    answer = post_follow(client, next="/en/projects/")
    assert (answer.url, Follow.objects.count()) == ("/en/projects/", 1)


def test_nobody_is_led_to_another_site(signed_in):
    make_topic()
    assert post_follow(signed_in, next="https://evil.example/").url == "/en/accounts/following/"


def test_notices_are_one_s_own_newest_first_with_unread_ones_marked(signed_in, reader, tell):
    tell(signed_in.person, title="わたしの")
    tell(reader, title="ほかの人の")
    page = signed_in.get("/en/accounts/notices/").content.decode()
    assert "わたしの" in page
    assert "ほかの人の" not in page
    assert ">new<" in page
    signed_in.post("/en/accounts/notices/read/")
    assert ">new<" not in signed_in.get("/en/accounts/notices/").content.decode()


def test_notices_stand_on_pages(signed_in, tell):
    for number in range(35):
        tell(signed_in.person, title=f"No{number}.")
    assert signed_in.get("/accounts/notices/").content.decode().count("search-result__where") == 30
    assert signed_in.get("/accounts/notices/?page=2").content.decode().count("search-result__where") == 5
    assert signed_in.get("/accounts/notices/?page=nonsense").status_code == 200


def test_choices_are_kept_and_shown(signed_in):
    chosen = dict.fromkeys(paces_of(signed_in.person), "weekly") | {"event": "never"}
    assert signed_in.post("/accounts/notices/choices/", chosen).status_code == 302
    assert paces_of(signed_in.person) == chosen
    page = signed_in.get("/accounts/notices/choices/").content.decode()
    assert page.count("selected") == len(chosen)


def test_wrong_choice_changes_nothing(signed_in):
    before = paces_of(signed_in.person)
    answer = signed_in.post("/en/accounts/notices/choices/", {**before, "event": "hourly"})
    assert answer.status_code == 400
    assert paces_of(signed_in.person) == before


def test_account_shows_follows_and_notices(signed_in, tell):
    make_topic()
    post_follow(signed_in)
    tell(signed_in.person, title="わたしの")
    page = signed_in.get("/accounts/").content.decode()
    assert "給食・食" in page
    assert "わたしの" in page


def test_choices_that_are_never_empty_are_not_marked_as_required(signed_in):
    page = BeautifulSoup(signed_in.get("/en/accounts/notices/choices/").content, "html.parser")
    assert page.select("main select")
    assert page.select(".field__required") == []


# --- one click ends mails (RFC 8058) ---


@pytest.fixture
def stop(person, tell, mails):
    """The address in a mail of the kind "project_update", without the host."""
    choose_paces(user=person, paces={"project_update": "at_once"})
    tell(person)
    return mails()[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")


@pytest.fixture
def provider():
    """A mail provider: no cookie, no sign-in, no token."""
    return Client(enforce_csrf_checks=True)


def test_mail_provider_ends_mails_by_one_post_without_a_cookie(stop, person, provider, tell, mails):
    answer = provider.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.cookies) == (200, {})
    assert paces_of(person)["project_update"] == "never"
    assert paces_of(person)["challenge"] == "weekly"
    tell(person, title="two")
    assert len(mails()) == 1


def test_letters_that_wait_for_the_mail_server_are_ended_too(stop, person, reader, provider, tell, mails):
    tell(person, title="waits")
    choose_paces(user=reader, paces={"project_update": "at_once"})
    tell(reader, title="of somebody else")
    provider.post(stop, {"List-Unsubscribe": "One-Click"})
    assert [letter.subject for letter in mails()[1:]] == ["of somebody else"]


def test_link_of_a_digest_ends_the_digest_that_waits(person, provider, tell, mails):
    tell(person)
    write_digests(timezone.now() + timedelta(days=1))
    provider.post(stop_address(person, "weekly").removeprefix("http://testserver"))
    assert Letter.objects.waiting().count() == 1
    provider.post(stop_address(person, "daily").removeprefix("http://testserver"))
    assert mails() == []


def test_opening_the_link_changes_nothing_and_offers_a_button(stop, person, provider):
    answer = provider.get(stop)
    assert (answer.status_code, answer.cookies) == (200, {})
    assert '<form class="form" method="post">' in answer.content.decode()
    assert paces_of(person)["project_update"] == "at_once"


@pytest.mark.parametrize("what", ["project_update", "daily"])
def test_link_that_is_opened_afterwards_says_that_they_are_stopped_already(person, provider, what):
    link = "/en" + stop_address(person, what).removeprefix("http://testserver")
    provider.post(link)
    page = BeautifulSoup(provider.get(link).content, "html.parser")
    assert page.h1.get_text(strip=True) == "These mails are stopped already"
    assert page.title.get_text().startswith("These mails are stopped already")
    assert page.main.form is None
    assert page.main.select("a[href$='/accounts/notices/choices/']")
    choose_paces(user=person, paces={"project_update": "daily"})
    assert BeautifulSoup(provider.get(link).content, "html.parser").main.form


def test_link_works_twice_and_in_an_old_mail(stop, provider):
    for _time in range(2):
        assert provider.post(stop).status_code == 200


def test_link_of_somebody_who_left_says_that_no_mails_come(stop, person, provider):
    Notice.objects.all().delete()
    person.delete()
    assert provider.get(stop).status_code == 200
    assert provider.post(stop).status_code == 200


def test_link_that_was_changed_ends_nothing(stop, person, provider):
    other = make_user("other@tomoni.example")
    for wrong in (stop[:-3] + "/", stop.replace("/stop/", "/stop/x"), f"/accounts/notices/stop/{other.pk}/"):
        assert provider.post(wrong).status_code == 404
    assert paces_of(person)["project_update"] == "at_once"


def test_link_of_a_digest_ends_all_that_comes_at_its_pace(person, provider):
    provider.post(stop_address(person, "daily").removeprefix("http://testserver"))
    paces = paces_of(person)
    assert {paces[kind] for kind in ("project_update", "project_need", "saved_search")} == {"never"}
    assert paces["new_project"] == "weekly"


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("?q=b&topic=a&page=3", "q=b&topic=a"),
        ("topic=a&q=b&empty=", "q=b&topic=a"),
        ("topic=b&topic=a&topic=b", "topic=a&topic=b"),
        ("q=給食 アプリ", "q=%E7%B5%A6%E9%A3%9F+%E3%82%A2%E3%83%97%E3%83%AA"),
    ],
)
def test_searches_that_find_the_same_are_the_same(query, same):
    assert canonical(query) == same
    assert canonical(same) == same
