"""A real browser against the site. Where Chromium is not found, these tests are skipped, by name."""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.db import DEFAULT_DB_ALIAS, connections
from playwright.sync_api import expect, sync_playwright

# The browser's library runs an event loop in this thread; tests read and write rows beside it, never in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
expect.set_options(timeout=20_000)  # a machine with much to do is no failure
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    here = [item for item in items if "tests/browser/" in str(item.path)]
    for item in here:
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="Chromium is not found on this machine"))


@pytest.fixture(scope="session")
def chromium():
    ours = connections[DEFAULT_DB_ALIAS]
    with sync_playwright() as playwright:
        connections[DEFAULT_DB_ALIAS] = ours  # where an event loop runs, Django would open another one
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def troubles():
    """What a browser has complained of. A test that expects a complaint takes it out."""
    return []


@pytest.fixture
def sign_in():
    """`sign_in(page, user)` by e-mail, on the page for it, with the password of `make_user`."""

    def sign_in(page, user):
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        page.goto("/accounts/login/")
        page.locator("input[name=login]").fill(user.email)
        page.locator("input[name=password]").fill("a-password-of-tests")
        page.locator("main form:has(input[name=password]) button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/accounts/" not in url)

    return sign_in


@pytest.fixture
def open_page(chromium, live_server, settings, troubles):
    """`open_page("/projects/", viewport=PHONE, color_scheme="dark")`: a page whose errors fail the test.

    Whatever the browser refuses (policy, script errors) or asks of another origin is collected and must be nothing."""
    contexts = []

    def open_page(path="/", **options):
        context = chromium.new_context(base_url=live_server.url, **{"viewport": DESK, "locale": "ja-JP", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: _note_foreign(request.url, live_server.url, troubles))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def _note_foreign(url, home, troubles):
    address = urlsplit(url)
    if address.scheme in {"http", "https"} and address.netloc != urlsplit(home).netloc:
        troubles.append(f"asked another origin: {url}")
