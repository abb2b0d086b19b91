"""Owners are asked by mail whether a need is still open, and answer with one press."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from integrations.mail.models import Letter
from projects.joining.services import make_owner
from projects.models import Need
from projects.needs.asking import ask_owners
from projects.needs.services import change_need
from tests.factories import make_project

from .conftest import person

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture(autouse=True)
def _today():
    with freeze_time(noon(TODAY)):
        yield


@pytest.fixture
def need(project, owner):
    return project.needs.create(role="design", text="ロゴを作る人")


def live(*days):
    """The regular work is done on each of these days from today on."""
    for number in days:
        with freeze_time(noon(TODAY + DAY * number)):
            ask_owners(timezone.now())


def letters(user=None):
    found = Letter.objects.order_by("pk")
    return [*(found.filter(to=user.email) if user else found)]


def links(letter):
    """The addresses in a mail that renew and that close."""
    paths = re.findall(r"https?://[^/\s]+(/\S*needs/\S+/(renew|close)/)", letter.message["body"])
    return {move: path for path, move in paths}


def test_owner_is_asked_reminded_and_told_once_each(need, owner):
    live(*range(49, 75), *range(49, 75))
    subjects = [letter.subject for letter in letters(owner)]
    assert len(subjects) == 3
    assert subjects[0] == subjects[1] != subjects[2]
    assert [str(letter.posted_at.astimezone().date() - TODAY)[:2] for letter in letters(owner)] == ["50", "57", "61"]


def test_reminder_comes_also_where_the_owner_keeps_the_day(need, owner, project):
    live(50)
    with freeze_time(noon(TODAY + DAY * 51)):
        change_need(need=Need.objects.get(), by=owner, expires_on=need.expires_on, role="data", text="表を写す人")
    live(*range(51, 61))
    assert [str(letter.posted_at.astimezone().date() - TODAY)[:2] for letter in letters(owner)] == ["50", "57"]


def test_needs_of_one_project_that_expire_together_are_in_one_mail(need, owner, project):
    project.needs.create(role="data", text="消火栓の表")
    live(50)
    (letter,) = letters(owner)
    assert "ロゴを作る人" in letter.message["body"]
    assert "消火栓の表" in letter.message["body"]


def test_every_owner_is_asked_in_their_language(need, owner, project):
    other = person("Ken")
    other.profile.mail_language = "en"
    other.profile.save()
    make_owner(project=project, user=other)
    live(50)
    assert len(letters(owner)) == len(letters(other)) == 1
    assert letters(other)[0].subject == "Is this still needed? “給食の地図”"
    assert links(letters(other)[0])["renew"].startswith("/en/needs/")


def test_need_that_is_closed_or_of_a_project_that_is_over_is_not_asked_about(need, project):
    need.closed_at = timezone.now()
    need.save()
    make_owner(project=make_project(status="finished", needs=[{"text": "表"}]), user=person("Ken"))
    live(50, 57, 61)
    assert letters() == []


def test_need_of_a_project_that_is_off_the_site_is_not_asked_about(need, project):
    project.unpublish()
    live(*range(49, 70))
    assert letters() == []


def test_project_without_an_owner_lets_the_date_pass(site):
    project = make_project(needs=[{"text": "表"}])
    live(50, 61)
    assert letters() == []
    with freeze_time(noon(TODAY + DAY * 61)):
        assert list(project.needs.open_on(timezone.localdate())) == []


def test_opening_the_link_changes_nothing_and_one_press_without_signing_in_renews(need, owner):
    live(50)
    path, visitor = links(letters(owner)[0])["renew"], Client(enforce_csrf_checks=True)
    with freeze_time(noon(TODAY + DAY * 51)):
        page = visitor.get(path)
        assert page.status_code == 200
        assert page.cookies == {}
        assert Need.objects.get().expires_on == TODAY + DAY * 60
        assert visitor.post(path, {"move": "renew"}).status_code == 302
        assert Need.objects.get().expires_on == TODAY + DAY * 111
        assert Need.objects.get().confirmed_on == TODAY + DAY * 51


def test_old_link_says_what_has_happened_since_and_does_nothing(need, owner, client):
    live(50)
    path = links(letters(owner)[0])["close"]
    with freeze_time(noon(TODAY + DAY * 51)):
        client.post(path, {"move": "renew"})
        page = client.post(f"/en{path}", {"move": "close"})
    assert page.status_code == 200
    assert "It was confirmed on" in page.content.decode()
    assert Need.objects.get().closed_at is None


def test_need_closed_from_a_mail_can_be_opened_again_there(need, owner, client):
    live(50)
    path = links(letters(owner)[0])["close"]
    page = client.post(path, {"move": "close"}, follow=True)
    assert Need.objects.get().closed_at is not None
    assert 'value="reopen"' in page.content.decode()
    client.post(path, {"move": "reopen"})
    assert Need.objects.get().closed_at is None


def test_hidden_need_is_brought_back_by_the_link_in_the_mail_that_tells_of_it(need, owner, client):
    live(50, 57, 61)
    path = links(letters(owner)[-1])["renew"]
    with freeze_time(noon(TODAY + DAY * 62)):
        client.post(path, {"move": "renew"})
        assert Need.objects.get().is_open_on(timezone.localdate())


def test_renewed_need_is_asked_about_anew_after_its_next_period(need, owner, client):
    live(50)
    with freeze_time(noon(TODAY + DAY * 51)):
        client.post(links(letters(owner)[0])["renew"], {"move": "renew"})
    live(60, 61, 100, 101)
    assert len(letters(owner)) == 2


@pytest.mark.parametrize("token", ["x", "WzEsMSwiMjAyNi0wMS0wMSJd:x", "%00"])
def test_tampered_link_is_no_address(need, client, token):
    assert client.get(f"/needs/{token}/renew/").status_code == 404
    assert client.post(f"/needs/{token}/renew/", {"move": "renew"}).status_code == 404


def test_link_of_somebody_who_looks_after_it_no_more_is_no_address(need, owner, client, project):
    live(50)
    path = links(letters(owner)[0])["close"]
    project.memberships.all().delete()
    assert client.post(path, {"move": "close"}).status_code == 404
    assert Need.objects.get().closed_at is None


def test_expired_need_is_no_longer_found(need, client):
    assert "給食の地図" in client.get("/projects/", {"q": "ロゴを作る人"}).content.decode()
    live(61)
    with freeze_time(noon(TODAY + DAY * 61)):
        assert "給食の地図" not in client.get("/projects/", {"q": "ロゴを作る人"}).content.decode()


def test_project_that_is_over_is_not_found_by_its_needs(need, client, project):
    project.status = "finished"
    project.save_revision().publish()
    assert "給食の地図" not in client.get("/projects/", {"q": "ロゴを作る人"}).content.decode()
    assert "給食の地図" in client.get("/projects/", {"q": "給食"}).content.decode()
