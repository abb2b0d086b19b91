"""The pages on which people ask and answer."""

import threading
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.reports.models import Report
from integrations.mail.models import Letter
from projects.joining.models import JoinMessage, JoinRequest
from projects.joining.services import add_member, ask_to_join, make_owner, move_request
from projects.joining.stages import Move
from projects.needs.services import ask_for_help
from tests.factories import make_project, make_user, translate
from tests.sending import forms_of, send, values_of

from .conftest import ask, mails, person, roles

JOIN = "/projects/lunch/join/"


def browser(user=None):
    client = Client()
    if user:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True)


def problems(response):
    return [
        each.get_text(" ", strip=True)
        for each in BeautifulSoup(response.content, "html.parser").select(".errorlist, .notice--error")
    ]


def report_links(response):
    return [each["href"] for each in BeautifulSoup(response.content, "html.parser").select("main a[href*='/report/']")]


def typed(response, name="words"):
    return BeautifulSoup(response.content, "html.parser").select_one(f"[name={name}]").text.removeprefix("\n")


def test_anonymous_visitor_signs_in_first_and_comes_back_to_the_need(project):
    response = browser().get(f"{JOIN}?need=7")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/projects/lunch/join/%3Fneed%3D7"


def test_request_is_sent_and_its_page_shows_where_it_stands(project, owner, asker):
    client = browser(asker)
    sent = send(client, f"/en{JOIN}", words="週末に手伝えます。")
    request = JoinRequest.objects.get()
    assert sent["Location"] == f"/en/projects/lunch/join/{request.pk}/"
    said = text_of(client.get(sent["Location"]))
    assert "You have asked to join." in said
    assert "週末に手伝えます。" in said
    assert "Waits for an owner" in said
    assert len(mails(owner)) == 1


def test_form_names_who_will_read_it_and_no_address(project, owner, asker):
    page = browser(asker).get(f"/en{JOIN}")
    assert "Hana" in text_of(page)
    assert owner.email not in page.content.decode()


@pytest.mark.parametrize("is_public", [True, False])
@pytest.mark.parametrize("ticks", [True, False, None])
def test_asker_says_whether_the_page_will_name_them(project, owner, asker, is_public, ticks):
    """Where they change nothing, it goes by whether they have a public page."""
    asker.profile.is_public = is_public
    asker.profile.save()
    ticked = {} if ticks is None else {"to_be_shown": "on" if ticks else []}
    send(browser(asker), JOIN, words="手伝います。", **ticked)
    move_request(request=JoinRequest.objects.get(), move=Move.ACCEPT, by=owner, now=timezone.now())
    shown = is_public if ticks is None else ticks
    assert ("Taro" in text_of(browser().get("/projects/lunch/"))) is shown


def test_old_form_sent_again_after_withdrawing_asks_nobody_twice(project, owner, asker):
    client = browser(asker)
    page = client.get(f"/en{JOIN}")
    sent = {**values_of(forms_of(page)[0]), "words": "手伝います。"}
    client.post(f"/en{JOIN}", sent)
    request = JoinRequest.objects.get()
    move_request(request=request, move=Move.WITHDRAW, by=asker, now=timezone.now())
    again = client.post(f"/en{JOIN}", sent)
    assert again["Location"] == f"/en/projects/lunch/join/{request.pk}/"
    assert "Nothing was done twice." in client.get(again["Location"]).content.decode()
    assert (JoinRequest.objects.count(), len(mails(owner))) == (1, 1)


def test_suspended_person_waits_for_nobody_and_is_not_taken_in(project, owner, asker):
    request = ask(project, asker)
    asker.is_active = False
    asker.save()
    assert "Taro" not in text_of(browser(owner).get("/en/projects/lunch/members/"))
    assert "Taro" not in text_of(browser(owner).get("/en/accounts/"))
    refused = send(browser(owner), f"/en{JOIN}{request.pk}/", move="accept")
    assert "This account is suspended, so it cannot join a project." in problems(refused)[0]
    assert roles(project) == {"Hana": "owner"}


