"""What the mails say, in the language of each reader."""

from datetime import date

import pytest
from django.core import mail

from challenges.proposals import letters
from challenges.proposals.services import hand_over_lead, invite, remove_member, submit_proposal, withdraw_proposal
from tests.factories import make_user

from .making import BEFORE, make_draft

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "words"), [("ja", "日本時間"), ("en", "Japan time")])
def test_all_mails_of_a_proposal_are_whole_sentences(site, language, words, django_capture_on_commit_callbacks):
    proposal = make_draft()
    lead, writer = proposal.team.get(), proposal.team.create(user=make_user("writer@tomoni.example"), since=BEFORE)
    for member in (lead, writer):
        member.user.profile.mail_language = language
        member.user.profile.save()
    with django_capture_on_commit_callbacks(execute=True):
        submit_proposal(proposal=proposal, by=lead.user, now=BEFORE)
        invite(proposal=proposal, email="new@tomoni.example", by=lead.user, now=BEFORE)
        hand_over_lead(member=lead, to=writer, now=BEFORE)
        letters.of_joining(proposal, writer)
        remove_member(member=proposal.team.get(user=lead.user), now=BEFORE)
        proposal.deleted_on = date(2027, 3, 25)
        letters.of_deletion(proposal)
        withdraw_proposal(proposal=proposal, by=writer.user, now=BEFORE)
    said = [f"{each.subject}\n{each.body}" for each in mail.outbox]
    assert len(said) == 8
    assert all("<" not in each.replace("<https://", "") and "%(" not in each and "{{" not in each for each in said)
    assert sum(words in each for each in said) == 3, "two receipts, and one withdrawal for who is left, are dated"
    assert all(proposal.challenge.title in each for each in said)
