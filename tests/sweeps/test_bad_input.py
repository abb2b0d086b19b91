"""Every form of the site with what nobody should send: nothing breaks, nothing is lost, nothing is doubled."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from .forms import find_forms, says_what_is_wrong, text_kept, text_shown
from .world import PEOPLE, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("forms")]

MARKUP = "<b id='typed-markup'>一行目</b><script>alert('typed-markup')</script>\r\n\"二行目\" & <!-- "
LONG = "長" * 100_000
ODD = "\u202e逆\u0301\u200b👩‍👩‍👧\ufeffｶﾅ\t~'\""
BROKEN_BYTES = {"a NUL": "%00", "half a pair": "%ED%A0%80", "no UTF-8": "%FF%FE", "a noncharacter": "%EF%BF%BF"}
NO_CHOICE = ("nothing-of-this", "-1", "99999999999999999999", "2026-02-30", "0000-00-00", "１２", "")
FITS = {"number": ("１２",), "figure": ("１２", "-1")}
"""What of that is a number all the same."""
NO_ID = ("0", "-1", "999999", "99999999999999999999999999", "x", "1 OR 1=1", "../..", "")
FROM_HERE = {"origin": "http://testserver"}

KEEPS_ANYTHING = {"projects/new/<int:pk>/", "projects/<str:slug>/edit/"}
"""Drafts: what does not fit is kept too, and is told before it is handed in."""

NOTHING_TO_FILL_IN = {
    "challenges/<str:municipality>/<str:slug>/review/scoring/<uuid:key>/": "a draft: what is open stays open",
    "accounts/notices/stop/<str:token>/": "its address says all",
    "^needs/(?P<token>[^/]+)/(?P<move>renew|close)/$": "has nothing but buttons: without one the page is shown again",
}

WRITES_NOTHING = {
    "admin/people/bots/": "nobody has written code in this world",
    "accounts/second-factor/webauthn/login/": "the device signs, not the form",
    "accounts/logout/": "only the session ends",
    "accounts/reauthenticate/": "only the session knows",
    "accounts/email/": "asks for the password again first",
    "accounts/export/": "asks for the password again first",
    "projects/<str:slug>/members/shown/": "it is ticked already",
}
"""Forms that change no row, though everything in them fits."""

UNCOUNTED = {"Session", "SentForm", "PageLogEntry", "ModelLogEntry", "Generation", "ReferenceIndex"}
"""Rows that are about the request and not about what was sent."""

ANSWERS_WITHOUT_A_TOKEN = {"accounts/notices/stop/<str:token>/", "^needs/(?P<token>[^/]+)/(?P<move>renew|close)/$"}
"""Opened from mails, where there may be no cookie: the address itself is signed."""


class Browsers:
    """Each request begins as the last one did, and nothing of it stays, unless it is asked to."""

    def __init__(self, world):
        self.clients = {name: world.browser(name) for name in PEOPLE}
        self.cookies = {name: client.cookies.copy() for name, client in self.clients.items()}
        self.rows = rows()

    def get(self, name, path):
        def ask(client):
            answer = client.get(path)
            if answer.streaming:
                b"".join(answer)  # which closes the file
            return answer

        return self._undone(name, ask)

    def post(self, name, path, data):
        """The answer, and with it whether something was written before it sent the person on."""

        def ask(client):
            answer = client.post(path, data, headers=FROM_HERE)
            answer.was_taken = 300 <= answer.status_code < 400 and rows() != self.rows
            return answer

        return self._undone(name, ask)

    def post_body(self, name, path, body):
        kind = "application/x-www-form-urlencoded"
        return self._undone(name, lambda client: client.generic("POST", path, body, content_type=kind))

    def post_twice(self, name, path, data):
        """(first answer, whether it changed anything, second answer, rows that came with that)"""

        def both(client):
            first = client.post(path, data, headers=FROM_HERE)
            between = rows()
            second = client.post(path, data, headers=FROM_HERE)
            return first, between != self.rows, second, more(rows(), between)

        return self._undone(name, both)

    def _undone(self, name, ask):
        client = self.clients[name]
        client.cookies = self.cookies[name].copy()
        cache.clear()
        mail.outbox.clear()
        with transaction.atomic():
            found = ask(client)
            transaction.set_rollback(True)
        return found


def rows():
    """All that stands in the database, by table, and the mails that are not letters there."""
    counted = [model for model in apps.get_models() if model.__name__ not in UNCOUNTED and model._meta.managed]
    with connection.cursor() as cursor:
        return {"mail": list(mail.outbox), **{each._meta.label: _rows_of(each, cursor) for each in counted}}


def _rows_of(model, cursor):
    cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
    return cursor.fetchall()


def more(after, before):
    """Rows that were added, by table. Not mails: whoever asks twice for a code is sent two."""
    counts = {name: len(found) - len(before[name]) for name, found in after.items()}
    return {name: count for name, count in counts.items() if count > 0 and name != "mail"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(world):
    return Browsers(world)


@pytest.fixture(scope="module")
def forms(browsers, world):
    return list(find_forms(browsers, world).values())


def problem_of(response, form, **typed):
    """What is wrong with the answer to typed texts, or None."""
    if response.status_code >= 500:
        return f"{form.name} broke: {response.status_code}"
    soup = BeautifulSoup(response.content, "html.parser")
    if soup.select("#typed-markup") or any("typed-markup" in each.text for each in soup.select("script")):
        return f"{form.name} shows markup as it was typed"
    if response.status_code < 300 or response.status_code == 400:
        lost = [name for name, text in typed.items() if not text_kept(soup, name, text)]
        return f"{form.name} lost {lost}" if lost else _silence(soup, form)
    return None


def _silence(soup, form):
    return None if says_what_is_wrong(soup) else f"{form.name} does not say what is wrong"


def taken(response, form, name=""):
    """That something was written which should have been refused, or None."""
    is_wrong = response.was_taken and form.key[0] not in KEEPS_ANYTHING
    return f"{form.name} took it: {name}" if is_wrong else None


def test_there_are_forms_to_send(forms):
    found = {form.key[0] for form in forms}
    assert {"report/", "projects/<str:slug>/join/", "accounts/profile/", "admin/moderation/decide/"} <= found
    assert len(found) > 25


@pytest.mark.parametrize("text", [MARKUP, ODD, LONG], ids=["markup", "odd", "long"])
def test_texts_of_any_kind_are_shown_as_text_and_kept(forms, browsers, text):
    problems = []
    for form in forms:
        typed = dict.fromkeys(form.texts()[:1] if text == LONG else form.texts(), text)
        if typed:
            answer = browsers.post(form.person, form.action, {**form.values, **typed})
            problems.append(problem_of(answer, form, **(typed if text != ODD else {})))
    assert [each for each in problems if each] == []


def test_empty_forms_are_told_what_is_missing(forms, browsers):
    problems = []
    for form in forms:
        kept = {name: value for name, value in form.values.items() if name in {"seal", "csrfmiddlewaretoken"}}
        answer = browsers.post(form.person, form.action, kept)
        if form.key[0] not in NOTHING_TO_FILL_IN:
            problems.append(problem_of(answer, form) or (form.texts() and taken(answer, form)))
    assert [each for each in problems if each] == []


@pytest.mark.parametrize("wrong", NO_CHOICE)
def test_what_was_not_offered_is_refused_and_the_texts_stay(forms, browsers, wrong):
    problems = []
    for form in forms:
        filled = form.filled()
        texts = {name: "".join(filled[name]) for name in form.texts()}
        for name, field in form.choices().items():
            answer = browsers.post(form.person, form.action, {**filled, name: wrong})
            fits = wrong == "" or wrong in FITS.get(field, ())
            problems.append(problem_of(answer, form, **texts) or (not fits and taken(answer, form, name)))
    assert [each for each in problems if each] == []


@pytest.mark.parametrize("wrong", NO_ID)
def test_tampered_hidden_fields_break_nothing(forms, browsers, wrong):
    broken = [
        f"{form.name}: {name}={wrong!r} → {answer.status_code}"
        for form in forms
        for name in form.hidden()
        if (answer := browsers.post(form.person, form.action, {**form.filled(), name: wrong})).status_code >= 500
    ]
    assert broken == []


@pytest.mark.parametrize("kind", BROKEN_BYTES)
def test_bytes_that_are_no_text_break_nothing(forms, browsers, kind):
    broken = []
    for form in forms:
        names = [*form.texts(), *form.choices(), *form.hidden()]
        others = urlencode({name: value for name, value in form.filled().items() if name not in names}, doseq=True)
        body = "&".join([others, *(f"{name}=a{BROKEN_BYTES[kind]}b" for name in names)])
        answer = browsers.post_body(form.person, form.action, body)
        if answer.status_code >= 500:
            broken.append(form.name)
    assert broken == []


def test_form_sent_twice_is_written_once(forms, browsers):
    doubled, refused = [], set()
    for form in forms:
        first, is_accepted, second, again = browsers.post_twice(form.person, form.action, form.filled())
        assert max(first.status_code, second.status_code) < 500, form.name
        if not is_accepted:
            refused.add(form.key[0])
        if again:
            doubled.append((form.name, again))
    assert doubled == []
    assert refused == set(WRITES_NOTHING), "a form that is never accepted is not tried at all"


def test_stale_token_is_told_and_what_was_typed_is_shown(forms, world):
    problems = []
    for form in forms:
        if form.key[0] in ANSWERS_WITHOUT_A_TOKEN:
            continue
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if form.person != "anonymous":
            client.force_login(world.users[form.person], backend=settings.AUTHENTICATION_BACKENDS[0])
        typed = dict.fromkeys(form.texts(), MARKUP)
        with transaction.atomic():
            before = rows()
            answer = client.post(
                form.action, {**form.values, **typed, "csrfmiddlewaretoken": "x" * 64}, headers=FROM_HERE
            )
            written = more(rows(), before)
            transaction.set_rollback(True)
        if answer.status_code != 403 or written:
            problems.append(f"{form.name}: {answer.status_code} {written}")
        elif typed and not text_shown(answer, MARKUP):
            problems.append(f"{form.name}: lost")
    assert problems == []
