"""The pages about a project's people: who may see and change what."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.joining.models import Claim, Handover, Membership
from projects.joining.services import add_member, claim_project, leave_project, make_owner, offer_project, reject_claim
from tests.factories import make_project, make_user
from tests.sending import forms_of, send, values_of

from .conftest import NOW, ask, mails, person, roles
from .test_pages_of_asking import browser, problems, text_of, typed

MEMBERS = "/projects/lunch/members/"


def membership(user):
    return Membership.objects.get(user=user)


def path_of(user):
    return f"{MEMBERS}{membership(user).pk}/"


@pytest.fixture
def moderator(db):
    return make_user("admin@tomoni.example", is_superuser=True)


def test_owner_sees_members_and_who_waits(project, owner, member, asker):
    ask(project, asker, "週末に手伝えます。")
    said = text_of(browser(owner).get(f"/en{MEMBERS}"))
    assert "Taro" in said
    assert "週末に手伝えます。" in said
    assert "Miki" in said


def test_member_sees_members_and_no_requests(project, owner, member, asker):
    ask(project, asker, "週末に手伝えます。")
    said = text_of(browser(member).get(MEMBERS))
    assert "Hana" in said
    assert "週末に手伝えます。" not in said


def test_strangers_do_not_see_the_page_of_members(project, owner, asker):
    assert browser(asker).get(MEMBERS).status_code == 403
    assert browser().get(MEMBERS)["Location"] == f"/accounts/login/?next={MEMBERS}"


def test_who_is_signed_in_and_has_no_right_is_not_asked_to_sign_in(project, owner, asker):
    page = browser(asker).get(f"/en{MEMBERS}")
    main = BeautifulSoup(page.content, "html.parser").main
    assert "You are signed in as Taro, and this account has no right to this page." in text_of(page)
    assert [each["href"] for each in main.select(".actions a")] == ["/en/accounts/", "/en/"]


def test_page_of_members_tells_no_address(project, owner, member):
    page = browser(owner).get(MEMBERS).content.decode()
    assert member.email not in page


def test_number_of_queries_does_not_grow_with_members_and_requests(project, owner):
    def fill_and_count(name):
        add_member(project=project, user=person(f"Member{name}"), now=NOW)
        ask(project, person(f"Asker{name}"))
        client = browser(owner)
        with CaptureQueriesContext(connection) as queries:
            client.get(MEMBERS)
        return len(queries)

    counts = [fill_and_count(number) for number in range(4)][1:]  # the first fills what is kept between requests
    assert counts[0] == counts[-1]


def test_owner_changes_a_role(project, owner, member):
    send(browser(owner), path_of(member), role="mentor")
    assert roles(project)["Miki"] == "mentor"
    assert len(mails(member)) == 1


@pytest.mark.parametrize("role", ["", "king", "OWNER"])
def test_role_that_does_not_exist_is_refused(project, owner, member, role):
    response = send(browser(owner), path_of(member), role=role)
    assert (response.status_code, roles(project)["Miki"]) == (200, "member")
    assert problems(response) != []


def test_owner_removes_a_member_with_a_reason(project, owner, member):
    empty = send(browser(owner), path_of(member), _form=1, words="")
    assert problems(empty) != []
    send(browser(owner), path_of(member), _form=1, words="連絡が取れません。")
    assert roles(project) == {"Hana": "owner"}
    assert len(mails(member)) == 1


def test_removing_twice_says_that_the_person_has_gone(project, owner, member):
    path, client = path_of(member), browser(owner)
    sent = {**values_of(forms_of(client.get(f"/en{path}"))[-1]), "words": "もう来ません。"}
    client.post(f"/en{path}", sent)
    again = client.post(f"/en{path}", sent, follow=True)
    assert again.redirect_chain == [(f"/en{MEMBERS}", 302)]
    assert "Nothing was changed: this person has left the project." in again.content.decode()
    assert len(mails(member)) == 1
    assert client.get(path).status_code == 404


def test_project_of_a_suspended_owner_has_none(project, owner, member):
    owner.is_active = False
    owner.save()
    said = text_of(browser(member).get(f"/en{MEMBERS}"))
    assert "This project has no owner" in said
    assert "Hana" not in said


def test_members_change_nobody(project, owner, member):
    other = person("Ken")
    add_member(project=project, user=other, now=NOW)
    for data in ({"role": "owner"}, {"words": "なし"}):
        assert browser(member).post(path_of(other), data).status_code == 403
        assert browser(member).post(path_of(owner), data).status_code == 403
        assert browser(member).post(path_of(member), data).status_code == 403
    assert roles(project) == {"Hana": "owner", "Miki": "member", "Ken": "member"}


def test_owners_do_not_change_each_other_but_moderators_may(project, owner, moderator):
    second = person("Ken")
    make_owner(project=project, user=second, now=NOW)
    assert browser(owner).post(path_of(second), {"role": "member"}).status_code == 403
    assert send(browser(moderator), path_of(second), role="member").status_code == 302
    assert roles(project) == {"Hana": "owner", "Ken": "member"}


def test_owner_of_another_project_cannot_reach_its_members_by_number(project, owner, member):
    stranger = person("Aoi")
    make_owner(project=make_project(slug="other"), user=stranger, now=NOW)
    number = membership(member).pk
    assert browser(stranger).post(f"/projects/other/members/{number}/", {"role": "mentor"}).status_code == 404
    assert browser(stranger).post(f"{MEMBERS}{number}/", {"role": "mentor"}).status_code == 403
    assert roles(project)["Miki"] == "member"


def test_last_owner_who_steps_down_is_told_what_to_do_first(project, owner):
    response = send(browser(owner), f"/en{path_of(owner)}", role="member")
    assert "Hand it over, or make somebody else an owner first." in problems(response)[0]
    assert roles(project) == {"Hana": "owner"}


def test_owner_who_steps_down_is_still_a_member(project, owner, member):
    make_owner(project=project, user=member, now=NOW)
    send(browser(owner), path_of(owner), role="member")
    assert roles(project) == {"Hana": "member", "Miki": "owner"}
    assert mails(owner) == []


def test_leaving_takes_one_confirmation(project, owner, member):
    client = browser(member)
    assert "Stay" in text_of(client.get(f"/en{MEMBERS}leave/"))
    assert roles(project)["Miki"] == "member"
    assert send(client, f"{MEMBERS}leave/")["Location"] == "/projects/lunch/"
    assert roles(project) == {"Hana": "owner"}


def test_last_owner_is_told_before_leaving(project, owner, member, asker):
    ask(project, asker)
    said = text_of(browser(owner).get(f"/en{MEMBERS}leave/"))
    assert "You are the last owner" in said
    assert "1 request to join waits for an answer." in said
    assert "Hand the project over instead" in said


def test_leaving_twice_is_refused_the_second_time(project, owner, member):
    client = browser(member)
    send(client, f"{MEMBERS}leave/")
    assert client.post(f"{MEMBERS}leave/").status_code == 403


def test_person_chooses_whether_to_be_shown(project, owner, member):
    send(browser(member), MEMBERS, is_shown=[])
    assert membership(member).is_shown is False
    send(browser(member), MEMBERS, is_shown="on")
    assert membership(member).is_shown is True


def test_project_is_handed_over_by_its_pages(project, owner, member):
    hand_over = f"{MEMBERS}hand-over/"
    send(browser(owner), hand_over, to=membership(member).pk, leaves="on")
    assert "Hana" in text_of(browser(member).get(hand_over))
    send(browser(member), hand_over, move="take")
    assert roles(project) == {"Miki": "owner"}


def test_offer_is_refused_or_taken_back_by_its_pages(project, owner, member):
    hand_over = f"{MEMBERS}hand-over/"
    for client, move, state in ((browser(member), "refuse", "refused"), (browser(owner), "take_back", "withdrawn")):
        send(browser(owner), hand_over, to=membership(member).pk)
        send(client, hand_over, move=move)
        assert Handover.objects.latest("pk").state == state
    assert roles(project) == {"Hana": "owner", "Miki": "member"}


@pytest.mark.parametrize("move", ["take", "refuse", "take_back", "offer", "nonsense", ""])
def test_others_cannot_decide_an_offer(project, owner, member, move):
    other = person("Ken")
    add_member(project=project, user=other, now=NOW)
    offer = offer_project(project=project, to=member, by=owner, leaves=False, now=NOW)
    response = browser(other).post(f"{MEMBERS}hand-over/", {"move": move, "offer": offer.pk, "to": offer.pk})
    assert response.status_code == 403
    offer.refresh_from_db()
    assert (offer.state, roles(project)["Hana"]) == ("offered", "owner")


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "-1", "999999"])
def test_offer_of_a_nonsense_number_is_not_found(project, owner, number):
    assert browser(owner).post(f"{MEMBERS}hand-over/", {"move": "take", "offer": number}).status_code == 404


def test_project_cannot_be_offered_to_a_stranger_by_a_changed_form(project, owner, member, asker):
    other = make_project()
    add_member(project=other, user=asker, now=NOW)
    response = send(browser(owner), f"{MEMBERS}hand-over/", to=Membership.objects.get(user=asker).pk)
    assert (response.status_code, Handover.objects.count()) == (200, 0)
    assert problems(response) != []


def test_orphaned_project_is_claimed_and_decided_by_its_pages(project, asker, moderator):
    sent = send(browser(asker), "/projects/lunch/claim/", words="私が始めました。")
    claim = Claim.objects.get()
    assert sent["Location"] == f"/projects/lunch/claim/{claim.pk}/"
    refused = send(browser(moderator), sent["Location"], decision="reject", note="")
    assert problems(refused) != []
    send(browser(moderator), sent["Location"], decision="approve", note="ありがとうございます。")
    assert roles(project) == {"Taro": "owner"}
    assert "ありがとうございます。" in mails(asker)[0][1]


@pytest.mark.parametrize("app", ["", "an-app"])
def test_claimant_is_led_to_connecting_github_only_where_that_can_be_done(project, asker, settings, app):
    settings.GITHUB_OAUTH_CLIENT_ID = settings.GITHUB_OAUTH_CLIENT_SECRET = app
    page = BeautifulSoup(browser(asker).get("/en/projects/lunch/claim/").content, "html.parser").main
    assert [each.text for each in page.select("a[href='/en/accounts/github/']")] == ["Connect your GitHub account"][
        : len(app)
    ]
    assert ("connect your GitHub account first" in page.text) is bool(app)


def test_claim_is_for_the_claimant_and_the_moderators(project, asker, moderator):
    claim = claim_project(project=project, user=asker, reason="私が始めました。", now=NOW)
    path = f"/projects/lunch/claim/{claim.pk}/"
    assert browser(person("Ken")).get(path).status_code == 404
    assert browser(person("Aoi")).post(path, {"decision": "approve"}).status_code == 404
    assert browser().get(path).status_code == 302
    send(browser(asker), path)
    claim.refresh_from_db()
    assert (claim.state, roles(project)) == ("withdrawn", {})


def test_moderator_does_not_approve_the_own_claim(project, moderator):
    claim = claim_project(project=project, user=moderator, reason="私が。", now=NOW)
    browser(moderator).post(f"/projects/lunch/claim/{claim.pk}/", {"decision": "approve"})
    assert roles(project) == {}


def test_old_claim_sent_again_after_a_refusal_is_no_second_one(project, asker, moderator):
    client, path = browser(asker), "/en/projects/lunch/claim/"
    sent = {**values_of(forms_of(client.get(path))[0]), "words": "私が作りました。"}
    client.post(path, sent)
    claim = Claim.objects.get()
    reject_claim(claim=claim, by=moderator, now=NOW, note="別の人です。")
    again = client.post(path, sent)
    assert again["Location"] == f"{path}{claim.pk}/"
    assert "Nothing was done twice." in client.get(again["Location"]).content.decode()
    assert (Claim.objects.count(), len(mails(moderator))) == (1, 1)


def test_decision_that_says_neither_yes_nor_no_is_asked_again_with_its_note(project, asker, moderator):
    path = f"/projects/lunch/claim/{claim_project(project=project, user=asker, reason='私が。', now=NOW).pk}/"
    for decision in ({}, {"decision": "nothing-of-this"}):
        page = browser(moderator).post(f"/en{path}", {"note": "確かめます。", **decision})
        assert "It is not clear what you want to do." in text_of(page)
        assert "確かめます。" in text_of(page)


def test_claim_without_a_reason_or_far_too_long_is_refused(project, asker):
    for words in ("", "長" * 100_000):
        response = send(browser(asker), "/projects/lunch/claim/", words=words)
        assert problems(response) != []
        assert typed(response) == words
    assert Claim.objects.count() == 0


def test_project_with_an_owner_says_that_it_cannot_be_claimed(project, owner, asker):
    page = browser(asker).get("/en/projects/lunch/claim/")
    assert "Somebody looks after this project." in text_of(page)
    assert forms_of(page) == []


def test_own_page_shows_what_waits_and_where_one_is(project, owner, member, asker):
    ask(project, asker, "週末に手伝えます。")
    offer_project(project=project, to=member, by=owner, leaves=False, now=NOW)
    said = {each: text_of(browser(each).get("/en/accounts/")) for each in (owner, member, asker)}
    assert "Taro asks to join “給食の地図”" in said[owner]
    assert "“給食の地図” is offered to you" in said[member]
    assert "Your requests to join" in said[asker]
    assert "Waiting for you" not in said[asker]


def test_what_waits_comes_before_the_welcome(project, owner, asker):
    ask(project, asker, "週末に手伝えます。")
    headings = [
        each.text.strip()
        for each in BeautifulSoup(browser(owner).get("/en/accounts/").content, "html.parser").select("h2")
    ]
    assert headings.index("Waiting for you") < headings.index("Welcome. Three ways to begin")


def test_own_page_of_a_newcomer_says_how_to_begin(site, asker):
    page = browser(asker).get("/en/accounts/")
    assert "You are in no project yet" in text_of(page)
    assert BeautifulSoup(page.content, "html.parser").select("a[href='/en/search/?kind=need']")


def test_members_page_of_an_orphaned_project_leads_to_looking_after_it(project, owner, member):
    leave_project(membership=membership(owner), now=NOW)
    assert "This project has no owner" in text_of(browser(member).get(f"/en{MEMBERS}"))
