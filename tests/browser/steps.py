"""What people do again and again: visitors on the site, editors in the admin."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
"""What the browser says of an answer that is no page."""

MARK_WHEN_WATCHED = "document.addEventListener('w-unsaved:watch-edits', () => document.body.dataset.watched = '')"


def heading(page):
    return page.locator("h1").inner_text()


def arrive(page, path):
    """Wait until the page is there. A pattern would do with an address that has the path in its query."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def go_to_the_editors_admin(page):
    """As an editor finds it: from any page of the site."""
    page.locator(".masthead").get_by_role("link", name="編集", exact=True).click()
    page.wait_for_url("**/admin/")


def pages_in_the_menu(page):
    """Titles of the pages that the admin's own menu offers."""
    page.get_by_role("button", name="ページ", exact=True).click()
    titles = page.locator(".c-page-explorer__item__title")
    titles.first.wait_for()
    return titles.all_inner_texts()


def begin_a_page_below(page, parent):
    page.goto(f"/admin/pages/{parent.pk}/")
    page.get_by_role("link", name="子ページを追加").click()
    page.wait_for_url("**/admin/pages/add/**")


def begin_a_page_that_keeps_itself(page, parent):
    """A form watches for changes two seconds after it was opened, and keeps them from then on."""
    page.add_init_script(MARK_WHEN_WATCHED)
    begin_a_page_below(page, parent)
    page.locator("[data-watched]").wait_for()


def wait_until_it_has_kept_itself(page):
    page.locator("#w-autosave-indicator[data-w-autosave-state-value=saved]").wait_for()


def insert_block(page, name):
    """As the first one in the body."""
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name=name).click()


def write_paragraph(page, text):
    insert_block(page, "文章")
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type(text)


def choose(page, button, title, *, search=None, within="form"):
    """From a list that opens above the form."""
    page.locator(within).get_by_role("button", name=button).click()
    dialog = page.locator(".modal-content")
    if search:
        dialog.locator("input[name=q]").fill(search)
    dialog.get_by_role("link", name=title).click()
    dialog.wait_for(state="detached")


def set_times(page, **times):
    """Fields and how many days from now each lies. A calendar opens below each field; leaving the field closes it."""
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    for name, days in times.items():
        page.locator(f"#id_{name}").fill(moment(days).strftime("%Y-%m-%d %H:%M"))
        calendar.wait_for()
        page.keyboard.press("Tab")
    expect(calendar).to_have_count(0)


def moment(days) -> datetime:
    """Ten in the morning in Japan, so many days from now."""
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=days)


def save_draft(page):
    page.get_by_role("button", name="下書きを保存").click()
    expect(page.locator(".messages")).to_contain_text("されました")


def publish(page):
    press_publish(page)
    expect(page.locator(".messages")).to_contain_text("公開されました")


def press_publish(page):
    page.get_by_role("button", name="他のアクション").click()
    page.locator("button[name=action-publish]").click()


def preview(page):
    """The preview beside the form."""
    page.locator("[data-side-panel-toggle=preview]").click()
    return page.frame_locator("#w-preview-iframe")


def address_of_the_page_in_the_form(page, parent):
    return f"{parent.address()}{page.locator('#id_slug').input_value()}/"


def is_missing_for(visitor, address, troubles):
    """Whether a visitor finds nothing there; the browser's complaint about it is taken out."""
    status = visitor.goto(address).status
    if status == 404:
        troubles.remove(NOT_FOUND)
    return status == 404


def sign_up_by_email(page, email, *, name="", password="a-long-and-quiet-river"):
    """From the page for signing in, wherever that was opened from, to the page that was wanted."""
    page.locator("main a[href*='/accounts/signup/']").first.click()
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password1]").fill(password)
    page.locator("input[name=name]").fill(name)
    page.locator("main form:has(input[name=password1]) button[type=submit]").click()
    page.wait_for_url("**/accounts/confirm-email/**")
    page.locator("input[name=code]").fill(code_mailed_to(email))
    page.locator("main form:has(input[name=code]) button[type=submit]").click()
    page.wait_for_url(lambda url: "/accounts/confirm-email/" not in url)


def code_mailed_to(address):
    letter = [each for each in mail.outbox if each.to == [address]][-1]
    return re.search(r"^\d{4}-\d{4}$", letter.body, re.MULTILINE).group()


def sign_in_with_github(page):
    """From the page for signing in to the page that was wanted; GitHub is the local one of the test."""
    page.locator("main form[action*='/accounts/github/login/'] button").click()
    page.wait_for_url(lambda url: "/login/oauth/" not in url and "/accounts/login/" not in url)
