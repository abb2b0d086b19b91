"""The search page knows at once of what changes, however it changes, and of nothing that is not there any more."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hub.finding.saved import latest, new_hits
from pages.finding.services import rebuild
from projects.models import ProjectIndexPage
from tests.factories import (
    make_challenge,
    make_municipality,
    make_municipality_page,
    make_prefecture,
    make_project,
    make_topic,
    translate,
)

from .test_finding import look_for, offered, titles

pytestmark = pytest.mark.django_db


def test_words_of_a_translation_that_was_closed_are_not_shown(site, client):
    translation = translate(make_project("給食の地図"), "en", title="Secret lunch")
    assert titles(look_for(client, "q=lunch", "/en")) == ["Secret lunch"]
    PageViewRestriction.objects.create(page=translation.page_ptr, restriction_type="login")
    assert titles(look_for(client, "q=lunch", "/en")) == []
    assert titles(look_for(client, "", "/en")) == ["給食の地図"]


def test_publishing_a_list_leaves_what_lies_below_alone(site, client):
    make_project("給食の地図", needs=[{"text": "絵を描く人"}])
    look_for(client, "")
    with CaptureQueriesContext(connection) as made:
        ProjectIndexPage.objects.originals().get().save_revision().publish()
        look_for(client, "kind=region")
    assert [each["sql"] for each in made if "digest" in each["sql"]] == []  # no entry was compared


def test_challenges_move_with_their_municipality(site, client):
    town = make_municipality_page(make_municipality())
    make_challenge("獣害", municipality=town)
    assert titles(look_for(client, "kind=challenge&region=280003&q=獣害")) == ["獣害"]
    town.region = make_prefecture("130001")
    town.save()
    assert titles(look_for(client, "kind=challenge&region=280003&q=獣害")) == []
    assert titles(look_for(client, "kind=challenge&region=130001&q=獣害")) == ["獣害"]


def test_new_address_of_a_list_is_that_of_all_below(site, client):
    make_project("給食の地図", slug="lunch", needs=[{"text": "絵を描く人"}])
    section = ProjectIndexPage.objects.originals().get()
    section.slug = "works"
    section.save_revision().publish()
    section.refresh_from_db()
    results = look_for(client, "kind=project&kind=need").context_data["results"]
    assert {result.url.partition("#")[0] for result in results} == {"/works/lunch/"}


@pytest.mark.parametrize("change", ["closed", "expired"])
def test_nothing_is_found_by_what_was_needed_once(site, client, change):
    need = make_project("給食の地図", needs=[{"text": "絵を描く人"}]).needs.get()
    assert titles(look_for(client, "q=絵を描く人")) == ["絵を描く人"]
    if change == "closed":
        need.closed_at = timezone.now()
    else:
        need.asked_on, need.confirmed_on, need.expires_on = None, None, timezone.localdate() - timedelta(days=1)
    need.save()
    assert titles(look_for(client, "q=絵を描く人")) == []


def test_comparing_asks_the_same_for_few_and_for_many(site):
    counts = []
    for more in (2, 20):
        for _number in range(more):
            make_project(topics=[make_topic()], needs=[{"text": "絵を描く人"}])
        rebuild()
        with CaptureQueriesContext(connection) as made:
            rebuild()
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_what_was_written_past_the_signals_is_found_by_comparing(site, client):
    project = make_project("給食の地図")
    look_for(client, "")
    type(project).objects.filter(pk=project.pk).update(title="献立の表")
    assert titles(look_for(client, "")) == ["給食の地図"]
    rebuild()
    assert titles(look_for(client, "")) == ["献立の表"]


class TakenBack(Exception):  # noqa: N818  no error
    """Ends a transaction."""


def test_what_was_taken_back_is_not_remembered(site, client):
    make_project("献立の表")
    look_for(client, "")
    with suppress(TakenBack), transaction.atomic():
        make_project("給食の地図")
        assert len(titles(look_for(client, ""))) == 2
        raise TakenBack
    assert titles(look_for(client, "")) == ["献立の表"]


def test_region_is_known_and_called_as_it_is_now(site, client):
    look_for(client, "")
    kobe = make_municipality()
    make_project("神戸", regions=[kobe])
    response = look_for(client, "region=281000")
    assert (titles(response), response.context_data["unknown"]) == (["神戸"], [])
    kobe.name_ja = "新神戸市"
    kobe.save()
    (chip,) = look_for(client, "region=281000").context_data["chips"]
    assert chip.label == "地域: 兵庫県新神戸市"


def test_value_that_is_gone_is_not_offered(site, client):
    topic = make_topic()
    make_project("給食の地図", topics=[topic])
    assert offered(look_for(client, ""), "topic") == {"food": 1}
    topic.delete()
    assert offered(look_for(client, ""), "topic") == {}


def test_kept_search_that_has_lost_what_it_asks_for_finds_nothing_instead_of_everything(site):
    before = timezone.now() - timedelta(minutes=1)
    make_project("給食の地図", topics=[make_topic()])
    make_project("避難所")
    assert [hit.title for hit in new_hits("topic=food", before)] == ["給食の地図"]
    assert [hit.title for hit in new_hits("topic=food&topic=gone", before)] == ["給食の地図"]
    assert new_hits("topic=gone", before) == []
    assert latest("topic=gone&q=避難所") == []
    assert [found.title for found in latest("q=避難所")] == ["避難所"]
