"""A pilot is set up in one step: the challenge moves, the project is there, the team's lead looks after it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from challenges.models import ChallengePage, ChallengeProject, StageChange
from challenges.pilots.models import Pilot
from challenges.pilots.projects import NewProject
from challenges.services import move_challenge
from integrations.github.models import Repository
from projects.joining.models import Membership
from projects.models import ProjectPage
from tests.factories import make_challenge, make_project
from tests.sending import forms_of, send, values_of

from .conftest import NOW, SECRET, begin, mails, make_proposal, person

PAGE = "/challenges/kobe/lunch/pilot/begin/"
TYPED = {"project_title": "給食の見える化", "project_purpose": "献立を開く。"}


def test_one_press_moves_the_challenge_and_makes_its_project_with_repositories(client, challenge, officer, proposal):
    client.force_login(officer)
    response = send(client, PAGE, **TYPED, repositories="code-for-town/lunch\nhttps://github.com/code-for-town/menu")
    assert response["Location"] == "/challenges/kobe/lunch/pilot/"
    pilot = Pilot.objects.get()
    project = pilot.project
    assert ChallengePage.objects.get(pk=challenge.pk).stage == "pilot"
    assert StageChange.objects.filter(challenge=challenge, stage="pilot", changed_by=officer).count() == 1
    assert (project.live, project.title, project.purpose) == (True, "給食の見える化", "献立を開く。")
    assert [topic.slug for topic in project.topics.all()] == ["food"]
    assert [region.name_ja for region in project.regions.all()] == ["神戸市"]
    followed = ["code-for-town/lunch", "code-for-town/menu"]
    assert sorted(Repository.objects.values_list("full_name", "status")) == [(name, "pending") for name in followed]
    assert project.project_repositories.filter(repository__isnull=False).count() == 2
    assert ChallengeProject.objects.filter(challenge=challenge, project=project).count() == 1
    assert pilot.partners == [{"name": "株式会社ためす", "url": ""}]


def test_lead_owns_the_new_project_is_told_and_nobody_else_is_put_into_it(pilot, officer, lead, writer):
    assert list(Membership.objects.values_list("user__profile__name", "role")) == [("Taro", "owner")]
    [(subject, text)] = mails(lead)
    assert "給食の献立" in subject
    assert reverse("project_members", args=[pilot.project.slug]) in text
    assert mails(writer) == mails(officer) == []


def test_without_a_proposal_the_officer_looks_after_the_project(challenge, officer):
    made = begin(challenge, officer)
    assert list(Membership.objects.values_list("user", "role")) == [(officer.pk, "owner")]
    assert made.region.name_ja == "神戸市"


def test_nothing_of_the_proposal_is_published(client, pilot):
    for path in ("/challenges/kobe/lunch/", "/challenges/kobe/lunch/pilot/", pilot.project.address(), "/projects/"):
        page = client.get(path).content.decode()
        assert SECRET not in page
        assert "Taro" not in page
    assert SECRET not in str(ProjectPage.objects.get(pk=pilot.project.pk).latest_revision.content)


def test_existing_project_is_linked_and_keeps_its_people(client, challenge, officer, proposal):
    project, owner = make_project("献立の地図", slug="menu-map"), person("Ken")
    Membership.objects.create(project=project, user=owner, role="owner", since=NOW)
    client.force_login(officer)
    address = f"https://tomoni.example/en/projects/{project.slug}/"
    assert send(client, PAGE, runs_as="existing", project=address).status_code == 302
    assert Pilot.objects.get().project == project
    assert ProjectPage.objects.originals().count() == 1
    assert list(Membership.objects.values_list("user__profile__name", "role")) == [("Ken", "owner")]
    assert list(ChallengeProject.objects.values_list("challenge", "project")) == [(challenge.pk, project.pk)]


def test_draft_of_the_challenge_stays_a_draft_and_knows_the_project(challenge, officer):
    challenge.goal = "まだ決めていない目標"
    challenge.save_revision(user=officer)
    made = begin(challenge, officer)
    page = ChallengePage.objects.get(pk=challenge.pk)
    assert (page.goal, page.stage) == ("", "pilot")
    draft = page.get_latest_revision_as_object()
    assert (draft.goal, draft.stage) == ("まだ決めていない目標", "pilot")
    assert [each.project_id for each in draft.project_links.all()] == [made.project_id]


def test_form_sent_twice_makes_one_pilot_and_one_project(client, challenge, officer):
    client.force_login(officer)
    form = values_of(forms_of(client.get(PAGE))[0]) | TYPED | {"partners": "株式会社ためす"}
    first, second = client.post(PAGE, form), client.post(PAGE, form)
    assert first["Location"] == second["Location"] == "/challenges/kobe/lunch/pilot/"
    assert (Pilot.objects.count(), ProjectPage.objects.originals().count()) == (1, 1)


def test_second_beginning_is_refused_whole(challenge, officer, pilot):
    with pytest.raises(ValidationError) as refused:
        begin(challenge, officer, new_project=NewProject("もう一つ", "ためす。"))
    assert refused.value.code == "begun"
    assert ProjectPage.objects.originals().count() == 1


@pytest.mark.parametrize(
    ("stage", "missing"),
    [
        ("preparing", ["募集中", "募集終了", "審査中", "パートナー決定"]),
        ("open", ["募集終了", "審査中", "パートナー決定"]),
        ("screening", ["パートナー決定"]),
        ("finished", []),
        ("withdrawn", []),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_begun(client, town, officer, stage, missing):
    found = make_challenge(municipality=town, slug="early", stage=stage)
    client.force_login(officer)
    response = client.get("/challenges/kobe/early/pilot/begin/")
    assert response.context["missing"].stages == missing
    assert forms_of(response) == []
    with pytest.raises(ValidationError) as refused:
        begin(found, officer)
    assert refused.value.code == "too_early"
    assert (Pilot.objects.count(), ProjectPage.objects.originals().count()) == (0, 0)


def test_challenge_moved_by_hand_gets_its_pilot_and_no_second_move(challenge, officer):
    move_challenge(challenge=challenge, to="pilot", by=officer, now=NOW)
    changes = StageChange.objects.count()
    begin(challenge, officer)
    assert StageChange.objects.count() == changes


def test_proposal_that_was_not_selected_here_is_refused(challenge, officer, town):
    other = make_challenge(municipality=town, stage="selected")
    for wrong in (make_proposal(challenge, stage="declined"), make_proposal(other)):
        with pytest.raises(ValidationError) as refused:
            begin(challenge, officer, proposal=wrong)
        assert refused.value.code == "not_selected"
    assert ProjectPage.objects.originals().count() == 0


def test_form_offers_selected_proposals_of_this_challenge_alone(client, challenge, officer, proposal, town):
    make_proposal(challenge, stage="declined", name="選ばれなかった会社")
    make_proposal(make_challenge(municipality=town, stage="selected"), name="別の課題の会社")
    client.force_login(officer)
    page = client.get(PAGE).content.decode()
    assert "株式会社ためす" in page
    assert "選ばれなかった会社" not in page
    assert "別の課題の会社" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"project_title": ""}, "project_title"),
        ({"project_purpose": ""}, "project_purpose"),
        ({"repositories": "no repository"}, "repositories"),
        ({"runs_as": "existing", "project": "/projects/nothing/"}, "project"),
        ({"runs_as": "existing", "project": "http://[x"}, "project"),
        ({"partners": ""}, "partners"),
        ({"begins_on": "2027-04-01", "ends_on": "2027-03-31"}, "ends_on"),
        ({"begins_on": "0001-01-01"}, "begins_on"),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_field_and_the_rest_stays(client, challenge, officer, typed, said):
    client.force_login(officer)
    response = send(client, PAGE, **{**TYPED, "partners": "株式会社ためす", "plan": "半年ためす。", **typed})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [said]
    assert "半年ためす。" in response.content.decode()
    assert Pilot.objects.count() == 0
