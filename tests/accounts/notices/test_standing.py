"""What was taken out of sight after it was noted: no letter tells of it, and the list of notices neither."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.notices.digests import write_digests
from accounts.notices.following import follow
from accounts.notices.models import Follow, Notice
from accounts.notices.searches import look_through_saved_searches
from accounts.notices.services import choose_paces, paces_of
from challenges.models import ChallengePage
from challenges.notices import tell_of_challenge
from events.models import EventPage
from events.notices import tell_of_event
from projects.needs.services import ask_for_help, close
from projects.notices import tell_of_project
from projects.updates.services import delete_update, hide_update, write_update
from tests.factories import make_challenge, make_event, make_municipality, make_project, make_topic, make_user

MONDAY = datetime(2126, 11, 25, 7, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
NEXT_YEAR = {"starts_at": timezone.now() + timedelta(days=300), "ends_at": timezone.now() + timedelta(days=301)}


@pytest.fixture
def owner(site):
    return make_user("owner@tomoni.example")


@pytest.fixture
def project(reader):
    """Followed by the reader, who is told of everything once a day."""
    project = make_project("給食アプリ", topics=[make_topic()], regions=[make_municipality()])
    for kind, target in (("project", str(project.translation_key)), ("topic", "food"), ("region", "281000")):
        follow(user=reader, kind=kind, target=target)
    choose_paces(user=reader, paces=dict.fromkeys(paces_of(reader), "daily"))
    return project


def list_of(user):
    client = Client()
    client.force_login(user)
    return client.get("/en/accounts/notices/").content.decode()


def test_update_that_is_hidden_or_deleted_is_told_no_more(project, reader, owner, mails):
    now = timezone.now()
    texts = ["隠される話", "消される話", "残る話"]
    hidden, deleted, _stays = [write_update(project=project, by=owner, text=text, now=now) for text in texts]
    hide_update(update=hidden, by=owner, now=now)
    delete_update(update=deleted)
    assert write_digests(MONDAY) == "1 daily, 0 weekly"
    (letter,) = mails()
    assert letter.subject == "Tomoni today: 1 thing"
    page = list_of(reader)
    for text in texts[:2]:
        assert text not in letter.body
        assert text not in page
    assert page.count("Not there any more") == 2
    assert "残る話" in letter.body
    assert "残る話" in page


def test_need_that_is_closed_sends_nobody_to_a_dead_request(project, owner, mails):
    need = ask_for_help(project=project, by=owner, role="design", text="絵を描く人")
    close(need=need, by=owner, now=timezone.now())
    assert write_digests(MONDAY) == "0 daily, 0 weekly"
    assert mails() == []
    assert not Notice.objects.filter(mailed_at=None).exists(), "it is not looked at every day again"


@pytest.mark.parametrize("status", ["finished", "archived"])
def test_need_of_a_project_that_is_over_sends_nobody_to_it(project, reader, owner, mails, status):
    ask_for_help(project=project, by=owner, role="design", text="絵を描く人")
    write_update(project=project, by=owner, text="おしまいの話", now=timezone.now())
    project.status = status
    project.save_revision().publish()
    assert write_digests(MONDAY) == "1 daily, 0 weekly"
    (letter,) = mails()
    assert "おしまいの話" in letter.body
    assert "絵を描く人" not in letter.body
    assert "絵を描く人" not in list_of(reader)


def tell_of_a_project():
    page = make_project("新しいもの", topics=[make_topic()])
    tell_of_project.call(page.pk)
    return page


def tell_of_an_event():
    page = make_event("新しいもの", region=make_municipality(), **NEXT_YEAR)
    tell_of_event.call(page.pk)
    return page


def tell_of_a_challenge():
    page = make_challenge("新しいもの", topics=[make_topic()])
    tell_of_challenge.call(page.pk)
    return page


def tell_of_a_hit():
    Follow.objects.create(
        user=Follow.objects.first().user, kind="search", target="q=%E6%96%B0", since=datetime(2026, 1, 1, tzinfo=UTC)
    )
    page = make_project("新しいもの")
    look_through_saved_searches(timezone.now() + timedelta(seconds=1))
    return page


TELLING = [tell_of_a_project, tell_of_an_event, tell_of_a_challenge, tell_of_a_hit]


@pytest.mark.parametrize("tell", TELLING)
def test_page_that_visitors_see_is_told(project, reader, mails, tell):
    tell()
    write_digests(MONDAY)
    assert "新しいもの" in mails()[0].body
    assert "新しいもの" in list_of(reader)


@pytest.mark.parametrize("tell", TELLING)
@pytest.mark.parametrize("how", ["unpublished", "deleted", "closed to the public"])
def test_page_that_visitors_see_no_more_is_not_told(project, reader, mails, tell, how):
    page = tell()
    if how == "unpublished":
        page.unpublish()
    elif how == "deleted":
        page.delete()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert write_digests(MONDAY) == "0 daily, 0 weekly"
    assert mails() == []
    assert "新しいもの" not in list_of(reader)
    assert "Not there any more" in list_of(reader)


def test_event_that_is_over_by_then_stands_in_the_list_alone(project, reader, mails):
    event = tell_of_an_event()
    began, ended = timezone.now() - timedelta(days=2), timezone.now() - timedelta(days=1)
    EventPage.objects.filter(pk=event.pk).update(starts_at=began, ends_at=ended, over_at=ended)
    assert write_digests(MONDAY) == "0 daily, 0 weekly"
    assert mails() == []
    assert "新しいもの" in list_of(reader)


@pytest.mark.parametrize("how", ["by the clock", "by hand", "withdrawn"])
def test_challenge_that_is_closed_by_then_stands_in_the_list_alone(project, reader, mails, how):
    challenge = tell_of_a_challenge()
    closed = {
        "by the clock": {"closes_at": timezone.now() - timedelta(days=1)},
        "by hand": {"stage": "closed"},
        "withdrawn": {"stage": "withdrawn"},
    }
    ChallengePage.objects.filter(pk=challenge.pk).update(**closed[how])
    assert write_digests(MONDAY) == "0 daily, 0 weekly"
    assert mails() == []
    assert "新しいもの" in list_of(reader)