@pytest.mark.parametrize(("has_owner", "told"), [(True, "The owners"), (False, "The moderators")])
def test_form_says_who_gets_a_mail(project, asker, has_owner, told):
    if has_owner:
        make_owner(project=project, user=person("Hana"))
    assert f"{told} get a mail today." in text_of(browser(asker).get(f"/en{JOIN}"))


def test_project_without_an_owner_says_so_and_how_else_to_reach_its_people(site, asker):
    make_project(slug="lunch", how_to_join="Slack で声をかけてください。")
    said = text_of(browser(asker).get(f"/en{JOIN}"))
    assert "Nobody looks after this project here" in said
    assert "Slack で声をかけてください。" in said
    assert "Look after this project" in said


def test_need_of_the_address_is_chosen(project, owner, asker):
    need = project.needs.create(role="design", text="地図の記号を描く人")
    page = browser(asker).get(f"{JOIN}?need={need.pk}")
    assert values_of(forms_of(page)[0])["need"] == [str(need.pk)]
    send(browser(asker), f"{JOIN}?need={need.pk}", words="描けます。")
    assert JoinRequest.objects.get().need == need


@pytest.mark.parametrize("which", ["another project's", "an expired", "a closed", "nonsense"])
def test_need_that_cannot_be_meant_is_refused_and_the_text_kept(project, owner, asker, which):
    project.needs.create(text="今の")
    today = timezone.localdate()
    old = {"asked_on": today - timedelta(days=9), "confirmed_on": today - timedelta(days=9)}
    needs = {
        "another project's": lambda: make_project().needs.create(text="よその").pk,
        "an expired": lambda: project.needs.create(text="前の", expires_on=today - timedelta(days=1), **old).pk,
        "a closed": lambda: project.needs.create(text="済んだ", closed_at=timezone.now()).pk,
        "nonsense": lambda: "x' OR 1=1",
    }
    client, number = browser(asker), needs[which]()
    assert client.get(JOIN, {"need": number}).status_code == 200
    response = send(client, JOIN, words="手伝います。", need=number)
    assert (response.status_code, JoinRequest.objects.count()) == (200, 0)
    assert problems(response) != []
    assert typed(response) == "手伝います。"


@pytest.mark.parametrize("words", ["", "   ", "あ" * 5001, "長" * 100_000])
def test_message_that_is_missing_or_too_long_is_refused_and_kept(project, owner, asker, words):
    response = send(browser(asker), JOIN, words=words)
    assert (response.status_code, JoinRequest.objects.count(), mails(owner)) == (200, 0, [])
    assert problems(response) != []
    assert typed(response).strip() == words.strip()


def test_line_breaks_of_a_browser_count_once(project, owner, asker):
    send(browser(asker), JOIN, words="あ\r\n" * 2499 + "いう")
    assert len(JoinMessage.objects.get().text) == 5000


