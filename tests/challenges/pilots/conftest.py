"""A challenge with a chosen partner, its officer, the team of the proposal, and the mails that they get."""

from datetime import UTC, datetime, timedelta

import pytest

from challenges.pilots.projects import NewProject
from challenges.pilots.services import begin_pilot
from challenges.proposals.models import Proposal, TeamMember
from integrations.mail.models import Letter
from tests.factories import make_challenge, make_municipality_page, make_topic, make_user

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
DAY = timedelta(days=1)
SECRET = "まだ誰にも見せていない方法"


def person(name, **fields):
    """Somebody whom others see by this name."""
    user = make_user(f"{name.lower()}@tomoni.example", **fields)
    user.profile.name = name
    user.profile.save()
    return user


def make_proposal(challenge, *, lead=None, writer=None, stage="selected", name="株式会社ためす"):
    proposal = Proposal.objects.create(
        challenge=challenge,
        stage=stage,
        organization_name=name,
        approach=SECRET,
        created_at=NOW - 60 * DAY,
        changed_at=NOW - 40 * DAY,
        submitted_at=NOW - 40 * DAY,
    )
    for user, role in ((lead, TeamMember.Role.LEAD), (writer, TeamMember.Role.WRITER)):
        if user:
            TeamMember.objects.create(proposal=proposal, user=user, role=role, since=NOW)
    return proposal


def begin(challenge, officer, *, now=NOW, **told):
    told = {"new_project": NewProject("給食の見える化", "献立を開く。")} | told
    if "project" in told:
        del told["new_project"]
    return begin_pilot(
        challenge=challenge, by=officer, now=now, **{"partners": [{"name": "株式会社ためす", "url": ""}]} | told
    )


def mails(user):
    """The subjects and texts of what was posted to this person, in order."""
    return [(each.subject, each.message["body"]) for each in Letter.objects.filter(to=user.email).order_by("pk")]


@pytest.fixture
def town(site):
    return make_municipality_page(slug="kobe")


@pytest.fixture
def challenge(town):
    return make_challenge("給食の献立", municipality=town, slug="lunch", stage="selected", topics=[make_topic()])


@pytest.fixture
def officer(town):
    return person("Hana", groups=[town.space.group])


@pytest.fixture
def lead(site):
    return person("Taro")


@pytest.fixture
def writer(site):
    return person("Miki")


@pytest.fixture
def proposal(challenge, lead, writer):
    return make_proposal(challenge, lead=lead, writer=writer)


@pytest.fixture
def pilot(challenge, officer, proposal):
    return begin(challenge, officer, proposal=proposal)
