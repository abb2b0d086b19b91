"""The people of a space in the editors' admin."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from accounts.invitations.models import Invitation
from accounts.invitations.services import remove_from_space
from tests.factories import make_brigade, make_municipality, make_municipality_page, make_series
from tests.sending import sealed, send

from .conftest import ADDRESS, browser

pytestmark = pytest.mark.usefixtures("site")


def people_path(space):
    return f"/admin/spaces/{space.pk}/people/"


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def invite_by_form(client, space, **typed):
    return client.post(
        people_path(space), {**sealed("invite-to-space", client.user), "language": "ja", **typed}, follow=True
    )


@pytest.fixture
def desk(officer):
    client = browser(officer)
    client.user = officer
    return client


def test_home_page_of_editors_leads_to_the_people(desk, space):
    links = [each["href"] for each in soup(desk.get("/admin/")).select("#own-spaces-section ul a")]
    assert people_path(space) in links


def test_list_names_people_by_name_and_who_invited_them(desk, space, colleague):
    main = soup(desk.get(people_path(space))).select_one("main").text
    assert "山田 花" in main
    assert "佐藤 健" in main
    assert "@city.example" not in main


def test_officer_invites_with_the_form_and_sees_the_open_invitation(desk, space, mails):
    answer = send(desk, people_path(space), email=ADDRESS, language="ja")
    assert answer["Location"] == people_path(space)
    assert ADDRESS in soup(desk.get(people_path(space))).select_one("#invitations-section").text
    assert len(mails(ADDRESS)) == 1


def test_form_sent_twice_invites_once(desk, space, mails):
    data = {**sealed("invite-to-space", desk.user), "email": ADDRESS, "language": "ja"}
    for _time in range(2):
        desk.post(people_path(space), data)
    assert len(mails(ADDRESS)) == 1


@pytest.mark.parametrize("typed", ["nobody", "a@b", "", "x" * 250 + "@city.example", "taro@a..b", "a b@c.example"])
def test_what_is_no_address_is_told_and_kept(desk, space, typed):
    answer = invite_by_form(desk, space, email=typed)
    page = soup(answer)
    assert page.select_one("#id_email")["value"] == typed if typed else True
    assert page.select_one("#invite-section .error-message")
    assert not Invitation.objects.exists()


def test_address_of_somebody_who_is_there_is_told(desk, space, colleague):
    answer = invite_by_form(desk, space, email=colleague.email)
    assert soup(answer).select_one("#invite-section .error-message")
    assert not Invitation.objects.exists()


def test_wide_signs_and_a_japanese_domain_are_understood(desk, space):
    invite_by_form(desk, space, email="ｔａｒｏ＠例え.テスト")
    assert Invitation.objects.get().email == "taro@xn--r8jz45g.xn--zckzah"


def test_twenty_invitations_an_hour_are_enough(desk, space):
    for number in range(21):
        answer = invite_by_form(desk, space, email=f"p{number}@city.example")
    assert Invitation.objects.count() == 20
    assert soup(answer).select_one("#id_email")["value"] == "p20@city.example"


def test_invitation_is_sent_again_and_withdrawn(desk, space, invited, mails):
    invitation, _path = invited(now=timezone.now() - timedelta(hours=1))
    base = f"/admin/spaces/{space.pk}/invitations/{invitation.pk}"
    assert desk.post(f"{base}/resend/")["Location"] == people_path(space)
    assert len(mails(ADDRESS)) == 2
    desk.post(f"{base}/resend/")
    assert len(mails(ADDRESS)) == 2
    desk.post(f"{base}/withdraw/")
    assert not Invitation.objects.unanswered().exists()
    assert desk.post(f"{base}/withdraw/").status_code == 302


def test_invitation_of_another_space_is_not_found_under_this_one(desk, space, invited, moderator):
    other = make_municipality_page(make_municipality("271004", "大阪市", parent="130001")).space
    invitation, _path = invited()
    Invitation.objects.update(space=other)
    assert desk.post(f"/admin/spaces/{space.pk}/invitations/{invitation.pk}/withdraw/").status_code == 404
    answer = desk.post(f"/admin/spaces/{other.pk}/invitations/{invitation.pk}/withdraw/")
    assert answer["Location"] == "/admin/"
    assert Invitation.objects.unanswered().exists()


def test_officer_takes_a_colleague_out_after_a_question(desk, space, colleague):
    path = f"{people_path(space)}{colleague.pk}/remove/"
    assert "佐藤 健" in soup(desk.get(path)).select_one("main").text
    assert colleague.groups.exists()
    assert desk.post(path)["Location"] == people_path(space)
    assert not colleague.groups.exists()
    assert desk.post(path)["Location"] == people_path(space)


def test_nobody_takes_themselves_out_by_that_way(desk, space, officer):
    assert desk.post(f"{people_path(space)}{officer.pk}/remove/")["Location"] == "/admin/"
    assert officer.groups.exists()


def test_person_who_was_never_there_is_not_found(desk, space, taro):
    assert desk.get(f"{people_path(space)}{taro.pk}/remove/").status_code == 404


def test_who_left_is_listed_with_how(desk, space, officer, colleague):
    remove_from_space(space=space, user=colleague, by=officer, now=timezone.now())
    former = soup(desk.get(people_path(space))).select_one("#former-section").text
    assert "佐藤 健" in former
    assert "山田 花" in former


def test_officer_sees_neither_other_spaces_nor_whether_there_are_any(desk):
    other = make_municipality_page(make_municipality("271004", "大阪市", parent="130001")).space
    for path in (people_path(other), "/admin/spaces/999999/people/", "/admin/spaces/"):
        assert desk.get(path)["Location"] == "/admin/"


def test_moderator_finds_every_kind_of_space_with_its_number_of_people(moderator, space, officer, colleague, invited):
    invited()
    make_series("ソーシャルハックデー")
    make_brigade("Code for Kobe")
    client = browser(moderator)
    rows = {
        row.select_one("a").text: [cell.text for cell in row.select("td")[1:]]
        for row in soup(client.get("/admin/spaces/")).select("tbody tr")
    }
    assert rows["神戸市"] == ["2", "1"]
    assert set(rows) == {"神戸市", "ソーシャルハックデー", "Code for Kobe"}
    found = [each.text for each in soup(client.get("/admin/spaces/?q=code kobe")).select("tbody a")]
    assert found == ["Code for Kobe"]


def test_list_of_spaces_costs_the_same_for_any_number(moderator, django_assert_max_num_queries):
    client = browser(moderator)
    make_brigade()
    client.get("/admin/spaces/")
    with django_assert_max_num_queries(20) as few:
        client.get("/admin/spaces/")
    for _number in range(10):
        make_brigade()
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/spaces/")


def test_moderator_invites_the_first_person(moderator, space, mails):
    client = browser(moderator)
    client.user = moderator
    invite_by_form(client, space, email=ADDRESS)
    assert len(mails(ADDRESS)) == 1
