"""What is new on the site is told to those who follow it; saved searches are looked through."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.notices.following import follow
from accounts.notices.models import Follow, Notice
from accounts.notices.searches import FINDERS, MOST_HITS, Hit, look_through_saved_searches
from challenges.notices import tell_of_challenge
from events.notices import tell_of_event
from projects.notices import tell_of_project
from tests.factories import (
    make_challenge,
    make_event,
    make_municipality,
    make_municipality_page,
    make_project,
    make_topic,
    translate,
)

NEXT_YEAR = {
    "starts_at": timezone.now() + timedelta(days=300),
    "ends_at": timezone.now() + timedelta(days=300, hours=8),
}


@pytest.fixture
def followed(person, reader):
    """One follows the topic, the other the prefecture."""
    follow(user=person, kind="topic", target=make_topic().slug)
    follow(user=reader, kind="region", target=make_municipality().parent_id)


def told():
    return set(Notice.objects.values_list("user__email", "kind", "title", "because"))


def test_new_project_is_told_to_followers_of_its_topic_and_region_in_their_language(followed):
    project = make_project("給食アプリ", topics=[make_topic()], regions=[make_municipality()], purpose="献立が分かる")
    translate(project, "en", title="School lunches")
    tell_of_project.call(project.pk)
    assert {(email, kind, title) for email, kind, title, _because in told()} == {
        ("hanako@tomoni.example", "new_project", "給食アプリ"),
        ("reader@tomoni.example", "new_project", "School lunches"),
    }
    assert {because for *_others, because in told()} >= {"You follow Hyogo."}
    assert set(Notice.objects.values_list("url", flat=True)) == {project.get_url()}


def test_publishing_again_is_no_news(followed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        project = make_project("給食アプリ", topics=[make_topic()])
    assert Notice.objects.count() == 1
    Notice.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        project.save_revision().publish()
        project.unpublish()
        project.save_revision().publish()
        translate(project, "en", title="School lunches")
    assert Notice.objects.count() == 0


def test_draft_and_closed_pages_are_told_to_nobody(followed):
    project = make_project("給食アプリ", topics=[make_topic()])
    project.unpublish()
    tell_of_project.call(project.pk)
    assert told() == set()


def test_new_event_is_told_in_its_region_and_to_followers_of_its_projects(followed, person):
    project = make_project("給食アプリ")
    follow(user=person, kind="project", target=str(project.translation_key))
    event = make_event("もくもく会", region=make_municipality(), projects=[project], **NEXT_YEAR)
    tell_of_event.call(event.pk)
    assert {(email, because) for email, _kind, _title, because in told()} == {
        ("hanako@tomoni.example", Notice.objects.get(user=person).because),
        ("reader@tomoni.example", "You follow Hyogo."),
    }
    assert "給食アプリ" in Notice.objects.get(user=person).because


def test_event_that_is_over_is_no_news(followed):
    past = datetime(2020, 1, 1, tzinfo=UTC)
    event = make_event(region=make_municipality(), starts_at=past, ends_at=past + timedelta(hours=8))
    tell_of_event.call(event.pk)
    assert told() == set()


def test_new_challenge_is_told_by_topic_and_by_the_region_of_its_town(followed):
    town = make_municipality_page(make_municipality())
    challenge = make_challenge("献立を分かりやすく", municipality=town, topics=[make_topic()])
    tell_of_challenge.call(challenge.pk)
    assert {(email, kind) for email, kind, _title, _because in told()} == {
        ("hanako@tomoni.example", "challenge"),
        ("reader@tomoni.example", "challenge"),
    }


# --- saved searches ---


@pytest.fixture
def finder(monkeypatch):
    """What the search finds; and what it was asked."""

    class Finder:
        hits, asked = [], []

        def __call__(self, query, since):
            self.asked.append((query, since))
            return self.hits

    found = Finder()
    found.hits, found.asked = [], []
    monkeypatch.setattr("accounts.notices.searches.FINDERS", [found])
    return found


NOW = datetime(2026, 11, 21, tzinfo=UTC)


def test_new_hits_are_told_once_with_the_name_of_the_search(reader, finder):
    follow(user=reader, kind="search", target="q=cafe", name="Cafés")
    finder.hits = [Hit("project:1", "A café", "/projects/a/")]
    for minutes in (0, 30, 60):
        look_through_saved_searches(NOW + timedelta(minutes=minutes))
    assert told() == {("reader@tomoni.example", "saved_search", "A café", "You saved the search “Cafés”.")}


def test_search_is_asked_for_what_came_since_it_was_last_run(reader, finder):
    made = follow(user=reader, kind="search", target="q=cafe")
    later = made.since + timedelta(hours=5)
    look_through_saved_searches(later)
    look_through_saved_searches(later + timedelta(minutes=30))
    (first, since_first), (_second, since_second) = finder.asked
    assert (first, since_first) == ("q=cafe", made.since)
    assert timedelta(0) < later - since_second <= timedelta(minutes=10)


def test_many_hits_are_told_in_part_with_a_link_to_the_rest(reader, finder):
    follow(user=reader, kind="search", target="q=cafe")
    finder.hits = [Hit(f"k{number}", f"Café {number}", "/projects/a/") for number in range(MOST_HITS + 5)]
    look_through_saved_searches(NOW)
    assert Notice.objects.count() == MOST_HITS + 1
    assert Notice.objects.get(title="And 5 more").url == "/search/?q=cafe"


def test_rest_of_many_hits_is_told_once(reader):
    follow(user=reader, kind="search", target="q=cafe")
    Follow.objects.update(since=timezone.now() - timedelta(minutes=1))
    for number in range(MOST_HITS + 3):
        make_project(f"Cafe {number}")
    begun = timezone.now() + timedelta(seconds=1)
    look_through_saved_searches(begun)
    assert Notice.objects.filter(title="And 3 more").count() == 1
    look_through_saved_searches(begun + timedelta(minutes=30))
    assert Notice.objects.count() == MOST_HITS + 1, "the two rounds overlap"


def test_one_search_that_fails_keeps_no_other_back(person, reader, finder):
    for user in (person, reader):
        follow(user=user, kind="search", target="q=cafe", name="Cafés")
    finder.hits = [Hit("project:1", "A café", "/projects/a/")]
    person.profile.delete()
    with pytest.raises(ExceptionGroup, match="1 searches, 1 new hits, 1 failed"):
        look_through_saved_searches(NOW)
    assert told() == {("reader@tomoni.example", "saved_search", "A café", "You saved the search “Cafés”.")}


def test_searches_of_closed_accounts_are_not_run(reader, finder):
    follow(user=reader, kind="search", target="q=cafe")
    reader.is_active = False
    reader.save()
    assert look_through_saved_searches(NOW) == "0 searches, 0 new hits"
    assert finder.asked == []


def test_saved_search_of_the_site_finds_what_is_new(reader):
    assert FINDERS, "the search has registered itself"
    follow(user=reader, kind="search", target="q=%E7%B5%A6%E9%A3%9F")
    Follow.objects.update(since=timezone.now() - timedelta(minutes=1))
    make_project("給食アプリ")
    make_project("避難所マップ")
    look_through_saved_searches(timezone.now())
    assert [notice.title for notice in Notice.objects.all()] == ["給食アプリ"]
