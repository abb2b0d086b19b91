"""The search page with a real browser: with scripts new results come in place, without them as pages of their own."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.factories import make_project, make_topic, translate

from .conftest import DESK, PHONE
from .looking import GOOD_OUTLINE, OUTLINE, TOO_WIDE, breaches_of_accessibility

LANGUAGES = pytest.mark.parametrize("home", ["/", "/en/"])
SCREENS = pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
HOW_MANY = {"/": ["3 件", "1 件", "2 件"], "/en/": ["3 results", "1 result", "2 results"]}
STAYS = "window.isTheSame = true"


@pytest.fixture(autouse=True)
def projects(site):
    food, disaster = make_topic(), make_topic("disaster", "防災", "Disaster prevention")
    pages = [
        make_project("給食の地図", slug="lunch", topics=[food], needs=[{"role": "design", "text": "地図の記号"}]),
        make_project("献立の表", slug="menu", topics=[food]),
        make_project("避難所", slug="shelter", topics=[disaster]),
    ]
    for page in pages:
        translate(page, "en", title=f"{page.slug} in English")


def open_search(open_page, home, query="?kind=project", **options):
    page = open_page(f"{home}search/{query}", **options)
    page.evaluate(STAYS)
    return page


def unfold(page, facet):
    """As somebody does who looks for it: what is folded is opened first."""
    for place in ("#finding-filters", f"#facet-{facet}"):
        if not page.locator(f"{place} > :not(summary)").first.is_visible():
            page.locator(f"{place} > summary").click()
    expect(page.locator(f"#facet-{facet} fieldset")).to_be_visible()


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def expect_found(page, words, *, loaded=None):
    """The count on the page, and whether it is still the page that was loaded first."""
    expect(page.locator("#found")).to_have_text(words)
    if loaded is not None:
        assert page.evaluate("window.isTheSame === true") is not loaded


@SCREENS
@LANGUAGES
def test_filter_puts_new_results_in_place(open_page, home, screen):
    three, one, _two = HOW_MANY[home]
    page = open_search(open_page, home, viewport=screen)
    expect_found(page, three)
    unfold(page, "topic")
    page.locator("#topic-disaster").check()
    expect_found(page, one, loaded=False)
    assert asked(page) == {"kind": ["project"], "topic": ["disaster"]}
    expect(page.locator(".search-results h3")).to_have_count(1)
    expect(page.locator("#finding-said")).to_have_text(one)
    expect(page.locator("#topic-disaster")).to_be_checked()
    expect(page.locator("#topic-disaster")).to_be_focused()
    expect(page.locator("#facet-topic fieldset")).to_be_visible()
    assert page.evaluate(OUTLINE) == GOOD_OUTLINE
    assert page.evaluate(TOO_WIDE) == []
    assert breaches_of_accessibility(page) == []


@LANGUAGES
def test_back_and_forward_restore_what_was_asked(open_page, home):
    three, one, two = HOW_MANY[home]
    page = open_search(open_page, home)
    unfold(page, "topic")
    page.locator("#topic-disaster").check()
    expect_found(page, one, loaded=False)
    page.locator(".chip").click()
    expect_found(page, three, loaded=False)
    unfold(page, "topic")
    page.locator("#topic-food").check()
    expect_found(page, two, loaded=False)
    page.go_back()
    expect_found(page, three)
    expect(page.locator("#topic-food")).not_to_be_checked()
    page.go_back()
    expect_found(page, one)
    expect(page.locator("#topic-disaster")).to_be_checked()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(".masthead")).to_be_visible()
    page.go_forward()
    expect_found(page, three)
    assert asked(page) == {"kind": ["project"]}
    page.reload()
    expect_found(page, three, loaded=True)


def test_back_from_a_result_shows_the_whole_page_as_it_was_left(open_page):
    page = open_search(open_page, "/")
    page.locator("#topic-disaster").check()
    expect_found(page, "1 件", loaded=False)
    page.locator(".search-results h3 a").click()
    expect(page.locator("h1")).to_have_text("避難所")
    page.go_back()
    expect_found(page, "1 件")
    expect(page.locator("h1")).to_have_text("検索")
    expect(page.locator("#topic-disaster")).to_be_checked()
    expect(page.locator(".masthead")).to_be_visible()


@SCREENS
def test_words_tabs_chips_and_orders_work_in_place_by_keyboard(open_page, screen):
    page = open_search(open_page, "/", "", viewport=screen)
    page.locator("#q").fill("献立")
    page.keyboard.press("Enter")
    expect_found(page, "1 件", loaded=False)
    assert asked(page) == {"q": ["献立"]}
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("献立")

    page.locator("#q").fill("")
    page.keyboard.press("Enter")
    expect(page.locator("#finding-said")).not_to_have_text("1 件")
    assert asked(page) == {}

    page.locator(".finding__tabs a[href*='kind=project']").focus()
    page.keyboard.press("Enter")
    expect_found(page, "3 件", loaded=False)
    expect(page.locator("#found")).to_be_focused()
    expect(page.locator(".finding__tabs [aria-current]")).to_contain_text("プロジェクト")

    page.locator("a[href*='sort=active']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=active")
    expect(page.locator("#found")).to_be_focused()
    assert page.evaluate("window.isTheSame") is True
    assert asked(page) == {"kind": ["project"], "sort": ["active"]}


def test_quick_choices_one_after_the_other_all_count(open_page, troubles):
    """The second is made before the first is answered; htmx complains of the one that it has called off."""
    page = open_search(open_page, "/")
    page.evaluate("for (const id of ['topic-food', 'topic-disaster']) document.getElementById(id).click()")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("topic") == ["disaster", "food"])
    expect_found(page, "3 件", loaded=False)
    expect(page.locator("#topic-food")).to_be_checked()
    expect(page.locator("#topic-disaster")).to_be_checked()
    assert {trouble.split(",")[0] for trouble in troubles} <= {"htmx:afterRequest", "htmx:sendAbort"}
    troubles.clear()


def test_what_cannot_be_fetched_in_place_is_opened_as_a_page(open_page, troubles):
    """Part by part the network fails; a page of its own comes through."""
    page = open_search(open_page, "/")
    page.route(
        "**/search/**",
        lambda route: route.abort() if "hx-request" in route.request.headers else route.continue_(),
    )
    page.locator("#topic-disaster").check()
    expect_found(page, "1 件", loaded=True)
    assert asked(page) == {"kind": ["project"], "topic": ["disaster"]}
    troubles.clear()  # what htmx and the browser say of it


def test_same_count_is_said_again_and_other_languages_are_offered_for_what_is_asked_now(open_page):
    page = open_search(open_page, "/")
    page.evaluate(
        """() => {
          const said = document.getElementById("finding-said")
          window.heard = []
          new MutationObserver(() => window.heard.push(said.textContent)).observe(said, { childList: true })
        }"""
    )
    for order in ("active", "newest"):
        page.locator(f"a[href*='sort={order}']").click()
        page.wait_for_url(f"**sort={order}")
        expect(page.locator("#finding-said")).to_have_text("3 件")
    assert page.evaluate("window.heard.filter(Boolean)") == ["3 件", "3 件"]
    page.locator("#topic-disaster").check()
    expect_found(page, "1 件", loaded=False)
    page.locator(".masthead a[hreflang=en]").click()
    expect_found(page, "1 result")


def test_nothing_found_offers_what_to_relax_in_place(open_page):
    page = open_search(open_page, "/", "?kind=project&topic=disaster&q=献立", viewport=PHONE)
    expect_found(page, "0 件")
    page.locator(".finding__ways a").first.click()
    expect(page.locator("#found")).not_to_have_text("0 件")
    assert page.evaluate("window.isTheSame") is True
    assert page.evaluate(TOO_WIDE) == []


def test_nothing_found_has_the_width_of_the_page_where_nothing_is_left_to_narrow_down(open_page):
    page = open_search(open_page, "/", "?q=zzqqxx", viewport=DESK)
    expect(page.locator("#finding-filters")).to_be_hidden()
    widths = [page.locator(each).bounding_box()["width"] for each in (".finding__found", "main h1")]
    assert widths[0] == widths[1]


@SCREENS
@LANGUAGES
def test_same_without_scripts(open_page, home, screen):
    three, one, _two = HOW_MANY[home]
    page = open_page(f"{home}search/?kind=project", viewport=screen, java_script_enabled=False)
    expect_found(page, three)
    unfold(page, "topic")
    page.locator("#topic-disaster").check()
    with page.expect_navigation():
        page.locator("#finding-filters button[type=submit]").click()
    expect_found(page, one)
    assert asked(page)["topic"] == ["disaster"]
    with page.expect_navigation():
        page.locator(".chip").click()
    expect_found(page, three)
    page.locator("#q").fill("献立")
    with page.expect_navigation():
        page.locator("#q").press("Enter")
    expect_found(page, one)
    page.go_back()
    expect_found(page, three)