def test_markup_is_shown_as_text(project, owner, asker):
    request = ask(project, asker, "<script>alert(1)</script><img src=x onerror=alert(1)>")
    page = browser(owner).get(f"/projects/lunch/join/{request.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<img src=x" not in page


def test_same_form_sent_twice_asks_once(project, owner, asker):
    client = browser(asker)
    form = values_of(forms_of(client.get(JOIN))[0])
    answers = [client.post(JOIN, {**form, "words": "手伝います。"}) for _time in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert (JoinRequest.objects.count(), JoinMessage.objects.count(), len(mails(owner))) == (1, 1, 1)


def test_answer_sent_twice_is_said_once(project, owner, asker):
    request = ask(project, asker)
    client, path = browser(owner), f"/projects/lunch/join/{request.pk}/"
    form = values_of(forms_of(client.get(path))[0])
    for _time in range(2):
        client.post(path, {**form, "words": "何ができますか。", "move": "answer"})
    assert request.messages.count() == 2
    assert len(mails(asker)) == 1


def test_old_form_that_is_sent_again_after_the_decision_changes_nothing(project, owner, asker):
    client = browser(asker)
    form = values_of(forms_of(client.get(JOIN))[0])
    client.post(JOIN, {**form, "words": "手伝います。"})
    move_request(request=JoinRequest.objects.get(), move=Move.ACCEPT, by=owner, now=timezone.now())
    again = client.post(JOIN, {**form, "words": "手伝います。"})
    assert (again.status_code, JoinRequest.objects.count(), roles(project)["Taro"]) == (200, 1, "member")


def test_form_without_its_token_changes_nothing(project, owner, asker):
    client = Client(enforce_csrf_checks=True)
    client.force_login(asker, backend=settings.AUTHENTICATION_BACKENDS[0])
    form = values_of(forms_of(client.get(JOIN))[0])
    response = client.post(JOIN, {**form, "csrfmiddlewaretoken": "x" * 64, "words": "手伝います。"})
    assert (response.status_code, JoinRequest.objects.count()) == (403, 0)
    assert "手伝います。" in response.content.decode()


def test_owner_accepts_with_a_word(project, owner, asker):
    request = ask(project, asker)
    path = f"/en/projects/lunch/join/{request.pk}/"
    client = browser(owner)
    assert send(client, path, words="ようこそ。", move="accept").status_code == 302
    assert roles(project) == {"Hana": "owner", "Taro": "member"}
    assert "Accepted: the person is a member now" in text_of(client.get(path))
    assert "You are a member of the project." in text_of(browser(asker).get(path))


def test_declining_needs_a_word(project, owner, asker):
    request = ask(project, asker)
    response = send(browser(owner), f"/projects/lunch/join/{request.pk}/", words="", move="decline")
    request.refresh_from_db()
    assert (response.status_code, request.stage, mails(asker)) == (200, "asked", [])
    assert problems(response) != []


def test_owner_who_comes_too_late_is_told_and_keeps_the_words(project, owner, asker):
    request = ask(project, asker)
    client, path = browser(owner), f"/en/projects/lunch/join/{request.pk}/"
    form = values_of(forms_of(client.get(path))[0])
    move_request(request=request, move=Move.WITHDRAW, by=asker, now=timezone.now())
    response = client.post(path, {**form, "words": "残念ですが。", "move": "decline"})
    assert "this request is “withdrawn” already" in text_of(response)
    assert "残念ですが。" in text_of(response)
    assert mails(asker) == []


def test_way_of_a_decided_request_is_at_its_end(request_to_join, owner, asker):
    """Nothing of it is marked as still to be done."""
    move_request(request=request_to_join, move=Move.ACCEPT, by=owner, now=timezone.now())
    page = BeautifulSoup(browser(asker).get(f"/en{JOIN}{request_to_join.pk}/").content, "html.parser")
    assert [each["class"] for each in page.select(".timeline li")] == [["timeline__done"], ["timeline__done"]]


@pytest.mark.parametrize("move", ["accept", "decline", "answer", "", "asked", "nonsense"])
def test_asker_cannot_make_the_moves_of_owners(project, owner, asker, move):
    request = ask(project, asker)
    response = send(browser(asker), f"/projects/lunch/join/{request.pk}/", words="はい", move=move)
    request.refresh_from_db()
    assert (response.status_code, request.stage, "Taro" in roles(project)) == (200, "asked", False)
    assert problems(response) != []


def test_request_is_nobody_elses_business(project, owner, asker):
    request = ask(project, asker)
    member, stranger = person("Miki"), person("Ken")
    add_member(project=project, user=member)
    other_owner = person("Aoi")
    make_owner(project=make_project(slug="other"), user=other_owner)
    path = f"/projects/lunch/join/{request.pk}/"
    for each in (member, stranger, other_owner):
        assert browser(each).get(path).status_code == 404
        assert browser(each).post(path, {"move": "accept"}).status_code == 404
    assert browser(other_owner).get(f"/projects/other/join/{request.pk}/").status_code == 404
    assert browser().get(path).status_code == 302
    request.refresh_from_db()
    assert request.stage == "asked"


def test_message_of_the_other_side_is_reported_from_the_page(project, owner, asker):
    request = ask(project, asker, message="買ってください。")
    path = f"/en/projects/lunch/join/{request.pk}/"
    assert report_links(browser(asker).get(path)) == []
    client = browser(owner)
    [link] = report_links(client.get(path))
    assert send(client, link, reason="spam").status_code == 302
    report = Report.objects.get()
    assert (report.subject, report.address) == (request.messages.get(), f"/projects/lunch/join/{request.pk}/")


def test_moderator_decides_where_nobody_looks_after_the_project(project, asker):
    request = ask(project, asker)
    admin = make_user("admin@tomoni.example", is_superuser=True)
    send(browser(admin), f"/projects/lunch/join/{request.pk}/", words="", move="accept")
    assert roles(project) == {"Taro": "member"}


@pytest.mark.parametrize("status", ["finished", "archived"])
def test_project_that_is_over_says_so(site, asker, status):
    make_project(slug="lunch", status=status)
    page = browser(asker).get(f"/en{JOIN}")
    assert "This project is over" in text_of(page)
    assert forms_of(page) == []


def test_project_that_is_not_public_is_not_found(project, asker):
    project.unpublish()
    assert browser(asker).get(JOIN).status_code == 404
    assert browser(asker).get("/projects/nothing/join/").status_code == 404


def test_member_is_told_so(project, owner):
    page = browser(owner).get(f"/en{JOIN}")
    assert "You are in this project already." in text_of(page)
    assert forms_of(page) == []


def test_declined_person_sees_when_to_ask_again(project, owner, asker):
    request = ask(project, asker, now=timezone.now())
    move_request(request=request, move=Move.DECLINE, by=owner, words="今回は。", now=timezone.now())
    said = text_of(browser(asker).get(f"/en{JOIN}"))
    assert "You can ask again from" in said
    assert "What was said about your last request" in said


def test_withdrawn_request_is_asked_again_about_the_same_need(project, owner, asker):
    need = ask_for_help(project=project, by=owner, text="地図の絵を描く", role="design")
    made = ask_to_join(project=project, user=asker, message="描けます。", need=need, now=timezone.now())
    move_request(request=made, move=Move.WITHDRAW, by=asker, now=timezone.now())
    client = browser(asker)
    page = BeautifulSoup(client.get(f"{JOIN}{made.pk}/").content, "html.parser")
    again = page.select_one(f"main a[href^='{JOIN}?']")["href"]
    assert values_of(forms_of(client.get(again))[0])["need"] == [str(need.pk)]


def test_project_with_a_japanese_slug_is_asked_too(site, asker):
    make_project("給食", slug="給食")
    response = send(browser(asker), "/projects/給食/join/", words="手伝います。")
    assert browser(asker).get(response["Location"]).status_code == 200


def test_address_with_the_slug_of_a_translation_works(project, owner, asker):
    translate(project, "en", title="Lunch map", slug="lunch-map")
    page = browser(asker).get("/en/projects/lunch-map/join/")
    assert "Lunch map" in text_of(page)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_forms_at_the_same_moment_ask_once(project, owner, asker):
    clients = [browser(asker), browser(asker)]
    forms = [values_of(forms_of(client.get(JOIN))[0]) for client in clients]
    answers = []

    def post(client, form):
        try:
            answers.append(client.post(JOIN, {**form, "words": "手伝います。"}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=each) for each in zip(clients, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302]
    assert (JoinRequest.objects.count(), JoinMessage.objects.count()) == (1, 1)
    assert Letter.objects.filter(to=owner.email).count() == 1


def test_owner_who_accepts_with_one_press_need_not_wait(request_to_join, owner, asker, settings):
    settings.FORM_SECONDS = 60
    send(browser(owner), f"{JOIN}{request_to_join.pk}/", move="accept")
    assert JoinRequest.objects.get().stage == "accepted"


def test_owner_who_writes_faster_than_people_is_asked_again(request_to_join, owner, asker, settings):
    settings.FORM_SECONDS = 60
    response = send(browser(owner), f"{JOIN}{request_to_join.pk}/", move="accept", words="ようこそ。")
    assert typed(response) == "ようこそ。"
    assert JoinRequest.objects.get().stage == "asked"
