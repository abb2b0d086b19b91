"""Every kind of page, for everybody: nothing for axe-core to find, room on the narrowest phone, an outline in order."""

import pytest

from tests.factories import make_user
from tests.sweeps.filling import fill

from .conftest import DESK, PHONE
from .looking import GOOD_OUTLINE, KINDS, OUTLINE, TOO_WIDE, breaches_of_accessibility

NARROWEST = {"width": 320, "height": 640}
MISSING = "Failed to load resource: the server responded with a status of 404 (Not Found)"
"""What the browser says of the page that is not there."""


@pytest.fixture
def filled(site):
    fill(site, 3)
    return site


def look_at(page, address):
    """What is wrong with a page on any screen, by day and by night; it is loaded once."""
    page.set_viewport_size(PHONE)
    page.goto(address)
    found = {}
    outline = page.evaluate(OUTLINE)
    if outline != GOOD_OUTLINE:
        found["outline"] = outline
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if breaches := breaches_of_accessibility(page):
                found[f"{viewport['width']} px, {scheme}"] = breaches
    page.set_viewport_size(NARROWEST)
    if wide := page.evaluate(TOO_WIDE):
        found["wider than 320 px"] = wide
    return found


def test_every_kind_of_page_is_accessible_by_day_and_by_night_on_every_screen(filled, open_page, troubles):
    page = open_page("/", reduced_motion="reduce")
    found = {address: look_at(page, address) for address in KINDS}
    assert {address: what for address, what in found.items() if what} == {}
    assert [troubles.pop() for _each in troubles[:]] == [MISSING]


def test_gallery_of_components_is_accessible_too(site, open_page, sign_in):
    page = open_page("/accounts/login/")
    sign_in(page, make_user("staff@tomoni.example", is_staff=True))
    page.goto("/styleguide/")
    assert page.evaluate(OUTLINE)["nameless"] == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert (scheme, breaches_of_accessibility(page)) == (scheme, [])
    page.set_viewport_size(NARROWEST)
    assert page.evaluate(TOO_WIDE) == []


def test_print_leaves_the_navigation_out(filled, open_page):
    page = open_page("/projects/map/")
    parts = [".masthead__nav", ".masthead__tools", ".footer", ".breadcrumb"]
    assert [page.locator(each).first.is_visible() for each in parts] == [True] * 4
    page.emulate_media(media="print")
    assert [page.locator(each).first.is_visible() for each in parts] == [False] * 4
    assert page.locator("h1").is_visible()
