"""Every address of the site, with every method, by every kind of person. What is new or changed fails by its name.

The table is `rights.txt`. Where it is wrong, the message shows the block as the site answers now: read it as a list of
rights before it goes into the table."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.factories import make_challenge, make_municipality, make_municipality_page

from . import secrets, table
from .addresses import address, class_or_function, is_ours, patterns, routes
from .secrets import secrets_in
from .views import names_a_right
from .world import PEOPLE, make_world, posted

pytestmark = pytest.mark.django_db

ADMIN_WITHOUT_SIGNING_IN = {
    "admin/jsi18n/",
    "admin/password_reset/",
    "admin/password_reset/complete/",
    "admin/password_reset/confirm/<uidb64>/<token>/",
    "admin/password_reset/done/",
    "admin/sprite/",
}
"""Below /admin/, what nobody is sent to signing in for. The reset of passwords is switched off: it is not found."""

FOR_ADMINS_ONLY = (
    "/admin/users/",
    "/admin/groups/",
    "/admin/sites/",
    "/admin/redirects/",
    "/admin/workflows/list/",
    "/admin/collections/",
    "/admin/people/",
    "/admin/people/bots/",
)
ALARM = "admin/failwhale/"
"""Wagtail's trial of its own error page: it raises on purpose, for those who are let in."""

OPEN_TO_ALL = {
    "healthz": "says nothing but whether the site stands",
    "metrics": "asks for its own token",
    "robots.txt": "for programs that read the site",
    "sitemap.xml": "for programs that read the site",
    "sitemap-<int:number>.xml": "for programs that read the site",
    "favicon.ico": "a drawing",
    "media/<path:path>": "pictures of pages; documents are not among them",
    "projects/feed.atom": "says what the pages say",
    "projects/<str:slug>/feed.atom": "says what the pages say",
    "feeds/topic/<slug:slug>.atom": "says what the pages say",
    "feeds/region/<str:code>.atom": "says what the pages say",
    "search/feed.atom": "says what the pages say",
    "accounts/notices/stop/<str:token>/": "whoever has the signed link may end the mails that it came with",
    "_util/login/": "sends to signing in whoever has not",
    "search/": "finds what anybody may see",
    "challenges/outcomes/": "says what the pages of challenges say",
    "challenges/rounds/": "says when rounds open and close",
    "challenges/rounds/calendar.ics": "says what the page of the rounds says",
    "challenges/funnel/": "counts what anybody may see",
    "challenges/funnel/table.csv": "says what the page of the funnel says",
    "events/calendar.ics": "says what the pages say",
    "events/series/<int:pk>.ics": "says what the pages say",
    "events/<int:pk>.ics": "says what the pages say",
    "accounts/github/login/callback/": "GitHub sends people here; allauth asks for the state that it gave them",
    "accounts/oidc/<slug:provider_id>/callback/": "an organization sends people here; allauth asks for the state",
    "accounts/oidc/<slug:provider_id>/login/": "begins to sign in",
    "accounts/signing-in/connect-first/": "says what somebody who comes from elsewhere does first",
    "accounts/confirm-email/": "allauth asks for the code in the mail",
    "accounts/login/code/confirm/": "allauth asks for the code in the mail",
    "accounts/deleted/": "says goodbye to somebody who is signed out",
    "accounts/invitations/<str:token>/": "whoever has the secret of the mail reads it; accepting asks for the account",
    "admin/region-names/": "Wagtail lets only editors reach it",
    r"^((?:[\w\-]+/)*)$": "pages: Wagtail keeps drafts and private pages back",
}
"""Views of ours without a function of a permissions.py, and why they need none."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(world):
    """For each person: a browser, and the cookies with which it begins."""
    clients = {name: world.browser(name) for name in PEOPLE}
    return {name: (client, client.cookies.copy()) for name, client in clients.items()}


def answer(browsers, name, method, path, data=None):
    """The status, and where it leads; nothing of it stays."""
    client, cookies = browsers[name]
    cache.clear()
    with transaction.atomic():
        client.cookies = cookies.copy()
        response = getattr(client, method.lower())(path, **({"data": data} if data else {}))
        content = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    assert secrets_in(content, name=name) == set(), f"{method} {path} tells {name} what is secret"
    return in_short(response)


def in_short(response):
    if "Location" not in response:
        return str(response.status_code)
    path = re.sub(r"\d+", "#", urlsplit(response["Location"]).path)
    return {"/accounts/login/": "sign-in", "/admin/login/": "sign-in"}.get(path, f"to:{path}")


def answers(browsers, world, pattern):
    path, data = address(pattern, world), posted(world).get(pattern)
    return {
        method: tuple(answer(browsers, name, method, path, data if method == "POST" else None) for name in PEOPLE)
        for method in table.METHODS
    }


def in_the_table():
    """All that is not Wagtail's own admin."""
    ours = {pattern for pattern, view in routes() if is_ours(view)}
    return [pattern for pattern in patterns() if not pattern.startswith("admin/") or pattern in ours]


