"""Every address of the project, opened by each kind of person. An address that is new here fails by its name."""

import re
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver

from challenges.models import ChallengePage
from tests.factories import make_challenge, make_municipality, make_municipality_page, make_user

pytestmark = pytest.mark.django_db

PEOPLE = ("anonymous", "volunteer", "officer", "admin")
PUBLIC = ("200",) * 4
SIGN_IN = "302 /accounts/login/"
OWN_ACCOUNT = (SIGN_IN, "200", "200", "200")
NOTHING_THERE = ("404",) * 4
NO_PAGE = ("405",) * 4
FOR_STRANGERS = ("200", "302 /", "302 /", "302 /")

RIGHTS = {
    "healthz": PUBLIC,
    "metrics": NOTHING_THERE,
    "robots.txt": PUBLIC,
    "sitemap.xml": PUBLIC,
    "sitemap-<int:number>.xml": PUBLIC,
    "favicon.ico": ("301 /static/img/favicon.svg",) * 4,
    "styleguide/": (SIGN_IN, "403", "403", "200"),
    "webhooks/github/": NO_PAGE,
    r"documents/^(\d+)/(.*)$": NOTHING_THERE,
    "documents/authenticate_with_password/<int:restriction_id>/": NOTHING_THERE,
    "media/<path:path>": NOTHING_THERE,
    "accounts/": OWN_ACCOUNT,
    "accounts/github/": (SIGN_IN, "404", "404", "404"),
    "accounts/github/choice/": NO_PAGE,
    "accounts/github/login/": NO_PAGE,
    "accounts/github/login/callback/": NOTHING_THERE,
    "accounts/github/disconnect/": NO_PAGE,
    "accounts/github/cancelled/": PUBLIC,
    "accounts/login/": FOR_STRANGERS,
    "accounts/logout/": ("302 /", "200", "200", "200"),
    "accounts/inactive/": PUBLIC,
    "accounts/signup/": FOR_STRANGERS,
    "accounts/reauthenticate/": OWN_ACCOUNT,
    "accounts/email/": OWN_ACCOUNT,
    "accounts/confirm-email/": PUBLIC,
    "accounts/password/change/": OWN_ACCOUNT,
    "accounts/password/set/": (SIGN_IN, *["302 /accounts/password/change/"] * 3),
    "accounts/password/reset/": PUBLIC,
    "accounts/login/code/confirm/": (SIGN_IN, "302 /", "302 /", "302 /"),
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": PUBLIC,
    "accounts/password/reset/key/done/": PUBLIC,
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": PUBLIC,
    "accounts/password/reset/done/": PUBLIC,
    "search/": PUBLIC,
    "projects/feed.atom": PUBLIC,
    "events/calendar.ics": PUBLIC,
    "events/series/<int:pk>.ics": NOTHING_THERE,
    "events/<int:pk>.ics": NOTHING_THERE,
    r"^((?:[\w\-]+/)*)$": PUBLIC,
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": NOTHING_THERE,
    "_util/login/": NOTHING_THERE,
}
"""What each of PEOPLE is answered, without the query of a redirect. Numbers in addresses are those of nothing."""

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

NOBODY = "999999"
SAMPLES = {"int": NOBODY, "slug": "sample", "str": NOBODY, "path": "sample", "uuid": str(UUID(int=0))}


def patterns(resolver=None, above=""):
    """Every pattern of the project, as it is written."""
    for each in (resolver or get_resolver()).url_patterns:
        whole = above + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, whole)
        else:
            yield whole


def sample(pattern):
    """An address that the pattern fits, as far as needed to reach its view."""
    path = re.sub(r"\(\?P<[^>]+>[^)]*\)", "sample", pattern)
    path = path.replace(r"(\d+)", NOBODY).replace("(.*)", "sample").replace(r"((?:[\w\-]+/)*)", "")
    path = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], path)
    return "/" + re.sub(r"[\^$?]|\\", "", path)


@pytest.fixture
def people(site):
    """A browser for each of PEOPLE."""
    town = make_municipality_page()
    make_challenge(municipality=town)
    users = {
        "volunteer": make_user("volunteer@tomoni.example"),
        "officer": make_user("officer@tomoni.example", groups=[town.space.group]),
        "admin": make_user("admin@tomoni.example", is_staff=True, is_superuser=True),
    }
    clients = {name: Client() for name in PEOPLE}
    for name, user in users.items():
        clients[name].force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return clients


def answer(client, path):
    """The status, and where it leads."""
    response = client.get(path)
    target = f" {urlsplit(response['Location']).path}" if "Location" in response else ""
    return f"{response.status_code}{target}"


def admin_patterns():
    return [pattern for pattern in dict.fromkeys(patterns()) if pattern.startswith("admin/")]


def test_every_address_outside_the_admin_answers_each_kind_of_person_as_the_table_says(people):
    ours = [pattern for pattern in dict.fromkeys(patterns()) if not pattern.startswith("admin/")]
    numbered = {"sitemap-<int:number>.xml": "/sitemap-1.xml"}
    answers = {
        pattern: tuple(answer(people[name], numbered.get(pattern, sample(pattern))) for name in PEOPLE)
        for pattern in ours
    }
    assert answers == RIGHTS


def test_whole_admin_sends_anonymous_people_to_signing_in(people):
    signing_in = {"302 /admin/login/", "302 /accounts/login/"}
    open_to_all = {each for each in admin_patterns() if answer(people["anonymous"], sample(each)) not in signing_in}
    assert open_to_all == ADMIN_WITHOUT_SIGNING_IN


def test_whole_admin_has_no_page_for_volunteers(people):
    shown = {each for each in admin_patterns() if answer(people["volunteer"], sample(each)) == "200"}
    assert shown == {"admin/jsi18n/", "admin/sprite/"}


@pytest.mark.parametrize("name", ["officer", "admin"])
def test_no_address_of_the_admin_breaks_for_those_who_are_let_in(people, name):
    harmless = [each for each in admin_patterns() if each not in {ALARM, "admin/logout/"}]
    answers = {each: answer(people[name], sample(each)) for each in harmless}
    assert {each: status for each, status in answers.items() if status.startswith("5")} == {}
    assert answers["admin/"] == "200"


def test_officer_is_refused_what_belongs_to_the_whole_site(people):
    assert {path: answer(people["officer"], path) for path in FOR_ADMINS_ONLY} == dict.fromkeys(
        FOR_ADMINS_ONLY, "302 /admin/"
    )
    assert {path: answer(people["admin"], path) for path in FOR_ADMINS_ONLY} == dict.fromkeys(FOR_ADMINS_ONLY, "200")


def test_officer_may_edit_in_the_own_space_alone(people):
    own = ChallengePage.objects.get()
    other = make_challenge(municipality=make_municipality_page(make_municipality("271004", "大阪市", parent="130001")))
    edit = {page: f"/admin/pages/{page.pk}/edit/" for page in (own, other)}
    assert [answer(people["officer"], edit[page]) for page in (own, other)] == ["200", "302 /admin/"]
    assert [answer(people["volunteer"], edit[page]) for page in (own, other)] == ["302 /admin/login/"] * 2
