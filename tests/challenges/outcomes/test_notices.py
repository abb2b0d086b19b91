"""Followers hear of an outcome once; and what is kept of those who write it."""

from datetime import timedelta

import pytest

from accounts.notices.following import follow
from accounts.notices.models import Notice
from accounts.notices.standing import hidden_among
from accounts.personal_data import KEPT, prepare_deletion
from challenges.models import ChallengeProject
from challenges.outcomes.models import Outcome, OutcomeChange
from challenges.outcomes.notices import tell_of_change
from challenges.outcomes.services import publish_outcome, save_outcome
from tests.factories import make_challenge, make_municipality_page, make_project, make_topic, make_user

from .making import NOW

pytestmark = pytest.mark.usefixtures("site")

VALUES = {
    "solved": "partly",
    "result_ja": "待ち時間が半分に\nなりました。",
    "why_ja": "予約が半分でした。",
    "observed_on": NOW.date(),
    "contact_department": "市民課",
}


@pytest.fixture
def challenge(site):
    kobe = make_municipality_page(slug="kobe")
    return make_challenge("窓口の待ち時間", slug="counter", municipality=kobe, stage="pilot", topics=[make_topic()])


@pytest.fixture
def write(challenge, django_capture_on_commit_callbacks):
    def publish(later=0, by=None, how=publish_outcome, **values):
        kept = Outcome.objects.filter(challenge=challenge).first()
        with django_capture_on_commit_callbacks(execute=True):
            how(
                challenge=challenge,
                values={**VALUES, **values},
                links=[],
                version=kept.version if kept else 0,
                by=by,
                now=NOW + timedelta(days=later),
            )

    return publish


def told(user):
    return [(each.title, each.text, each.url) for each in Notice.objects.filter(user=user).order_by("pk")]


@pytest.mark.parametrize(("kind", "target"), [("topic", "food"), ("region", "281000"), ("region", "280003")])
def test_followers_of_topic_and_region_hear_of_it_when_it_is_published(write, kind, target):
    reader = make_user("reader@tomoni.example")
    follow(user=reader, kind=kind, target=target)
    write(how=save_outcome)
    assert told(reader) == []
    write()
    assert told(reader) == [
        (
            "窓口の待ち時間：成果が公開されました（一部解決）",
            "待ち時間が半分に なりました。",
            "/challenges/kobe/counter/#outcome",
        )
    ]


def test_followers_of_a_project_hear_of_it_once(write, challenge):
    project = make_project()
    ChallengeProject.objects.create(challenge=challenge, project=project)
    reader = make_user("reader@tomoni.example")
    follow(user=reader, kind="project", target=str(project.translation_key))
    follow(user=reader, kind="topic", target="food")
    write()
    tell_of_change.func(OutcomeChange.objects.get().pk)
    assert len(told(reader)) == 1


def test_correction_is_news_only_where_an_answer_has_changed(write):
    reader = make_user("reader@tomoni.example")
    follow(user=reader, kind="topic", target="food")
    write()
    write(1, result_ja="待ち時間が3割になりました。")
    assert len(told(reader)) == 1
    write(2, adopted="free")
    assert len(told(reader)) == 2


def test_what_is_taken_off_is_told_in_no_letter(write, challenge):
    reader = make_user("reader@tomoni.example")
    follow(user=reader, kind="topic", target="food")
    write()
    notices = list(Notice.objects.all())
    assert hidden_among(notices) == set()
    challenge.unpublish()
    assert hidden_among(notices) == {each.pk for each in notices}


def test_copy_holds_what_a_person_changed_and_their_name_goes_with_the_account(write):
    officer = make_user("officer@tomoni.example")
    write(by=officer)
    copy = KEPT["outcomes"].of(officer)
    assert [(each["outcome__challenge__title"], each["move"]) for each in copy["changes"]] == [
        ("窓口の待ち時間", "published")
    ]
    assert copy["changed_last_by_you"][0]["challenge__title"] == "窓口の待ち時間"
    prepare_deletion(officer)
    officer.delete()
    assert (Outcome.objects.get().changed_by, OutcomeChange.objects.get().changed_by) == (None, None)
