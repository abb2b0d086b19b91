"""Pages for anonymous visitors come from the cache, look the same to everybody, and are never stale for long."""

import gzip
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from accounts.reports.models import Measure
from hub.moderation.services import take_back, take_measure
from hub.page_cache import KEEP_FOR, LOOK_EVERY, PageCache, seconds_to_keep
from projects.joining.services import add_member
from projects.needs.services import ask_for_help
from projects.updates.models import ProjectUpdate
from tests.factories import make_challenge, make_project, make_user
from tests.hub.test_operators import signed_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class Clock:
    def __init__(self):
        self.now = 100.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """The page cache's clock: half a second passes when the test says so."""
    clock = Clock()
    monkeypatch.setattr("hub.page_cache.time", clock)
    return clock


@pytest.fixture
def visitor(site, clock):
    return Client(headers={"accept-encoding": "identity"})


def test_kept_page_costs_no_query(visitor, django_assert_num_queries):
    first = visitor.get("/projects/")
    with django_assert_num_queries(0):
        second = visitor.get("/projects/")
    assert second.content == first.content


def test_page_with_a_long_address_is_kept_as_any_other(visitor, django_assert_num_queries):
    address = "/projects/?q=" + quote("給食の献立を配る" * 4)
    assert len(address) > 250
    visitor.get(address)
    with django_assert_num_queries(0):
        visitor.get(address)


def test_kept_page_costs_one_query_after_a_pause(visitor, clock, django_assert_num_queries):
    visitor.get("/projects/")
    clock.now += LOOK_EVERY + 0.1
    with django_assert_num_queries(1):
        visitor.get("/projects/")


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [(-60, 8, 8), (8, 60, 8), (-60, 3_600, KEEP_FOR), (-60, None, KEEP_FOR), (-60, -8, KEEP_FOR)],
    ids=["closes soon", "opens soon", "closes later", "without a last day", "has closed"],
)
def test_challenge_is_kept_until_the_clock_changes_what_it_tells(site, opens, closes, expected):
    now = timezone.now()
    opens_at, closes_at = (each and now + timedelta(seconds=each) for each in (opens, closes))
    challenge = make_challenge(stage="open", opens_at=opens_at, closes_at=closes_at)
    page = signed_in(make_user()).get(challenge.address())
    assert seconds_to_keep(page, now) == expected
    assert seconds_to_keep(page, now + timedelta(seconds=9)) == (0 if expected == 8 else KEEP_FOR)


def test_publishing_is_visible_within_a_second(visitor, clock):
    assert "給食だより" not in visitor.get("/projects/").content.decode()
    make_project("給食だより")
    clock.now += LOOK_EVERY + 0.1
    assert "給食だより" in visitor.get("/projects/").content.decode()


def test_unpublishing_is_visible_within_a_second(visitor, clock):
    project = make_project("給食だより")
    assert "給食だより" in visitor.get("/projects/").content.decode()
    project.unpublish()
    clock.now += LOOK_EVERY + 0.1
    assert "給食だより" not in visitor.get("/projects/").content.decode()


def _person(handle, name, **fields):
    user = make_user(f"{handle}@tomoni.example", **fields)
    user.profile.handle, user.profile.name, user.profile.is_public = handle, name, True
    user.profile.save()
    return user


@pytest.fixture
def haruka(site):
    return _person("haruka", "はるか")


@pytest.fixture
def miki(site, haruka):
    """A member of the project at /projects/lunch/; Haruka is not in it yet."""
    user = _person("miki", "みき")
    add_member(project=make_project("給食の地図", slug="lunch"), user=user, now=timezone.now())
    return user


@pytest.fixture
def admin(site):
    return _person("admin", "管理", is_superuser=True)


def _take_haruka_in(miki):
    haruka = get_user_model().objects.get(email="haruka@tomoni.example")
    add_member(project=miki.memberships.get().project, user=haruka, now=timezone.now())


def _ask_for_help(miki):
    ask_for_help(project=miki.memberships.get().project, by=miki, text="絵を描いてください", role="design")


def _tell_what_is_new(miki):
    project = miki.memberships.get().project
    ProjectUpdate.objects.create(project=project, author=miki, text="地図ができました", published_at=timezone.now())


def _rename(miki):
    miki.profile.name = "花子"
    miki.profile.save()


@pytest.mark.parametrize(
    ("address", "change", "words"),
    [
        ("/projects/lunch/", _take_haruka_in, "はるか"),
        ("/projects/lunch/", _ask_for_help, "絵を描いてください"),
        ("/projects/lunch/", _tell_what_is_new, "地図ができました"),
        ("/projects/lunch/", _rename, "花子"),
        ("/people/miki/", _rename, "花子"),
    ],
)
def test_what_people_write_is_on_pages_that_were_kept_within_a_second(visitor, clock, miki, address, change, words):
    assert words not in visitor.get(address).content.decode()
    change(miki)
    assert words not in visitor.get(address).content.decode()  # so it was kept
    clock.now += LOOK_EVERY + 0.1
    assert words in visitor.get(address).content.decode()