AREAS = {
    "sign-in": lambda each: re.match(r"accounts/(login|logout|sign|password|second|email|confirm|reauth|social)", each),
    "accounts": lambda each: each.startswith("accounts/"),
    "projects": lambda each: each.startswith(("projects/", "needs/")),
    "admin": lambda each: each.startswith("admin/"),
    "rest": lambda each: True,
}


def area_of(pattern):
    return next(name for name, fits in AREAS.items() if fits(pattern))


@pytest.mark.parametrize("area", AREAS)
def test_every_address_answers_every_method_and_person_as_the_table_says(area, browsers, world):
    rights = table.read(PEOPLE)
    found = {each: answers(browsers, world, each) for each in in_the_table() if area_of(each) == area}
    wrong = [table.written(each, rows) for each, rows in found.items() if rows != rights.get(each)]
    assert wrong == [], "\n".join(["", *wrong])


def test_who_writes_a_proposal_is_told_what_nobody_else_is(world, browsers):
    client, _cookies = browsers["asker"]
    page = client.get(f"/challenges/sweep-town/{world.challenge.slug}/proposals/{world.proposal.key}/")
    assert secrets_in(page.content, name="admin") == {secrets.NAME, secrets.TEXT, secrets.FILE}
    assert secrets_in(page.content, name="asker") == set()


def test_who_scores_reads_the_own_notes(world, browsers):
    client, _cookies = browsers["owner"]
    page = client.get(f"/challenges/sweep-town/sweep-judged/review/scoring/{world.judged.key}/")
    assert secrets_in(page.content, name="admin") == {secrets.NOTE}
    assert secrets_in(page.content, name="owner") == set()


def test_table_names_no_address_that_is_gone():
    assert sorted(set(table.read(PEOPLE)) - set(in_the_table())) == []


def test_nothing_in_the_table_breaks():
    broken = {
        (pattern, method)
        for pattern, rows in table.read(PEOPLE).items()
        for method, found in rows.items()
        if any(each.startswith("5") for each in found)
    }
    assert broken == {("webhooks/github/", "POST")}, "without its secret it says that it is not set up"


def test_table_has_an_answer_for_every_method_and_person():
    missing = {
        (pattern, method)
        for pattern, rows in table.read(PEOPLE).items()
        for method in table.METHODS
        if len(rows.get(method, ())) != len(PEOPLE)
    }
    assert missing == set()


def test_every_view_of_ours_names_its_right():
    silent = {
        f"{pattern}: {class_or_function(view)}"
        for pattern, view in routes()
        if is_ours(view) and pattern not in OPEN_TO_ALL and not names_a_right(view)
    }
    assert silent == set()


def admin_patterns():
    """Of the whole admin: Wagtail's own addresses and ours."""
    return [pattern for pattern in patterns() if pattern.startswith("admin/")]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whole_admin_sends_anonymous_people_to_signing_in(browsers, method):
    open_to_all = {
        each for each in admin_patterns() if answer(browsers, "anonymous", method, address(each)) != "sign-in"
    }
    assert open_to_all - {"admin/login/"} == ADMIN_WITHOUT_SIGNING_IN


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", ["volunteer", "asker", "member", "owner"])
def test_whole_admin_has_no_page_for_people_without_a_space(browsers, name, method):
    shown = {each for each in admin_patterns() if answer(browsers, name, method, address(each)) == "200"}
    assert shown - {"admin/jsi18n/"} == {"admin/sprite/"}


@pytest.mark.parametrize("name", ["officer", "moderator", "admin"])
def test_no_address_of_the_admin_breaks_for_those_who_are_let_in(browsers, name):
    harmless = [each for each in admin_patterns() if each not in {ALARM, "admin/logout/"}]
    found = {each: answer(browsers, name, "GET", address(each)) for each in harmless}
    assert {each: status for each, status in found.items() if status.startswith("5")} == {}
    assert found["admin/"] == "200"


@pytest.mark.parametrize("name", ["officer", "moderator"])
def test_officers_and_moderators_are_refused_what_belongs_to_the_whole_site(browsers, name):
    found = {path: answer(browsers, name, "GET", path) for path in FOR_ADMINS_ONLY}
    assert found == dict.fromkeys(FOR_ADMINS_ONLY, "to:/admin/")
    assert {path: answer(browsers, "admin", "GET", path) for path in FOR_ADMINS_ONLY} == dict.fromkeys(
        FOR_ADMINS_ONLY, "200"
    )


def test_officer_may_edit_in_the_own_space_alone(browsers, world):
    own = world.challenge
    other = make_challenge(municipality=make_municipality_page(make_municipality("271004", "大阪市", parent="130001")))
    edit = {page: f"/admin/pages/{page.pk}/edit/" for page in (own, other)}
    assert [answer(browsers, "officer", "GET", edit[page]) for page in (own, other)] == ["200", "to:/admin/"]
    assert [answer(browsers, "volunteer", "GET", edit[page]) for page in (own, other)] == ["sign-in"] * 2


def test_moderator_edits_projects_and_nothing_else(browsers, world):
    found = [
        answer(browsers, "moderator", "GET", f"/admin/pages/{page.pk}/edit/")
        for page in (world.project, world.challenge)
    ]
    assert found == ["200", "to:/admin/"]
