"""What the link of an invitation opens, and to whom."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.invitations.models import Invitation, SpaceMembership
from accounts.invitations.services import accept, resend, withdraw_invitation
from accounts.invitations.standing import NotAcceptableError, Standing
from tests.factories import make_user
from tests.sending import send

from .conftest import ADDRESS, browser, link_in

pytestmark = pytest.mark.usefixtures("site")
CODE = re.compile(r"^(\d{4}-\d{4})$", re.MULTILINE)
NAMES_OF_OTHERS = ("神戸市", "山田 花", "city.example")


def in_space(user, space):
    return user.groups.filter(pk=space.group_id).exists()


def test_page_says_which_space_who_invites_and_what_one_may_do(invited):
    _invitation, path = invited()
    answer = browser().get(path)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "山田 花" in text
    assert "神戸市" in text
    assert "t…@city.example" in text
    assert ADDRESS not in text
    assert f"/accounts/login/?next={path}" in text
    assert f"/accounts/signup/?next={path}" in text
    assert "no-store" in answer["Cache-Control"]
    assert "sessionid" not in answer.cookies


def test_looking_at_it_changes_nothing(invited, taro, space):
    _invitation, path = invited()
    for client in (browser(), browser(taro)):
        client.get(path)
        client.head(path)
    assert not in_space(taro, space)


def test_who_has_the_address_accepts_and_is_let_into_the_admin(invited, taro, space, kobe, officer, mails):
    _invitation, path = invited()
    client = browser(taro)
    assert client.get("/admin/").status_code == 302
    answer = send(client, path)
    assert answer["Location"] == "/admin/"
    page = client.get("/admin/")
    assert page.status_code == 200
    assert client.get(f"/admin/pages/{kobe.pk}/edit/").status_code == 200
    membership = SpaceMembership.objects.get(user=taro)
    assert (membership.space, membership.invited_by, membership.ended_at) == (space, officer, None)
    [letter] = mails(officer.email)
    assert "鈴木 太郎" in letter.subject
    assert ADDRESS not in letter.body


def test_address_is_the_same_in_any_case(invited, space):
    user = make_user("Mixed@City.example")
    _invitation, path = invited(email="mixed@CITY.example")
    send(browser(user), path)
    assert in_space(user, space)


def test_another_account_cannot_accept_and_is_told_how_to_go_on(invited, space):
    _invitation, path = invited()
    other = make_user("other@tomoni.example")
    client = browser(other)
    for answer in (client.get(path), client.post(path)):
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "t…@city.example" in text
        assert 'action="/accounts/logout/"' in text
    assert not in_space(other, space)
    assert Invitation.objects.unanswered().count() == 1


def test_signing_in_as_another_comes_back_to_the_invitation(invited):
    _invitation, path = invited()
    client = browser(make_user("other@tomoni.example"))
    answer = send(client, path)
    assert answer["Location"] == path
    assert f"/accounts/login/?next={path}" in client.get(path).content.decode()


def test_address_that_nobody_has_confirmed_accepts_nothing(invited, space):
    _invitation, path = invited()
    user = make_user(ADDRESS, has_confirmed=False)
    client = browser(user)
    client.post(path)
    assert not in_space(user, space)
    assert client.get(path).context["standing"] == "unproved"


def test_anonymous_people_accept_nothing(invited):
    _invitation, path = invited()
    assert browser().post(path).status_code == 200
    assert Invitation.objects.unanswered().count() == 1


def test_new_person_makes_an_account_on_the_way_and_comes_back(invited, space, mails):
    _invitation, path = invited()
    client = browser()
    send(client, f"/accounts/signup/?next={path}", email=ADDRESS, password1="a-password-of-tests")
    mails()
    [code] = CODE.findall(mail.outbox[-1].body)
    answer = send(client, "/accounts/confirm-email/", code=code)
    assert answer["Location"] == path
    assert send(client, path)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_person_signs_in_with_a_code_by_mail_and_comes_back(invited, taro, space, mails):
    _invitation, path = invited()
    client = browser()
    asked = send(client, f"/accounts/login/code/?next={path}", email=ADDRESS)
    mails()
    [code] = CODE.findall(mail.outbox[-1].body)
    assert send(client, asked["Location"], code=code)["Location"] == path
    send(client, path)
    assert in_space(taro, space)


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("how", ["expired", "withdrawn", "used", "unknown", "replaced"])
def test_link_that_is_over_says_so_and_nothing_of_others(how, signed_in, invited, officer, colleague):
    now = timezone.now()
    invitation, path = invited(now=now - timedelta(days=14) if how == "expired" else now)
    if how == "withdrawn":
        withdraw_invitation(invitation=invitation, by=officer, now=now)
    elif how == "used":
        Invitation.objects.update(accepted_at=now)
    elif how == "replaced":
        resend(invitation=invitation, by=officer, now=now + timedelta(hours=1))
    elif how == "unknown":
        path = "/accounts/invitations/nonsense/"
    client = browser(colleague if signed_in else None)
    for answer in (client.get(path), client.post(path)):
        text = answer.content.decode()
        assert answer.status_code == (404 if how in {"unknown", "replaced"} else 410)
        assert answer.context["standing"] == {"replaced": "unknown"}.get(how, how)
        assert [each for each in NAMES_OF_OTHERS if each in text] == []


def test_link_works_until_its_last_second(invited, taro):
    begun = timezone.now()
    _invitation, path = invited(now=begun)
    token = path.rstrip("/").rpartition("/")[2]
    end = begun + timedelta(days=14)
    with pytest.raises(NotAcceptableError) as refused:
        accept(token=token, user=taro, now=end)
    assert refused.value.standing == Standing.EXPIRED
    accept(token=token, user=taro, now=end - timedelta(seconds=1))


@pytest.mark.parametrize("token", ["x" * 5000, "あ", "%00", "..", "a%2Fb", "%F0%9F%92%A9"])
def test_nonsense_is_answered(token, site):
    assert browser().get(f"/accounts/invitations/{token}/").status_code in {400, 404}


def test_accepting_twice_lets_in_once(invited, taro, space, officer, mails):
    _invitation, path = invited()
    client = browser(taro)
    client.post(path)
    assert client.post(path).status_code == 410
    assert SpaceMembership.objects.filter(user=taro).count() == 1
    assert len(mails(officer.email)) == 1


def test_who_is_in_the_space_by_another_way_accepts_without_a_second_row(invited, taro, space):
    _invitation, path = invited()
    taro.groups.add(space.group)
    assert browser(taro).post(path)["Location"] == "/admin/"
    assert SpaceMembership.objects.filter(user=taro).count() == 1


def test_second_factor_is_announced_and_asked_for_afterwards(invited, taro, space, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    _invitation, path = invited()
    client = browser(taro)
    assert client.get(path).context["needs_second_factor"] is True
    answer = client.post(path, follow=True)
    assert answer.redirect_chain == [("/admin/", 302), ("/accounts/second-factor/", 302)]
    for page in (f"/admin/spaces/{space.pk}/people/", f"/admin/pages/{space.page_id}/edit/"):
        assert client.get(page)["Location"] == "/accounts/second-factor/"


def test_link_of_a_mail_sent_again_works(invited, officer, taro, space, mails):
    invitation, old = invited()
    resend(invitation=invitation, by=officer, now=timezone.now() + timedelta(hours=1))
    new = link_in(mails(ADDRESS)[-1])
    assert new != old
    browser(taro).post(new)
    assert in_space(taro, space)
