"""Every kind of page, for everybody: nothing for axe-core to find, room on the narrowest phone, an outline in order."""

from urllib.parse import urlsplit

import pytest

from accounts.reports.subjects import reference
from tests.factories import make_user
from tests.sweeps.filling import fill
from tests.sweeps.world import make_world

from .conftest import DESK, PHONE
from .looking import GOOD_OUTLINE, KINDS, OUTLINE, TOO_WIDE, breaches_of_accessibility

NARROWEST = {"width": 320, "height": 640}
MISSING = "Failed to load resource: the server responded with a status of 404 (Not Found)"
"""What the browser says of the page that is not there."""

ROOMS = {
    "volunteer": [
        "/accounts/reauthenticate/?next=/accounts/delete/",
        "/accounts/",
        "/accounts/profile/",
        "/accounts/signing-in/",
        "/accounts/notices/",
        "/accounts/notices/choices/",
        "/accounts/following/",
        "/accounts/matches/",
        "/accounts/matches/hidden/",
        "/projects/new/",
        "/projects/sweep/",
        "/projects/sweep/join/",
        "/projects/sweep-orphan/claim/",
        "/search/?kind=need",
        "/people/sweep-asker/",
        "/report/?about={about}",
        "/accounts/follow/?kind=topic&target=food",
    ],
    "asker": [
        "/accounts/",
        "/projects/sweep/join/{request}/",
        "/projects/new/{draft}/",
        "/projects/new/{draft}/submit/",
    ],
    "member": ["/projects/sweep/", "/projects/sweep/members/", "/projects/sweep/members/leave/"],
    "owner": [
        "/accounts/",
        "/projects/sweep/",
        "/projects/sweep/members/",
        "/projects/sweep/members/{membership}/",
        "/projects/sweep/members/hand-over/",
        "/projects/sweep/join/{request}/",
        "/projects/sweep/needs/",
        "/projects/sweep/needs/{need}/",
        "/projects/sweep/updates/",
        "/projects/sweep/updates/new/",
        "/projects/sweep/updates/{update}/",
        "/projects/sweep/edit/",
    ],
    "moderator": ["/projects/sweep-orphan/claim/{claim}/"],
}
"""Pages for those who are signed in, by what they are to the project `sweep`."""


@pytest.fixture
def filled(site):
    fill(site, 3)
    return site


EVERY_SCREEN = [(screen, scheme) for screen in (PHONE, DESK) for scheme in ("light", "dark")]
TWO_SCREENS = [(PHONE, "light"), (DESK, "dark")]


def look_at(page, address, screens=EVERY_SCREEN):
    """What is wrong with a page on any screen, by day and by night; it is loaded once."""
    page.set_viewport_size(PHONE)
    page.goto(address)
    found = {}
    outline = page.evaluate(OUTLINE)
    if outline != GOOD_OUTLINE:
        found["outline"] = outline
    for viewport, scheme in screens:
        page.set_viewport_size(viewport)
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


@pytest.fixture
def world(site):
    return make_world()


def rooms_of(who, world):
    names = ("request", "draft", "membership", "need", "update", "claim")
    numbers = {name: getattr(world, name).pk for name in names}
    return [each.format(about=reference("project", world.project.pk), **numbers) for each in ROOMS[who]]


@pytest.mark.parametrize("who", ROOMS)
def test_every_room_of_people_is_accessible_by_day_and_by_night(world, open_page, sign_in, who):
    page = open_page("/", reduced_motion="reduce")
    sign_in(page, world.users[who])
    found = {}
    for address in rooms_of(who, world):
        found[address] = look_at(page, address, TWO_SCREENS)
        if urlsplit(page.url).path != urlsplit(address).path:
            found[address]["is another page"] = page.url
    assert {address: what for address, what in found.items() if what} == {}


def test_every_room_of_people_has_room_for_english(world, open_page, sign_in):
    """Its words are longer."""
    found = {}
    for who in ROOMS:
        page = open_page("/", viewport=NARROWEST)
        sign_in(page, world.users[who])
        for address in rooms_of(who, world):
            page.goto(f"/en{address}")
            assert urlsplit(page.url).path == f"/en{urlsplit(address).path}", "the page is another one"
            found[who, address] = page.evaluate(TOO_WIDE)
    assert {place: wide for place, wide in found.items() if wide} == {}


def test_queue_of_moderators_is_accessible_by_day_and_by_night(world, open_page, sign_in):
    page = open_page("/")
    sign_in(page, world.users["moderator"])
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto("/admin/moderation/")
            assert (viewport["width"], scheme, breaches_of_accessibility(page)) == (viewport["width"], scheme, [])
            assert page.evaluate(TOO_WIDE) == []


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
