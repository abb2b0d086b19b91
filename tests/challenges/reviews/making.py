"""Rows of reviews for tests."""

from datetime import UTC, datetime, timedelta

from challenges.proposals.models import Proposal, TeamMember
from challenges.reviews.models import Declaration, Reviewer
from challenges.reviews.services import declare, hand_in, name_reviewer, save_scores
from integrations.mail.models import Letter
from tests.factories import make_challenge, make_user

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
DAY = timedelta(days=1)
EVEN = (3, 3, 3, 3, 3)


def person(name, **fields):
    """Somebody whom others see by this name."""
    user = make_user(f"{name.lower()}@tomoni.example", **fields)
    user.profile.name = name
    user.profile.save()
    return user


def closed_challenge(municipality, **fields):
    """Closed by the clock an hour ago."""
    times = {"slug": "menu", "stage": "open", "opens_at": NOW - 30 * DAY, "closes_at": NOW - timedelta(hours=1)}
    return make_challenge("給食の献立", municipality=municipality, **{**times, **fields})


def make_proposal(challenge, name="株式会社こんだて", *, team=(), stage="submitted", **fields):
    proposal = Proposal.objects.create(
        challenge=challenge,
        organization_name=name,
        stage=stage,
        created_at=NOW - 9 * DAY,
        changed_at=NOW - 2 * DAY,
        submitted_at=None if stage == "draft" else NOW - 2 * DAY,
        **{"approach": f"{name}の進め方", **fields},
    )
    for user in team:
        TeamMember.objects.create(proposal=proposal, user=user, role="lead", since=NOW - 9 * DAY)
    return proposal


def judge(challenge, user, officer):
    """Named, and without any conflict."""
    reviewer = name_reviewer(challenge=challenge, user=user, by=officer, now=NOW)
    no_conflicts(challenge, user)
    return reviewer


def no_conflicts(challenge, user):
    keys = Proposal.objects.filter(challenge=challenge, stage="submitted").values_list("pk", flat=True)
    declare(challenge=challenge, user=user, by=user, none=list(keys), now=NOW)


def score(reviewer, proposal, points=EVEN, note=""):
    marks = {position: (each, note) for position, each in enumerate(points, 1)}
    save_scores(reviewer=reviewer, proposal=proposal, marks=marks, now=NOW)


def score_and_hand_in(reviewer, proposals, points=EVEN, note=""):
    for proposal in proposals:
        score(reviewer, proposal, points, note)
    hand_in(reviewer=reviewer, now=NOW)


def refreshed(reviewer):
    return Reviewer.objects.get(pk=reviewer.pk)


def conflict_of(user, proposal):
    return Declaration.objects.get(user=user, proposal=proposal)


def mails(user):
    """The subjects of what was posted to this person, in order."""
    return [each.subject for each in Letter.objects.filter(to=user.email).order_by("pk")]


def texts_of_mails(user):
    return [each.message["body"] for each in Letter.objects.filter(to=user.email).order_by("pk")]
