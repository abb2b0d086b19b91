"""Where the admin asks for a second factor, officers show it before they see what is confidential on the site, too."""

import pytest
from django.test import Client
from django.urls import reverse

from challenges.reaching import parts_of_address
from pages.models import Space
from tests.challenges.proposals.making import close, make_submitted, url
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def needed(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True


@pytest.fixture
def proposal():
    found = make_submitted()
    found.attachments.create(file="proposals/none", name="計画.pdf", kind="pdf", size=1, added_at=found.created_at)
    close(found.challenge)
    return found


@pytest.fixture
def officer(proposal):
    space = Space.objects.get(page=proposal.challenge.get_parent())
    return signed_in(make_user("officer@tomoni.example", groups=[space.group]))


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def confidential(proposal):
    file = proposal.attachments.get().key
    return [
        reverse("proposals", args=parts_of_address(proposal.challenge)),
        url(proposal),
        url(proposal, "proposal_records"),
        url(proposal, "proposal_attachment", file),
    ]


def test_officer_without_second_factor_sees_nothing_confidential(needed, officer, proposal):
    answers = [officer.get(each) for each in confidential(proposal)]
    assert [(each.status_code, each["Location"]) for each in answers] == [(302, "/accounts/second-factor/")] * 4
    assert not proposal.accesses.exists()


def test_officer_reads_proposals_where_no_second_factor_is_needed(officer, proposal):
    assert [officer.get(each).status_code for each in confidential(proposal)[:3]] == [200] * 3


def test_team_needs_no_second_factor_for_its_own_proposal(needed, proposal):
    assert signed_in(proposal.team.get().user).get(url(proposal)).status_code == 200
