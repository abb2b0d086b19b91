"""A volunteer finds a project that needs them, today, and joins it: on a phone, in either language, with and without
scripts, by e-mail or with GitHub."""

from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from playwright.sync_api import expect

from projects.joining.models import JoinRequest, Membership
from projects.joining.services import make_owner
from tests.factories import make_project, make_user, translate
from tests.github_server.oauth import CLIENT_ID, CLIENT_SECRET, OAuthServer

from .conftest import PHONE
from .looking import GOOD_OUTLINE, OUTLINE, TOO_WIDE, breaches_of_accessibility
from .steps import sign_in_with_github, sign_up_by_email

JAPANESE = {
    "home": "/",
    "lang": "ja",
    "project": "給食の地図",
    "ask": "参加を申し込む",
    "send": "申し込みを送る",
    "asked": "参加を申し込みました。返事があればメールでお知らせします。",
    "waits": "オーナーの返事待ち",
    "waiting": "花子さんが「給食の地図」への参加を申し込みました",
    "accept": "受け入れる",
    "accepted": "受け入れました。メンバーになったことを、本人にメールでお知らせします。",
    "member": "あなたはこのプロジェクトのメンバーです。",
    "mail to the owner": "花子さんが「給食の地図」への参加を申し込みました",
    "mail to the visitor": "「給食の地図」に参加しました",
}
ENGLISH = {
    "home": "/en/",
    "lang": "en",
    "project": "School lunch map",
    "ask": "Ask to join",
    "send": "Send the request",
    "asked": "You have asked to join. You get a mail when there is an answer.",
    "waits": "Waits for an owner",
    "waiting": "花子 asks to join “School lunch map”",
    "accept": "Accept",
    "accepted": "Accepted: the person is a member now, and is told by mail.",
    "member": "You are a member of the project.",
    "mail to the owner": "花子 asks to join “School lunch map”",
    "mail to the visitor": "You are in: “School lunch map”",
}


@pytest.fixture(params=[JAPANESE, ENGLISH], ids=["ja", "en"])
def words(request):
    return request.param


@pytest.fixture
def project(site):
    page = make_project(
        "給食の地図", slug="lunch", purpose="献立とアレルギーをさがせます。", needs=[{"text": "地図の記号を描く人"}]
    )
    translate(page, "en", title="School lunch map")
    make_project("道路の穴", slug="holes")
    return page


@pytest.fixture
def somebody(project):
    """Looks after the project."""
    user = make_user("owner@tomoni.example")
    make_owner(project=project, user=user)
    return user


@pytest.fixture
def owner(somebody, words):
    somebody.profile.name, somebody.profile.mail_language = "オーナー", words["lang"]
    somebody.profile.save()
    return somebody


@pytest.fixture
def github(settings):
    with OAuthServer() as server:
        settings.GITHUB_API_URL = server.url
        settings.GITHUB_OAUTH_CLIENT_ID, settings.GITHUB_OAUTH_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        yield server


@pytest.fixture
def open_phone(open_page, words):
    def open_phone(path=None, *, scripts=True):
        locale = "ja-JP" if words is JAPANESE else "en-GB"
        how = {"viewport": PHONE, "has_touch": True, "locale": locale, "java_script_enabled": scripts}
        return open_page(path or words["home"], **how)

    return open_phone


def go(page, name, *, role="link", within="main"):
    with page.expect_navigation():
        page.locator(within).get_by_role(role, name=name, exact=True).first.tap()


def path(page):
    return urlsplit(page.url).path


def search_and_open(page, words):
    with page.expect_navigation():
        page.locator(".masthead a[href$='/search/']").first.tap()
    page.locator("main input[name=q]").fill("給食")
    with page.expect_navigation():
        page.locator("main input[name=q]").press("Enter")
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=words["project"]).first.tap()
    expect(page.locator("h1")).to_have_text(words["project"])


def send_request(page, words):
    assert path(page) == f"{words['home']}projects/lunch/join/"
    page.locator("textarea[name=words]").fill("週末に手伝えます。")
    go(page, words["send"], role="button")
    expect(page.locator("main")).to_contain_text(words["asked"])
    expect(page.locator("main")).to_contain_text(words["waits"])


