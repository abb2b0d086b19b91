"""A volunteer brings a project in from GitHub, on a phone; a moderator sends it back, then approves it."""

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from accounts.moderators import GROUP
from integrations.mail.models import Letter
from projects.bringing.models import Submission
from projects.models import ProjectPage
from tests.factories import make_user
from tests.github_server import GitHubServer

from .conftest import PHONE
from .looking import GOOD_OUTLINE, OUTLINE, TOO_WIDE, breaches_of_accessibility


@pytest.fixture
def github(settings):
    with GitHubServer() as server:
        settings.GITHUB_API_URL, settings.GITHUB_TOKEN = server.url, server.token
        server.world.add("code-for-town/lunch", description="学校の献立を地図で見る")
        yield server


@pytest.fixture
def moderator(open_page, sign_in, settings):
    """The admin's forms keep themselves half a second after they open; a decision would race against that."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    page = open_page("/accounts/login/", viewport={"width": 1440, "height": 900})
    sign_in(page, make_user("moderator@tomoni.example", groups=[Group.objects.get(name=GROUP)]))
    return page


def press(page, action):
    page.locator(f"button[name=action][value={action}]").click()


def is_good_on_a_phone(page):
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(OUTLINE) == GOOD_OUTLINE


def bring_in_from_github(page):
    """Up to the form, which holds what GitHub said."""
    page.goto("/projects/")
    page.locator("main a[href='/projects/new/']").click()
    is_good_on_a_phone(page)
    page.locator("input[name=repository]").fill("https://github.com/code-for-town/lunch")
    page.locator("form[action='/projects/new/github/'] button[type=submit]").click()
    expect(page.locator("textarea[name=purpose]")).to_have_value("学校の献立を地図で見る")
    is_good_on_a_phone(page)


def submit(page):
    press(page, "check")
    page.wait_for_url("**/submit/")
    is_good_on_a_phone(page)
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".timeline__current")).to_be_visible()


def decide(moderator, action, comment=None):
    """In the admin, as moderators do."""
    project = ProjectPage.objects.get()
    moderator.goto("/admin/")
    moderator.get_by_role("link", name=project.title).first.click()
    moderator.get_by_role("button", name="他のアクション").click()
    asks = "[data-workflow-action-modal-url]" if comment else ":not([data-workflow-action-modal-url])"
    moderator.locator(f"button[data-workflow-action-name={action}]{asks}").click()
    if comment:
        moderator.locator(".modal-content textarea[name$=comment]").fill(comment)
        moderator.locator(".modal-content [type=submit]").click()
    moderator.locator(".messages").wait_for()


def subjects(user):
    return Letter.objects.filter(to=user.email).count()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_project_is_brought_in_sent_back_and_published(
    site, github, open_page, sign_in, moderator, java_script_enabled
):
    page = open_page("/", viewport=PHONE, java_script_enabled=java_script_enabled)
    user = make_user("volunteer@tomoni.example")
    sign_in(page, user)
    bring_in_from_github(page) if java_script_enabled else _without_script(page)
    page.locator("input[name=title]").fill("給食の献立")
    press(page, "save")
    page.goto("/accounts/")
    page.get_by_role("link", name="給食の献立").click()
    expect(page.locator("input[name=title]")).to_have_value("給食の献立")
    press(page, "preview")
    expect(page.locator("h1")).to_have_text("給食の献立")
    page.go_back()
    submit(page) if java_script_enabled else _submit_without_script(page)

    decide(moderator, "reject", "だれのためかを書いてください。")
    page.reload()
    expect(page.locator("main")).to_contain_text("だれのためかを書いてください。")
    assert subjects(user) == 1
    page.locator("textarea[name=purpose]").fill("小学生の親が献立を地図で見る。")
    submit(page) if java_script_enabled else _submit_without_script(page)

    decide(moderator, "approve")
    assert subjects(user) == 2
    visitor = open_page(ProjectPage.objects.get().get_url(), viewport=PHONE)
    expect(visitor.locator("h1")).to_have_text("給食の献立")
    expect(visitor.locator("main")).to_contain_text("小学生の親が献立を地図で見る。")
    assert Submission.objects.get().stage == "published"


def _without_script(page):
    """The looks at the page need a script of their own: here it is the words that count."""
    page.goto("/projects/new/")
    page.locator("input[name=repository]").fill("code-for-town/lunch")
    page.locator("form[action='/projects/new/github/'] button[type=submit]").click()
    expect(page.locator("textarea[name=purpose]")).to_have_value("学校の献立を地図で見る")


def _submit_without_script(page):
    press(page, "check")
    page.wait_for_url("**/submit/")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".timeline__current")).to_be_visible()


def test_draft_keeps_itself_while_somebody_types(site, open_page, sign_in):
    page = open_page("/", viewport=PHONE)
    sign_in(page, make_user("volunteer@tomoni.example"))
    page.goto("/projects/new/")
    page.locator("form[action='/projects/new/by-hand/'] button[type=submit]").click()
    page.locator("input[name=title]").fill("給食の献立")
    with page.expect_response("**/keep/") as answer:
        page.locator("textarea[name=aim]").fill("みんなが見る。")
    assert answer.value.ok
    expect(page.locator("[data-kept]")).to_contain_text(":")
    page.goto("/accounts/")
    page.get_by_role("link", name="給食の献立").click()
    expect(page.locator("textarea[name=aim]")).to_have_value("みんなが見る。")
    assert breaches_of_accessibility(page) == []


def test_button_that_is_pressed_while_the_draft_keeps_itself_sends_the_last_words(site, open_page, sign_in):
    page, held = open_page("/", viewport=PHONE), []
    sign_in(page, make_user("volunteer@tomoni.example"))
    page.goto("/projects/new/")
    page.locator("form[action='/projects/new/by-hand/'] button[type=submit]").click()
    page.wait_for_url("**/projects/new/*/")  # the script listens from then on
    page.route("**/keep/", lambda route: held.append(route))  # noqa: PLW0108  a built-in is not taken
    with page.expect_request("**/keep/"):
        page.locator("textarea[name=aim]").fill("みんなが見る。")
    page.locator("textarea[name=aim]").fill("みんなが地図で見る。")
    press(page, "save")
    held[0].continue_()
    expect(page.locator(".notice--success")).to_be_visible()
    expect(page.locator("textarea[name=aim]")).to_have_value("みんなが地図で見る。")
    assert Submission.objects.get().data["aim"] == "みんなが地図で見る。"
