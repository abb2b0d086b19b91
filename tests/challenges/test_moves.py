"""Moving a challenge, by the service and by hand in the admin: refused or logged, with who and when."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import PageLogEntry

from challenges.models import ChallengePage
from challenges.services import move_challenge
from challenges.stages import Stage, stages_after
from tests.admin_forms import no_rows
from tests.factories import make_challenge, make_project, make_user, translate

pytestmark = pytest.mark.usefixtures("site")

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = "応募がそろったため。"


@pytest.fixture
def officer(db):
    return make_user("officer@tomoni.example")


def log(challenge):
    return [(change.stage, change.changed_at, change.changed_by) for change in challenge.stage_changes.all()]


def kept(challenge):
    return ChallengePage.objects.get(pk=challenge.pk).stage


def test_move_changes_the_stage_and_logs_who_and_when(officer):
    challenge = make_challenge(stage="open")
    moved = move_challenge(challenge=challenge, to="screening", by=officer, now=NOW, reason=WHY)
    assert (moved.stage, kept(challenge)) == ("screening", "screening")
    assert log(challenge) == [("open", None, None), ("screening", NOW, officer)]


def test_move_is_what_editors_see_next(officer):
    challenge = make_challenge(stage="open")
    moved = move_challenge(challenge=challenge, to="screening", by=officer, now=NOW, reason=WHY)
    assert moved.get_latest_revision_as_object().stage == "screening"
    entry = PageLogEntry.objects.filter(page=challenge.pk, action="challenges.move").get()
    assert (entry.user, entry.data) == (officer, {"from": "open", "to": "screening"})
    assert moved.has_unpublished_changes is False


def test_move_leaves_a_draft_a_draft(officer):
    challenge = make_challenge(stage="open", problem="公開した文")
    challenge.problem = "書きかけの文"
    challenge.save_revision()
    move_challenge(challenge=challenge, to="screening", by=officer, now=NOW, reason=WHY)
    page = ChallengePage.objects.get(pk=challenge.pk)
    draft = page.get_latest_revision_as_object()
    assert (page.problem, page.stage, page.has_unpublished_changes) == ("公開した文", "screening", True)
    assert (draft.problem, draft.stage) == ("書きかけの文", "screening")


@pytest.mark.parametrize("before", Stage)
def test_refused_moves_change_nothing(officer, before):
    challenge = make_challenge(stage=before)
    for after in set(Stage) - {before, *stages_after(before)}:
        with pytest.raises(ValidationError):
            move_challenge(challenge=challenge, to=after, by=officer, now=NOW)
    assert (kept(challenge), log(challenge)) == (before, [(before, None, None)])


def test_staying_is_not_logged(officer):
    challenge = make_challenge(stage="open")
    move_challenge(challenge=challenge, to="open", by=officer, now=NOW)
    assert log(challenge) == [("open", None, None)]


def test_draft_is_not_moved(officer):
    challenge = make_challenge(stage="open")
    challenge.unpublish()
    with pytest.raises(ValidationError):
        move_challenge(challenge=challenge, to="screening", by=officer, now=NOW, reason=WHY)


def test_what_the_clock_has_closed_goes_on_as_closed(officer):
    challenge = make_challenge(stage="open", closes_at=NOW - DAY)
    move_challenge(challenge=challenge, to="selected", by=officer, now=NOW)
    assert kept(challenge) == "selected"


def test_what_has_not_opened_yet_cannot_be_screened(officer):
    challenge = make_challenge(stage="open", opens_at=NOW + DAY)
    with pytest.raises(ValidationError):
        move_challenge(challenge=challenge, to="screening", by=officer, now=NOW, reason=WHY)


def test_translation_is_moved_with_its_original(officer):
    challenge = make_challenge(stage="open")
    english = translate(challenge, "en", title="A hole in the road")
    move_challenge(challenge=english, to="screening", by=officer, now=NOW, reason=WHY)
    assert kept(challenge) == "screening"
    assert english.stage_changes.count() == 0


def form_data(page, **changes):
    """What the admin's form would send for `page`."""
    fields = ("title", "slug", "problem", "affected", "goal", "support", "conditions", "outcome", "budget")
    others = ("department", "contact", "partner", "source", "source_url")
    empty = {"body-count": "0", "opens_at": "", "closes_at": "", "round": "", "cover": "", "seo_title": ""}
    data = {name: getattr(page, name) for name in (*fields, *others)}
    return {
        **data,
        **empty,
        **no_rows("comments", "project_links"),
        "search_description": "",
        "action-publish": "1",
        **changes,
    }


@pytest.fixture
def admin(client):
    user = make_user("admin@tomoni.example", is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


def test_form_of_the_admin_shows_the_stage_and_leads_to_the_desk_where_it_is_moved(client, admin):
    challenge = make_challenge(stage="open", problem="道路の穴", slug="hole")
    form = BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[challenge.pk])).content, "html.parser")
    assert form.select("[name=stage]") == []
    desk = reverse("challenge_desk", args=[challenge.get_parent().slug, "hole"])
    assert form.select_one(f"a[href='{desk}']").find_previous("b").text == "募集中"


def test_stage_that_is_sent_to_the_admin_changes_nothing(client, admin):
    challenge = make_challenge(stage="pilot", problem="道路の穴")
    response = client.post(reverse("wagtailadmin_pages:edit", args=[challenge.pk]), form_data(challenge, stage="open"))
    assert (response.status_code, kept(challenge)) == (302, "pilot")
    assert challenge.stage_changes.count() == 1


def test_saving_without_a_new_stage_is_not_logged(client, admin):
    challenge = make_challenge(stage="open", problem="道路の穴")
    client.post(reverse("wagtailadmin_pages:edit", args=[challenge.pk]), form_data(challenge, goal="半分に"))
    assert [change.stage for change in challenge.stage_changes.all()] == ["open"]


def test_first_publication_by_an_editor_is_dated_only_when_the_call_begins(officer):
    fresh, old = make_challenge(stage="preparing"), make_challenge(stage="finished")
    for challenge in (fresh, old):
        challenge.stage_changes.all().delete()
        challenge.save_revision(user=officer).publish()
    assert [(change.stage, change.changed_at is None) for change in fresh.stage_changes.all()] == [("preparing", False)]
    assert [(change.stage, change.changed_at is None) for change in old.stage_changes.all()] == [("finished", True)]


def test_form_of_a_challenge_does_not_grow_with_the_projects_of_the_site(client, admin):
    challenge = make_challenge(stage="open", problem="道路の穴")
    make_project("給食の地図")
    form = client.get(reverse("wagtailadmin_pages:edit", args=[challenge.pk])).content.decode()
    assert "給食の地図" not in form
    assert "projects.projectpage" in form  # what the chooser may choose