def accept(page, owner, words):
    """As the owner finds it: after signing in, among what waits."""
    page.goto(f"{words['home']}accounts/login/?next={words['home']}accounts/")
    page.locator("input[name=login]").fill(owner.email)
    page.locator("input[name=password]").fill("a-password-of-tests")
    with page.expect_navigation():
        page.locator("main form:has(input[name=password]) button[type=submit]").first.tap()
    go(page, words["waiting"])
    expect(page.locator("main")).to_contain_text("週末に手伝えます。")
    go(page, words["accept"], role="button")
    expect(page.locator("main")).to_contain_text(words["accepted"])


def subjects(address):
    """Of the mails to this address, without that which confirms it."""
    letters = [each for each in mail.outbox if each.to == [address]]
    return [each.subject for each in letters if "/projects/lunch/" in each.body]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_new_visitor_finds_a_project_signs_up_by_mail_and_is_taken_in(owner, open_phone, words, scripts):
    page = open_phone(scripts=scripts)
    search_and_open(page, words)
    go(page, words["ask"])
    sign_up_by_email(page, "hanako@tomoni.example", name="花子")
    send_request(page, words)
    assert len(mail.outbox) == 2, "one confirms the address, one tells the owner"

    accept(open_phone(scripts=scripts), owner, words)
    page.reload()
    expect(page.locator("main")).to_contain_text(words["member"])
    assert page.locator("html").get_attribute("lang") == words["lang"]
    assert subjects(owner.email) == [words["mail to the owner"]]
    assert subjects("hanako@tomoni.example") == [words["mail to the visitor"]]
    assert len(mail.outbox) == 3
    assert Membership.objects.get(user__email="hanako@tomoni.example").role == "member"


def test_new_visitor_signs_in_with_github_and_is_taken_in(owner, open_phone, words, github, troubles):
    page = open_phone()
    search_and_open(page, words)
    go(page, words["ask"])
    sign_in_with_github(page)
    visitor = EmailAddress.objects.exclude(user=owner).get().user
    visitor.profile.name = "花子"
    visitor.profile.save()
    send_request(page, words)

    accept(open_phone(), owner, words)
    page.reload()
    expect(page.locator("main")).to_contain_text(words["member"])
    assert subjects(owner.email) == [words["mail to the owner"]]
    assert subjects(visitor.email) == [words["mail to the visitor"]]
    assert all(trouble.startswith(f"asked another origin: {github.url}/login") for trouble in troubles), troubles
    troubles.clear()


def test_person_with_an_account_has_asked_after_three_clicks(somebody, open_page, sign_in):
    """From the home page: the project, ask, send."""
    page = open_page("/", viewport=PHONE, has_touch=True)
    sign_in(page, make_user("hanako@tomoni.example"))
    page.goto("/")
    clicks = [
        page.locator("main a[href='/projects/lunch/']").first,
        page.locator("main a[href^='/projects/lunch/join/']").first,
        page.locator("main form:has(textarea[name=words]) button[type=submit]"),
    ]
    for number, click in enumerate(clicks, 1):
        if number == 3:
            page.locator("textarea[name=words]").fill("週末に手伝えます。")
        with page.expect_navigation():
            click.tap()
    assert JoinRequest.objects.get().stage == "asked"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_joining_are_open_to_everybody(somebody, open_page, sign_in, scheme):
    page = open_page("/en/", viewport=PHONE, color_scheme=scheme)
    sign_in(page, somebody)
    member = Membership.objects.get()
    for address in (
        "holes/join/",
        "holes/claim/",
        "lunch/members/",
        f"lunch/members/{member.pk}/",
        "lunch/members/leave/",
    ):
        page.goto(f"/en/projects/{address}")
        assert page.evaluate(OUTLINE) == GOOD_OUTLINE, address
        assert page.evaluate(TOO_WIDE) == [], address
        assert breaches_of_accessibility(page) == [], address
