"""A moderator invites an officer, who comes from the mail, on a phone, and leaves again."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from integrations.mail.delivery import deliver_due
from tests.factories import make_municipality_page, make_user

from .conftest import PHONE
from .looking import GOOD_OUTLINE, OUTLINE, TOO_WIDE, breaches_of_accessibility
from .steps import arrive

LINK = re.compile(r"https?://[^/\s]+(/accounts/invitations/\S+/)")
pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def space():
    return make_municipality_page(title="神戸市", slug="kobe").space


@pytest.fixture
def moderator():
    return make_user("moderator@tomoni.example", groups=[Group.objects.get(name="Moderators")])


def latest_mail():
    deliver_due(now=lambda: timezone.now() + timedelta(minutes=1))
    return mail.outbox[-1]


def test_officer_is_invited_comes_in_by_the_mail_and_leaves(open_page, sign_in, troubles, space, moderator):
    officer = make_user("hana@city.example")

    desk = open_page("/")
    sign_in(desk, moderator)
    desk.goto("/admin/")
    desk.get_by_role("link", name="担当者の管理", exact=True).click()
    desk.get_by_role("link", name="神戸市", exact=True).click()
    desk.get_by_label("メールアドレス").fill(officer.email)
    desk.get_by_role("button", name="招待のメールを送る").click()
    expect(desk.locator(".messages")).to_contain_text("招待しました。hana@city.example にメールが届きます。")
    expect(desk.get_by_label("この欄は空のままにしてください")).to_be_hidden()

    phone = open_page(LINK.search(latest_mail().body)[1], viewport=PHONE)
    assert (phone.evaluate(OUTLINE), phone.evaluate(TOO_WIDE)) == (GOOD_OUTLINE, [])
    assert breaches_of_accessibility(phone) == []
    phone.locator("main").get_by_role("link", name="ログイン", exact=True).click()
    phone.locator("input[name=login]").fill(officer.email)
    phone.locator("input[name=password]").fill("a-password-of-tests")
    phone.locator("main form:has(input[name=password]) button[type=submit]").first.click()
    phone.get_by_role("button", name="招待を受ける").click()
    arrive(phone, "/admin/")
    phone.locator("#own-spaces-section").get_by_role("link", name="担当者", exact=True).click()
    expect(phone.locator("#people-section tbody tr")).to_have_count(1)
    assert phone.evaluate(TOO_WIDE) == []

    phone.get_by_role("link", name="離れる", exact=True).click()
    expect(phone.locator("main")).to_contain_text("最後の担当者です")
    phone.get_by_role("button", name="担当者のいないまま離れる").click()
    arrive(phone, "/accounts/")
    phone.goto("/admin/")
    arrive(phone, "/admin/login/")
    assert "403" in troubles.pop()
    assert latest_mail().to == [moderator.email]
