"""Ways through the site with a keyboard alone, and from one language to the other."""

import pytest

from tests.sweeps.filling import fill


@pytest.fixture
def filled(site):
    fill(site, 3)
    return site


def test_keyboard_alone_skips_the_navigation_and_filters(filled, open_page):
    page = open_page("/projects/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert (skip.get_attribute("href"), skip.is_visible()) == ("#content", True)
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for _step in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("地図1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/?*q=*")
    assert page.locator("main .card__title").all_inner_texts() == ["地図1"]


@pytest.mark.parametrize("address", ["/", "/projects/map/", "/regions/hyogo/", "/events/?page=1"])
def test_language_switch_keeps_the_page(filled, open_page, address):
    page = open_page(address)
    page.locator(".masthead a[hreflang=en]").click()
    path = address.partition("?")[0]
    assert page.evaluate("location.pathname") == f"/en{path}"
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator(".masthead a[hreflang=ja]").click()
    assert page.evaluate("location.pathname") == path
