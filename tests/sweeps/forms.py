"""Every form of the site, as it is found by opening every page; and what a person, or a program, may put into it."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.urls import resolve
from django.utils import timezone

from accounts.defences import SEAL, TRAP
from tests.sending import forms_of, values_of

from .addresses import address, is_ours, routes
from .world import PEOPLE

TEXTS = {"text", "search", "email", "url", "tel", None}
SHOWS_FORMS = {"styleguide/"}
"""The gallery draws forms that nobody reads."""
NOT_TYPED = {"csrfmiddlewaretoken", SEAL, TRAP}
PUBLICCODE = "publiccodeYmlVersion: '0.4'\nname: 給食ガイド\nurl: https://github.com/code/lunch\n"
FITTING = {
    "region": "神戸市",
    "regions_more": "神戸市",
    "repository": "code/lunch",
    "done_on": "2026-11-01",
    "observed_on": "2026-11-01",
    "challenges/<str:municipality>/<str:slug>/review/reviewers/ email": "volunteer@tomoni.example",
    "challenges/<str:municipality>/<str:slug>/pilot/begin/ project": "/projects/sweep/",
    "projects/new/publiccode/ text": PUBLICCODE,
    "admin/rounds/<int:pk>/next/ slug": "2027-1",
    "accounts/login/ login": "volunteer@tomoni.example",
    "accounts/login/code/ email": "volunteer@tomoni.example",
    "accounts/password/reset/ email": "volunteer@tomoni.example",
}
"""What a person types into a field that does not take just anything: by its name, or by the address and its name."""


@dataclass
class Found:
    """A form on a page, for somebody who sees it. `key` tells it from the others: where it is sent, and its fields."""

    key: tuple
    person: str
    page: str
    action: str
    html: object

    @property
    def values(self):
        values = values_of(self.html)
        button = self.html.select_one("button[name]")
        return {**values, button["name"]: [button.get("value", "")]} if button else values

    @property
    def name(self):
        return f"{self.key[0]} ({', '.join(self.key[1])})"

    def texts(self):
        """Names of the fields that a person types into."""
        boxes = [each["name"] for each in self.html.select("textarea[name]")]
        lines = [each["name"] for each in self.html.select("input[name]") if each.get("type") in TEXTS]
        return [name for name in dict.fromkeys(boxes + lines) if name not in NOT_TYPED]

    def choices(self):
        """{name: kind} of the fields that offer what may be chosen, dates and numbers among them. Not those that are
        only ticked: whatever they send is a tick. A number that may be below nought is a figure."""
        offered = self.html.select("select[name], input[type=radio][name], input[type=checkbox][name][value]")
        typed = self.html.select("input[type=date][name], input[type=number][name], input[type=datetime-local][name]")
        return {each["name"]: _kind(each) for each in (*offered, *typed)}

    def hidden(self):
        found = self.html.select("input[type=hidden][name], button[name]")
        return [name for name in dict.fromkeys(each["name"] for each in found) if name not in NOT_TYPED]

    def filled(self):
        """As a person would who fills in everything."""
        return {
            **self.values,
            **{name: self._fitting(field) for name, field in self._fields() if not _has_value(field)},
        }

    def _fitting(self, field):
        name = field["name"]
        return FITTING.get(f"{self.key[0]} {name}") or FITTING.get(name) or _fitting(field)

    def _fields(self):
        for field in self.html.select("input[name], textarea[name], select[name]"):
            if field["name"] not in NOT_TYPED and field.get("type") not in {"hidden", "file", "submit"}:
                yield field["name"], field


def find_forms(browsers, world):
    """Each form once, seen by the first of PEOPLE who sees it, on all pages that are not Wagtail's or allauth's."""
    found = {}
    for pattern, view in routes():
        if pattern in SHOWS_FORMS or (not is_ours(view) and not pattern.startswith("accounts/")):
            continue
        for person in PEOPLE:
            path = address(pattern, world)
            response = browsers.get(person, path)
            if response.status_code == 200 and "html" in response.get("Content-Type", ""):
                for form in _forms(response, person, path):
                    found.setdefault(form.key, form)
    return found


def _forms(response, person, path):
    for html in forms_of(response):
        for button in html.select("button[formaction]") or [None]:
            action = urljoin(path, (button or {}).get("formaction") or html.get("action") or "")
            fields = tuple(sorted({each["name"] for each in html.select("input[name], textarea[name], select[name]")}))
            yield Found((resolve(urlsplit(action).path).route, fields), person, path, action, html)


def _kind(field):
    kind = field.get("type", "select")
    return "figure" if kind == "number" and not field.has_attr("min") else kind


def _has_value(field):
    return field.name == "input" and field.get("type") not in {"radio", "checkbox"} and field.get("value")


def _fitting(field):
    if field.name == "select":
        options = [each.get("value", each.text) for each in field.select("option")]
        return next((each for each in options if each), "")
    soon = timezone.localdate() + timedelta(days=7)
    fits = {
        "url": "https://example.org/",
        "email": "somebody@tomoni.example",
        "date": soon.isoformat(),
        "datetime-local": f"{soon.isoformat()}T10:00",
        "number": field.get("min") or "1",
        "radio": field.get("value", "on"),
        "checkbox": field.get("value", "on"),
        "password": "a-password-of-tests",
    }
    return fits.get(field.get("type"), "こんにちは")


def text_kept(soup, name, text):
    """Whether a field of this name still has the text in it."""
    values = [
        each.text if each.name == "textarea" else each.get("value", "") for each in soup.select(f'[name="{name}"]')
    ]
    return any(_plain(text) == _plain(value) for value in values)


def text_shown(response, text):
    boxes = BeautifulSoup(response.content, "html.parser").select("main textarea[readonly]")
    return any(_plain(text) == _plain(each.text) for each in boxes)


def says_what_is_wrong(soup):
    main = soup.select_one("main")
    return bool(main and main.select(".errorlist, .notice--error, .notice--warning, [role=alert], .trouble, .messages"))


def _plain(text):
    return text.replace("\r\n", "\n").strip()
