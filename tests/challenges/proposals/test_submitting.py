"""Submitting by the clock: in time, late, whole or not at all, and what is kept to prove it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from challenges.proposals.models import Proposal
from challenges.proposals.receipts import digest_of
from challenges.proposals.services import (
    add_attachment,
    move_proposal,
    reopen_proposal,
    save_texts,
    submit_proposal,
    withdraw_proposal,
)
from challenges.services import move_challenge
from tests.factories import make_user

from .making import (
    AFTER,
    BEFORE,
    DEADLINE,
    LAST_SECOND,
    SECOND_LATE,
    make_draft,
    make_open_challenge,
    make_submitted,
    upload,
)

pytestmark = pytest.mark.django_db


def lead_of(proposal):
    return proposal.team.get(role="lead").user


def test_submitting_in_the_last_second_gives_a_receipt_with_the_time_in_japan(site, django_capture_on_commit_callbacks):
    writer = make_user("writer@tomoni.example")
    proposal = make_draft(writers=[writer])
    with django_capture_on_commit_callbacks(execute=True):
        version = submit_proposal(proposal=proposal, by=lead_of(proposal), now=LAST_SECOND)
    proposal.refresh_from_db()
    assert (proposal.stage, proposal.submitted_at) == ("submitted", LAST_SECOND)
    assert sorted(each.to[0] for each in mail.outbox) == ["lead@tomoni.example", "writer@tomoni.example"]
    assert all(version.receipt in each.subject for each in mail.outbox)
    assert all("2026年12月24日(木) 23:59:59（日本時間）" in each.body for each in mail.outbox)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(microseconds=1), timedelta(seconds=1), timedelta(days=2)])
def test_submitting_at_or_after_the_deadline_is_refused_and_the_draft_stays(site, late):
    proposal = make_draft()
    with pytest.raises(ValidationError) as refused:
        submit_proposal(proposal=proposal, by=lead_of(proposal), now=DEADLINE + late)
    proposal.refresh_from_db()
    assert refused.value.code == "late"
    assert "2026年12月25日(金) 00:00:00" in refused.value.messages[0]
    assert (proposal.stage, proposal.submitted_at, proposal.approach) == ("draft", None, "献立を地図で見せます。")
    assert not proposal.versions.exists()


def test_late_message_says_by_how_much(site):
    proposal = make_draft()
    with pytest.raises(ValidationError, match="1分 5秒"):
        submit_proposal(proposal=proposal, by=lead_of(proposal), now=DEADLINE + timedelta(seconds=65))


def test_deadline_in_the_database_counts_and_not_the_one_that_was_read_before(site):
    proposal = make_draft()
    challenge = proposal.challenge
    type(challenge).objects.filter(pk=challenge.pk).update(closes_at=DEADLINE - timedelta(hours=1))
    with pytest.raises(ValidationError):
        submit_proposal(proposal=proposal, by=lead_of(proposal), now=LAST_SECOND)


def test_incomplete_proposal_is_refused_with_the_names_of_what_is_missing(site):
    proposal = make_draft(cost="", people=" ")
    with pytest.raises(ValidationError) as refused:
        submit_proposal(proposal=proposal, by=lead_of(proposal), now=BEFORE)
    assert refused.value.code == "incomplete"
    assert "費用" in refused.value.messages[0]
    assert "体制" in refused.value.messages[0]
    assert Proposal.objects.get().stage == "draft"


def test_withdrawn_challenge_takes_nothing(site):
    proposal = make_draft()
    move_challenge(
        challenge=proposal.challenge,
        to="withdrawn",
        by=make_user("officer@tomoni.example"),
        now=BEFORE,
        reason="中止",
    )
    with pytest.raises(ValidationError) as refused:
        submit_proposal(proposal=proposal, by=lead_of(proposal), now=BEFORE)
    assert refused.value.code == "closed"


def test_submitting_twice_unchanged_gives_the_same_receipt_and_one_mail(site, django_capture_on_commit_callbacks):
    proposal = make_draft()
    with django_capture_on_commit_callbacks(execute=True):
        first = submit_proposal(proposal=proposal, by=lead_of(proposal), now=BEFORE)
        second = submit_proposal(proposal=proposal, by=lead_of(proposal), now=BEFORE + timedelta(seconds=2))
    proposal.refresh_from_db()
    assert first == second
    assert proposal.submitted_at == BEFORE
    assert len(mail.outbox) == 1


def test_changed_text_is_submitted_anew_and_both_versions_prove_what_they_were(site):
    proposal = make_submitted()
    second = submit_proposal(
        proposal=proposal, by=lead_of(proposal), now=LAST_SECOND, texts={"approach": "地図をやめます。"}
    )
    proposal.refresh_from_db()
    first = proposal.versions.first()
    assert (first.texts["approach"], second.texts["approach"]) == ("献立を地図で見せます。", "地図をやめます。")
    assert (first.submitted_at, second.submitted_at, proposal.submitted_at) == (BEFORE, LAST_SECOND, LAST_SECOND)
    assert [each.sha256 for each in (first, second)] == [
        digest_of(each.texts, each.attachments) for each in (first, second)
    ]
    assert first.receipt != second.receipt


def test_late_change_leaves_what_was_submitted(site):
    proposal = make_submitted()
    with pytest.raises(ValidationError):
        submit_proposal(proposal=proposal, by=lead_of(proposal), now=SECOND_LATE, texts={"approach": "新しい案"})
    proposal.refresh_from_db()
    assert (proposal.approach, proposal.versions.count()) == ("献立を地図で見せます。", 1)


def test_version_names_its_attachments_with_their_digests(site):
    proposal = make_draft()
    kept = add_attachment(proposal=proposal, upload=upload("計画.pdf"), by=lead_of(proposal), now=BEFORE)
    version = submit_proposal(proposal=proposal, by=lead_of(proposal), now=BEFORE)
    assert version.attachments == [{"name": "計画.pdf", "size": kept.size, "sha256": kept.sha256}]


def test_submitted_text_is_not_changed_by_saving(site):
    proposal = make_submitted()
    with pytest.raises(ValidationError):
        save_texts(proposal=proposal, texts={"approach": "ちがう"}, seen={}, now=BEFORE)
    assert Proposal.objects.get().approach == "献立を地図で見せます。"


def test_withdrawing_before_the_deadline_can_be_undone(site):
    proposal = make_submitted()
    withdraw_proposal(proposal=proposal, by=lead_of(proposal), now=BEFORE)
    proposal.refresh_from_db()
    assert (proposal.stage, proposal.submitted_at) == ("withdrawn", None)
    reopen_proposal(proposal=proposal, by=lead_of(proposal), now=LAST_SECOND)
    proposal.refresh_from_db()
    assert (proposal.stage, proposal.approach) == ("draft", "献立を地図で見せます。")


def test_withdrawing_after_the_deadline_is_for_good_and_still_counts(site):
    proposal = make_submitted()
    withdraw_proposal(proposal=proposal, by=lead_of(proposal), now=AFTER)
    proposal.refresh_from_db()
    assert (proposal.stage, proposal.submitted_at) == ("withdrawn", BEFORE)
    with pytest.raises(ValidationError):
        reopen_proposal(proposal=proposal, by=lead_of(proposal), now=AFTER)


def test_log_says_who_moved_it_when_and_why(site):
    proposal = make_submitted()
    officer = make_user("officer@tomoni.example")
    move_proposal(proposal=proposal, to="declined", by=officer, now=AFTER, reason="予算を超えるため")
    log = [(each.stage, each.changed_at, each.reason) for each in proposal.stage_changes.all()]
    assert log == [("draft", BEFORE, ""), ("submitted", BEFORE, ""), ("declined", AFTER, "予算を超えるため")]
    proposal.refresh_from_db()
    assert proposal.decided_at == AFTER


@pytest.mark.parametrize(("to", "now"), [("selected", BEFORE), ("withdrawn", AFTER), ("draft", AFTER)])
def test_nothing_is_decided_before_the_deadline_or_in_place_of_the_team(site, to, now):
    proposal = make_submitted()
    with pytest.raises(ValidationError):
        move_proposal(proposal=proposal, to=to, by=make_user("officer@tomoni.example"), now=now)
    proposal.refresh_from_db()
    assert proposal.stage == "submitted"


def test_database_refuses_a_submitted_proposal_without_a_time(site):
    proposal = make_draft(make_open_challenge())
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(stage="submitted")