def _by_moderators(admin, miki, *, is_active):
    if is_active:
        take_back(moderator=admin, measure=Measure.objects.get())
    else:
        take_measure(moderator=admin, subject=miki.profile, action="suspend")


def _in_the_admin(admin, miki, *, is_active):
    typed = {"email": miki.email, "first_name": "m", "last_name": "m"} | ({"is_active": "on"} if is_active else {})
    assert signed_in(admin).post(f"/admin/users/edit/{miki.pk}/", typed).status_code == 302


@pytest.mark.parametrize("switch", [_by_moderators, _in_the_admin])
def test_suspended_person_is_on_no_page_within_a_second_and_back_as_soon(visitor, clock, admin, miki, switch):
    def seen():
        clock.now += LOOK_EVERY + 0.1
        return visitor.get("/people/miki/").status_code, "みき" in visitor.get("/projects/lunch/").content.decode()

    assert seen() == (200, True)
    switch(admin, miki, is_active=False)
    assert seen() == (404, False)
    switch(admin, miki, is_active=True)
    assert seen() == (200, True)


def test_signing_in_leaves_what_is_kept(visitor, clock, miki, django_assert_num_queries):
    visitor.get("/projects/lunch/")
    Client().post("/accounts/login/", {"login": miki.email, "password": "a-password-of-tests"})
    miki.refresh_from_db()
    assert miki.last_login is not None
    clock.now += LOOK_EVERY + 0.1
    with django_assert_num_queries(1):
        visitor.get("/projects/lunch/")


def test_page_for_anonymous_visitors_sets_no_cookie_and_may_be_kept_by_any_cache(visitor):
    for response in (visitor.get("/projects/"), visitor.get("/projects/")):
        assert response.cookies == {}
        assert response["Cache-Control"] == "public, max-age=1, must-revalidate"
        assert response["Vary"] == "Accept-Encoding, Cookie"


def test_who_signs_out_is_told_so_also_where_the_page_is_kept(visitor):
    leaving = Client(headers={"accept-encoding": "identity"})
    leaving.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    visitor.get("/en/")
    home = leaving.post("/en/accounts/logout/")["Location"]
    del leaving.cookies["sessionid"]  # it has ended, so a browser has it no more
    assert "You are signed out." in leaving.get(home).content.decode()
    assert "You are signed out." not in visitor.get("/en/?another").content.decode()


def test_unchanged_page_is_answered_with_304(visitor):
    etag = visitor.get("/projects/")["ETag"]
    again = visitor.get("/projects/", headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_page_is_compressed_for_those_who_can_read_it(visitor):
    plain = visitor.get("/projects/").content
    zipped = visitor.get("/projects/", headers={"accept-encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain


def test_signed_in_people_are_not_given_kept_pages(visitor, django_user_model):
    person = django_user_model.objects.create_user("volunteer@tomoni.example", "long-enough-secret")
    visitor.get("/projects/")
    visitor.force_login(person)
    response = visitor.get("/projects/")
    assert "ETag" not in response.headers


def test_languages_hosts_and_queries_are_kept_apart(visitor):
    pages = {visitor.get(address).content for address in ("/projects/", "/en/projects/", "/projects/?q=zzz")}
    assert len(pages) == 3


def test_policy_header_is_kept_with_the_page(visitor):
    first, second = visitor.get("/projects/"), visitor.get("/projects/")
    assert first["Content-Security-Policy"] == second["Content-Security-Policy"]
    assert "unsafe" not in second["Content-Security-Policy"]


@pytest.mark.parametrize("also", [{}, {"hx-history-restore-request": "true"}, {"hx-boosted": "true"}])
def test_part_of_a_page_and_the_whole_are_kept_apart_whatever_else_is_asked(visitor, also):
    visitor.get("/search/", headers={"hx-request": "true", **also})
    assert b"<html" not in visitor.get("/search/", headers={"hx-request": "true"}).content
    visitor.get("/search/?kind=need", headers=also)
    assert b"<html" in visitor.get("/search/?kind=need").content


def test_page_not_found_is_not_kept(visitor):
    assert visitor.get("/projects/later/").status_code == 404
    make_project(slug="later")
    assert visitor.get("/projects/later/").status_code == 200


def test_streaming_answer_passes_untouched(rf, clock, db):
    from django.http import StreamingHttpResponse

    streaming = StreamingHttpResponse([b"a", b"b"])
    assert PageCache(lambda request: streaming)(rf.get("/stream/")) is streaming
