"""What the project's page says about joining."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from projects.joining.services import add_member, choose_shown, claim_project, make_owner, move_request
from projects.joining.stages import Move
from projects.needs.services import ask_for_help
from tests.factories import make_project

from .conftest import NOW, ask, person
from .test_pages_of_asking import browser


def panel(client, path="/en/projects/lunch/"):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return page.select_one("section[aria-labelledby=joining]")


def shown(client):
    """What the page says, and the main ways on from it."""
    page = BeautifulSoup(client.get("/en/projects/lunch/").content, "html.parser")
    return page.text, [link["href"] for link in page.select("#take-part a.button--main")]


def accept(request):
    move_request(request=request, move=Move.ACCEPT, by=person("Ken"), now=NOW)


def links(found):
    return [link["href"] for link in found.select("a")]


def public(user):
    """With a page of their own that everybody sees."""
    user.profile.is_public = True
    user.profile.save()
    return user


def test_visitor_sees_who_is_in_it_and_how_to_ask(project, owner, member):
    for each in (owner, member):
        choose_shown(membership=each.memberships.get(), is_shown=True)
    found = panel(browser())
    assert [each.get_text(" ", strip=True) for each in found.select(".people li")] == ["H Hana owner", "M Miki member"]
    assert shown(browser())[1] == ["/en/projects/lunch/join/"]


def test_need_can_be_taken_up_by_whoever_has_not_asked_yet(project, owner, asker):
    need = ask_for_help(project=project, by=owner, text="地図の絵を描く", role="design")

    def ways(client):
        page = BeautifulSoup(client.get("/en/projects/lunch/").content, "html.parser")
        return [link["href"] for link in page.select(".needs a.button")]

    assert ways(browser()) == ways(browser(asker)) == [f"/en/projects/lunch/join/?need={need.pk}"]
    assert ways(browser(owner)) == []
    ask(project, asker)
    assert ways(browser(asker)) == []


def test_page_for_anonymous_visitors_sets_no_cookie_and_can_be_kept(project, owner):
    response = browser().get("/projects/lunch/")
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_name_that_is_not_shown_is_a_number(project, owner, member):
    choose_shown(membership=owner.memberships.get(), is_shown=True)
    choose_shown(membership=member.memberships.get(), is_shown=False)
    found = panel(browser())
    assert "Miki" not in found.text
    assert "and 1 more" in found.text


@pytest.mark.parametrize("way", ["accepted", "put in", "bringing or claiming"])
@pytest.mark.parametrize("is_public", [True, False])
def test_new_member_is_shown_by_name_only_with_a_public_page(project, asker, way, is_public):
    if is_public:
        public(asker)
    become = {
        "accepted": lambda: accept(ask(project, asker)),
        "put in": lambda: add_member(project=project, user=asker, now=NOW),
        "bringing or claiming": lambda: make_owner(project=project, user=asker, now=NOW),
    }
    become[way]()
    found = panel(browser())
    assert ("Taro" in found.text) is is_public
    assert ("1 person, not shown by name" in found.text) is not is_public


def test_name_leads_to_a_page_that_is_public(project, owner):
    owner.profile.handle = "hana"
    public(owner)
    choose_shown(membership=owner.memberships.get(), is_shown=True)
    assert "/en/people/hana/" in links(panel(browser()))


def test_project_without_an_owner_says_so_and_can_be_claimed(project, member):
    found = panel(browser())
    assert "Nobody looks after this project here." in found.text
    assert links(found) == ["/en/projects/lunch/claim/"]


def test_signed_in_reader_sees_where_they_stand(project, owner, asker):
    assert shown(browser(owner))[1] == ["/en/projects/lunch/members/"]
    assert shown(browser(asker))[1] == ["/en/projects/lunch/join/"]
    request = ask(project, asker)
    text, ways = shown(browser(asker))
    assert "You have asked to join." in text
    assert ways == [f"/en/projects/lunch/join/{request.pk}/"]


def test_declined_person_reads_when_to_ask_again_and_is_asked_nothing(project, owner, asker):
    need = ask_for_help(project=project, by=owner, text="地図の絵を描く", role="design")
    now = timezone.now()
    move_request(request=ask(project, asker), move=Move.DECLINE, by=owner, words="また今度。", now=now)
    text, ways = shown(browser(asker))
    assert "You can ask again from " in text
    assert ways == []
    links_to_form = BeautifulSoup(browser(asker).get("/projects/lunch/").content, "html.parser")
    assert links_to_form.select(f"a[href*='join/?need={need.pk}']") == []


@pytest.mark.parametrize("status", ["finished", "archived"])
def test_project_that_is_over_takes_nobody_in(site, status):
    make_project(slug="lunch", status=status)
    text, ways = shown(browser())
    assert "This project is over" in text
    assert ways == []


def test_claim_of_the_reader_is_reached_from_the_page(project, asker):
    claim = claim_project(project=project, user=asker, reason="私が始めました。", now=NOW)
    response = browser(asker).get("/projects/lunch/claim/")
    assert response["Location"] == f"/projects/lunch/claim/{claim.pk}/"
