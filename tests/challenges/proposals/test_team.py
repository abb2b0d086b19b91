"""Who is in a team: asked in by e-mail, accepted, removed, leaving, handing over the lead; and deleted accounts."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.personal_data import KEPT
from accounts.profiles.deletion import delete_account
from challenges.proposals.models import MOST_IN_A_TEAM, Proposal, TeamInvitation
from challenges.proposals.querysets import INVITED_FOR
from challenges.proposals.retention import delete_what_is_over
from challenges.proposals.services import (
    accept_invitation,
    add_attachment,
    hand_over_lead,
    invite,
    leave_team,
    remove_member,
)
from tests.factories import make_user
from tests.sending import forms_of, send, values_of

from .making import BEFORE, make_draft, make_submitted, upload, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(site):
    return make_draft()


@pytest.fixture
def lead(proposal):
    return proposal.team.get(role="lead").user


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def invitation_url(invitation):
    return reverse("proposal_invitation", args=[invitation.key])


@pytest.mark.parametrize("has_account", [True, False])
def test_invited_address_gets_the_same_mail_and_page_whether_it_has_an_account(
    proposal, lead, has_account, django_capture_on_commit_callbacks
):
    if has_account:
        make_user("new@tomoni.example")
    with django_capture_on_commit_callbacks(execute=True):
        page = browser(lead)
        form = forms_of(page.get(url(proposal, "proposal_team")))[-1]
        sent = page.post(
            url(proposal, "proposal_team"), {**values_of(form), "email": "New@tomoni.example"}, follow=True
        )
    letter = mail.outbox[-1]
    assert letter.to == ["new@tomoni.example"]
    assert invitation_url(TeamInvitation.objects.get()) in letter.body
    assert "株式会社ためす" in letter.body
    assert "new@tomoni.example" in sent.content.decode()


def test_somebody_who_signs_up_with_the_address_accepts(proposal, lead):
    invitation = invite(proposal=proposal, email="new@tomoni.example", by=lead, now=BEFORE)
    TeamInvitation.objects.update(invited_at=timezone.now())
    new = make_user("new@tomoni.example")
    client = browser(new)
    assert invitation_url(invitation) in client.get(reverse("account_index")).content.decode()
    send(client, invitation_url(invitation), move="accept")
    assert proposal.team.get(user=new).role == "writer"
    assert client.get(url(proposal)).status_code == 200
    assert client.get(invitation_url(invitation)).status_code == 404


def test_declined_invitation_is_gone(proposal, lead):
    invitation = invite(proposal=proposal, email="new@tomoni.example", by=lead, now=BEFORE)
    TeamInvitation.objects.update(invited_at=timezone.now())
    send(browser(make_user("new@tomoni.example")), invitation_url(invitation), move="decline")
    assert not TeamInvitation.objects.exists()
    assert proposal.team.count() == 1


@pytest.mark.parametrize("has_confirmed", [True, False])
def test_link_counts_for_the_proved_address_alone(proposal, lead, has_confirmed):
    email = "other@tomoni.example" if has_confirmed else "new@tomoni.example"
    invitation = invite(proposal=proposal, email="new@tomoni.example", by=lead, now=BEFORE)
    TeamInvitation.objects.update(invited_at=timezone.now())
    client = browser(make_user(email, has_confirmed=has_confirmed))
    assert client.get(invitation_url(invitation)).status_code == 404
    assert client.post(invitation_url(invitation), {"move": "accept"}).status_code == 404
    assert proposal.team.count() == 1


def test_inviting_twice_sends_one_mail(proposal, lead, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            invite(proposal=proposal, email="new@tomoni.example", by=lead, now=BEFORE)
    assert len(mail.outbox) == 1


def test_invitation_runs_out_and_can_be_sent_again(proposal, lead, django_capture_on_commit_callbacks):
    late = BEFORE + INVITED_FOR
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(proposal=proposal, email="new@tomoni.example", by=lead, now=BEFORE)
        with pytest.raises(ValidationError):
            accept_invitation(invitation=invitation, user=make_user("new@tomoni.example"), now=late)
        invite(proposal=proposal, email="new@tomoni.example", by=lead, now=late)
    assert len(mail.outbox) == 2


def test_member_is_not_invited_again_and_a_team_has_an_end(proposal, lead):
    with pytest.raises(ValidationError):
        invite(proposal=proposal, email=lead.email.upper(), by=lead, now=BEFORE)
    for number in range(MOST_IN_A_TEAM - 1):
        invite(proposal=proposal, email=f"{number}@tomoni.example", by=lead, now=BEFORE)
    with pytest.raises(ValidationError, match=str(MOST_IN_A_TEAM)):
        invite(proposal=proposal, email="more@tomoni.example", by=lead, now=BEFORE)


def test_lead_hands_over_then_leaves(proposal, lead):
    writer = proposal.team.create(user=make_user("writer@tomoni.example"), since=BEFORE)
    mine = proposal.team.get(user=lead)
    with pytest.raises(ValidationError):
        leave_team(member=mine, now=BEFORE)
    hand_over_lead(member=mine, to=writer, now=BEFORE)
    assert [each.role for each in proposal.team.order_by("pk")] == ["writer", "lead"]
    leave_team(member=proposal.team.get(user=lead), now=BEFORE)
    assert [each.user.email for each in proposal.team.all()] == ["writer@tomoni.example"]


def test_removed_writer_is_told_and_sees_nothing_any_more(proposal, lead, django_capture_on_commit_callbacks):
    writer = proposal.team.create(user=make_user("writer@tomoni.example"), since=BEFORE)
    client = browser(writer.user)
    assert client.get(url(proposal)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        remove_member(member=writer, now=BEFORE)
    assert client.get(url(proposal)).status_code == 404
    assert mail.outbox[-1].to == ["writer@tomoni.example"]
    with pytest.raises(ValidationError):
        remove_member(member=proposal.team.get(user=lead), now=BEFORE)


@pytest.mark.parametrize(
    "sent", [{"move": "remove"}, {"move": "remove", "member": "x"}, {"move": "lead", "member": "9" * 30}, {"move": "x"}]
)
def test_tampered_forms_of_the_team_change_nothing(proposal, lead, sent):
    assert browser(lead).post(url(proposal, "proposal_team"), sent).status_code in {302, 404}
    assert proposal.team.get().role == "lead"


def test_writers_decide_nothing_about_the_team(proposal):
    writer = proposal.team.create(user=make_user("writer@tomoni.example"), since=BEFORE)
    client = browser(writer.user)
    member = proposal.team.get(role="lead").key
    for sent in (
        {"move": "remove", "member": member},
        {"move": "lead", "member": writer.key},
        {"email": "a@b.example"},
    ):
        assert client.post(url(proposal, "proposal_team"), sent).status_code == 404
    send(client, url(proposal, "proposal_team"), move="leave")
    assert proposal.team.count() == 1


def test_account_that_goes_leaves_the_draft_to_the_others(proposal, lead):
    proposal.team.create(user=make_user("writer@tomoni.example"), since=BEFORE)
    delete_account(user=lead)
    assert [(each.user.email, each.role) for each in proposal.team.all()] == [("writer@tomoni.example", "lead")]


def test_account_that_goes_takes_the_draft_that_nobody_else_writes(proposal, lead, django_capture_on_commit_callbacks):
    kept = add_attachment(proposal=proposal, upload=upload(), by=lead, now=BEFORE)
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(user=lead)
    assert not Proposal.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)


def test_submitted_proposal_stays_without_the_name(site):
    proposal = make_submitted()
    delete_account(user=proposal.team.get().user)
    proposal.refresh_from_db()
    assert (proposal.stage, proposal.team.count()) == ("submitted", 0)
    assert proposal.versions.get().submitted_by is None


def test_export_of_a_person_has_what_they_wrote(proposal, lead):
    told = KEPT["proposals"].of(lead)
    assert told["proposals"][0]["texts"]["approach"] == "献立を地図で見せます。"


def test_regular_work_forgets_addresses_of_invitations_that_ran_out(proposal, lead):
    invite(proposal=proposal, email="new@tomoni.example", by=lead, now=BEFORE)
    delete_what_is_over(BEFORE + INVITED_FOR - timedelta(seconds=1))
    assert TeamInvitation.objects.count() == 1
    delete_what_is_over(BEFORE + INVITED_FOR)
    assert not TeamInvitation.objects.exists()


def test_forms_name_people_by_keys_that_tell_no_number(proposal, lead):
    proposal.team.create(user=make_user("writer@tomoni.example"), since=BEFORE)
    invite(proposal=proposal, email="new@tomoni.example", by=lead, now=timezone.now())
    page = browser(lead).get(url(proposal, "proposal_team"))
    hidden = [values_of(form) for form in forms_of(page)]
    named = [each[name][0] for each in hidden for name in ("member", "invitation") if name in each]
    assert len(named) == 2
    assert all(len(each) == 36 for each in named)


def test_buttons_of_the_team_do_what_they_say(proposal, lead):
    writer = proposal.team.create(user=make_user("writer@tomoni.example"), since=BEFORE)
    invite(proposal=proposal, email="new@tomoni.example", by=lead, now=timezone.now())
    client, team = browser(lead), url(proposal, "proposal_team")
    send(client, team, _form=2, move="take_back")
    assert not TeamInvitation.objects.exists()
    send(client, team, move="lead")
    assert proposal.team.get(role="lead") == writer
    send(browser(writer.user), team, move="remove")
    assert proposal.team.get() == writer
