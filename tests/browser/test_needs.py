"""An owner asks for help on a phone, and answers a mail with one press; what nobody confirms is hidden and told."""

import re
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from integrations.mail.models import Letter
from projects.joining.services import make_owner
from projects.models import Need
from projects.needs.asking import ask_owners
from tests.factories import make_project, make_user

from .conftest import PHONE
from .looking import TOO_WIDE, breaches_of_accessibility

DAY = timedelta(days=1)


@pytest.fixture
def project(site):
    return make_project("給食の地図", slug="lunch", purpose="献立とアレルギーをさがせます。")


@pytest.fixture
def owner(project):
    user = make_user("owner@tomoni.example")
    make_owner(project=project, user=user)
    return user


def look_over(page):
    assert page.evaluate(TOO_WIDE) == []
    assert breaches_of_accessibility(page) == []


def work_is_done(need, *, days_left):
    """As if the need had been asked for so long: the clock of the browser stays as it is."""
    today = timezone.localdate()
    expires_on = today + DAY * days_left
    Need.objects.filter(pk=need.pk).update(confirmed_on=expires_on - DAY * 60, expires_on=expires_on)
    ask_owners(timezone.make_aware(datetime.combine(today, time(12))))


def newest_link(move):
    """The path in the newest mail that renews, or closes."""
    body = Letter.objects.latest("pk").message["body"]
    return urlsplit(re.search(rf"https?://\S+/needs/\S+/{move}/", body).group()).path


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_owner_asks_on_a_phone_renews_and_closes_from_the_mail(open_page, sign_in, project, owner, scripts):
    page = open_page(viewport=PHONE, has_touch=True, java_script_enabled=scripts)
    sign_in(page, owner)
    page.goto("/projects/lunch/")
    page.locator("main a[href$='/needs/']").first.tap()
    page.locator("select[name=role]").select_option("design")
    page.locator("textarea[name=text]").fill("地図の記号を描く人")
    page.locator("select[name=effort]").select_option("day")
    if scripts:
        look_over(page)
    with page.expect_navigation():
        page.locator("main form:has(textarea[name=text]) button[type=submit]").tap()
    need = Need.objects.get()
    work_is_done(need, days_left=10)

    visitor = open_page(newest_link("renew"), viewport=PHONE, has_touch=True, java_script_enabled=scripts)
    need.refresh_from_db()
    assert need.expires_on == timezone.localdate() + DAY * 10
    if scripts:
        look_over(visitor)
    with visitor.expect_navigation():
        visitor.locator("button[value=renew]").tap()
    expect(visitor.locator(".notice--success")).to_be_visible()
    need.refresh_from_db()
    assert need.expires_on == timezone.localdate() + DAY * 60

    work_is_done(need, days_left=10)
    visitor.goto(newest_link("close"))
    with visitor.expect_navigation():
        visitor.locator("button[value=close]").tap()
    visitor.goto("/projects/lunch/?closed")
    expect(visitor.get_by_text("地図の記号を描く人")).to_have_count(0)


def test_need_that_nobody_confirms_is_hidden_and_told(open_page, project, owner):
    need = project.needs.create(role="design", text="地図の記号を描く人")
    page = open_page("/en/projects/lunch/", viewport=PHONE, locale="en-GB")
    expect(page.get_by_text("地図の記号を描く人")).not_to_have_count(0)
    work_is_done(need, days_left=-1)
    page.goto("/en/projects/lunch/?later")
    expect(page.get_by_text("地図の記号を描く人")).to_have_count(0)
    expect(page.get_by_text("nobody has confirmed it since")).to_be_visible()
    page.goto(newest_link("renew"))
    with page.expect_navigation():
        page.locator("button[value=renew]").click()
    page.goto("/en/projects/lunch/?back")
    expect(page.get_by_text("地図の記号を描く人")).not_to_have_count(0)
