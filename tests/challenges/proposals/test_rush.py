"""Everybody submits at the same moment, right at the deadline."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from challenges.proposals.counting import count, public_number
from challenges.proposals.models import Proposal, ProposalVersion
from challenges.proposals.services import submit_proposal
from integrations.mail.models import Letter
from tests.factories import make_user

from .making import AFTER, LAST_SECOND, SECOND_LATE, make_draft, make_open_challenge

CONNECTIONS = 40
"""At once: what a database server takes besides other work. Whoever waits for one waits with its moment in hand."""


def how_many():
    return 500 if connection.vendor == "postgresql" else 50


def at_once(jobs):
    """Runs each in a thread of its own, all let go together; returns what each returned or raised."""
    gate, room, found = threading.Barrier(len(jobs)), threading.BoundedSemaphore(CONNECTIONS), [None] * len(jobs)

    def run(number, job):
        gate.wait()
        with room:
            try:
                found[number] = job()
            except Exception as error:  # noqa: BLE001  it is looked at below
                found[number] = error
            finally:
                connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_everything_that_comes_at_the_deadline_is_stored_whole_with_its_receipt_or_refused_whole(site):
    challenge, lead = make_open_challenge(), make_user("lead@tomoni.example")
    proposals = [_draft(challenge, lead, number) for number in range(how_many())]
    moments = [
        SECOND_LATE if number % 5 == 4 else LAST_SECOND + timedelta(milliseconds=number) for number in range(how_many())
    ]

    found = at_once([_submitting(each, moment) for each, moment in zip(proposals, moments, strict=True)])

    kinds = Counter(getattr(each, "code", type(each).__name__) for each in found)
    assert kinds == {"ProposalVersion": how_many() * 4 // 5, "late": how_many() // 5}
    rows = {each.pk: each for each in Proposal.objects.all()}
    for proposal, moment, outcome in zip(proposals, moments, found, strict=True):
        _check(rows[proposal.pk], moment, outcome)
    receipts = ProposalVersion.objects.values_list("receipt", flat=True)
    assert len(set(receipts)) == len(receipts) == how_many() * 4 // 5
    assert Letter.objects.filter(key__startswith="proposal-receipt:").count() == len(receipts)
    assert count(challenge=challenge, now=AFTER)
    assert public_number(challenge, AFTER) == len(receipts)


def _moment(number):
    """Every fifth comes a second late."""
    return SECOND_LATE if number % 5 == 4 else LAST_SECOND + timedelta(milliseconds=number)


def _draft(challenge, lead, number):
    proposal = Proposal.objects.create(challenge=challenge, created_at=LAST_SECOND, changed_at=LAST_SECOND)
    proposal.team.create(user=lead, role="lead", since=LAST_SECOND)
    texts = {
        name: f"{name} {number}"
        for name in ("organization_name", "organization_profile", "approach", "plan", "cost", "people")
    }
    Proposal.objects.filter(pk=proposal.pk).update(**texts)
    return Proposal.objects.get(pk=proposal.pk)


def _submitting(proposal, moment):
    lead = proposal.team.get().user
    return lambda: submit_proposal(proposal=proposal, by=lead, now=moment)


def _check(row, moment, outcome):
    if isinstance(outcome, ValidationError):
        assert (row.stage, row.submitted_at, row.versions.count()) == ("draft", None, 0)
        return
    assert (row.stage, row.submitted_at) == ("submitted", moment)
    version = row.versions.get()
    assert (version.receipt, version.submitted_at, version.texts["approach"]) == (outcome.receipt, moment, row.approach)
    assert [each.stage for each in row.stage_changes.all()] == ["submitted"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_proposal_sent_many_times_at_once_has_one_receipt(site):
    proposal = make_draft()
    lead = proposal.team.get().user
    found = at_once([lambda: submit_proposal(proposal=proposal, by=lead, now=LAST_SECOND)] * 10)
    assert {each.receipt for each in found} == {ProposalVersion.objects.get().receipt}
