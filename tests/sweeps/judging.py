"""A challenge that has closed: `member` and `owner` judge its proposals, and `asker` is asked to an interview."""

from datetime import timedelta

from django.utils import timezone

from challenges.proposals.models import Proposal
from challenges.reviews.services import declare, name_reviewer, offer_slots, save_scores, take_slot
from tests.factories import make_challenge

from . import secrets

JUDGED = "5ee90000-0000-4000-8000-000000000001"
"""Its key, so that the table of rights always says the same."""


def fill_review(world, town):
    """`member` has one proposal left to declare, `owner` none."""
    now, users = timezone.now(), world.users
    closed = {"opens_at": now - timedelta(days=30), "closes_at": now - timedelta(hours=1)}
    challenge = make_challenge(municipality=town, slug="sweep-judged", stage="open", **closed)
    world.judged = _proposal(challenge, now, key=JUDGED, stage="interview")
    world.judged.team.create(user=users["asker"], role="lead", since=now)
    other = _proposal(challenge, now)
    for name, declared in (("member", [world.judged.pk]), (secrets.SCORES, [world.judged.pk, other.pk])):
        reviewer = name_reviewer(challenge=challenge, user=users[name], by=users["officer"], now=now)
        declare(challenge=challenge, user=users[name], by=users[name], none=declared, now=now)
    save_scores(reviewer=reviewer, proposal=world.judged, marks={1: (4, secrets.NOTE)}, now=now)
    starts_at = now + timedelta(days=9)
    world.slot, _free = offer_slots(
        challenge=challenge, starts_at=starts_at, minutes=30, number=2, place="市役所", by=users["officer"], now=now
    )
    take_slot(slot=world.slot, proposal=world.judged, by=users["asker"], now=now)


def _proposal(challenge, now, stage="submitted", **more):
    moments = {"created_at": now, "changed_at": now, "submitted_at": now - timedelta(days=1)}
    return Proposal.objects.create(
        challenge=challenge, stage=stage, organization_name="給食ラボ", approach="試す。", **moments, **more
    )
