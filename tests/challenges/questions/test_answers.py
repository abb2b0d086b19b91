"""What is answered, corrected, declined and withdrawn, and who is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.notices.models import Notice
from accounts.notices.standing import hidden_among
from challenges.proposals.models import Proposal, TeamMember
from challenges.questions.models import Question
from challenges.questions.services import (
    correct_answer,
    decline_question,
    hide_question,
    withdraw_question,
)
from tests.factories import make_challenge

from .conftest import NOW, answer, ask, mails, person


def test_officers_hear_of_a_question_at_once_and_not_who_asked(question, officer, asker):
    [(subject, text)] = mails(officer)
    assert "給食の献立" in subject
    assert question.text in text
    assert f"/challenges/kobe/lunch/questions/{question.pk}/" in text
    assert "Taro" not in subject + text
    assert mails(asker) == []


def test_programme_office_hears_of_it_where_a_town_has_no_officer(challenge, asker):
    office = person("Ken", is_superuser=True)
    ask(challenge, asker)
    assert len(mails(office)) == 1


def test_asker_gets_one_mail_with_the_answer(question, officer, asker):
    answer(question, officer)
    with pytest.raises(ValidationError):
        answer(question, officer, "もう一度")
    [(_subject, text)] = mails(asker)
    assert "Q1" in text
    assert "CSVです。" in text
    assert Question.objects.get().answer == "CSVです。"


def test_changed_wording_is_published_the_original_is_kept_and_the_asker_is_told(question, officer, asker):
    made = answer(question, officer, wording="形式は何ですか。")
    assert (made.text, made.wording, made.is_reworded) == ("データはどの形式ですか。", "形式は何ですか。", True)
    [(_subject, text)] = mails(asker)
    assert "データはどの形式ですか。" in text
    assert "形式は何ですか。" in text


def test_numbers_are_given_with_the_answer_and_have_no_gaps(challenge, officer, asker):
    first, second, third = (ask(challenge, asker, text) for text in ("一", "二", "三"))
    decline_question(question=second, reason="別の課題です。", by=officer, now=NOW)
    assert answer(third, officer).number == 1
    assert answer(first, officer).number == 2
    other = make_challenge(stage="open")
    assert answer(ask(other, asker), officer).number == 1


def test_database_takes_no_number_twice_and_no_half_answer(challenge, officer, asker):
    answer(ask(challenge, asker), officer)
    second = ask(challenge, asker)
    half = {"stage": "answered", "number": 2, "decided_at": NOW, "wording": "問"}
    for wrong in ({"number": 5}, half, {**half, "answer": "答", "number": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=second.pk).update(**wrong)


def test_correction_is_dated_and_told_and_the_same_again_is_not(question, officer, asker):
    made = answer(question, officer, now=NOW)
    correct_answer(question=made, wording=made.wording, answer="CSVです。", by=officer, now=NOW)
    assert Question.objects.get().corrected_at is None
    correct_answer(question=made, wording=made.wording, answer="JSONです。", by=officer, now=NOW + timedelta(hours=1))
    made = Question.objects.get()
    assert (made.answer, made.number, made.corrected_at) == ("JSONです。", 1, NOW + timedelta(hours=1))
    assert len(mails(asker)) == 1
    assert ["訂正" in each.title for each in Notice.objects.filter(user=asker)] == [True]


def test_declined_question_is_not_published_and_the_asker_reads_why(challenge, question, officer, asker):
    decline_question(question=question, reason="別の課題です。", by=officer, now=NOW)
    assert not challenge.questions.public().exists()
    [(_subject, text)] = mails(asker)
    assert "別の課題です。" in text


def test_withdrawn_question_cannot_be_answered_and_an_answered_one_not_withdrawn(challenge, question, officer, asker):
    withdraw_question(question=question)
    with pytest.raises(ValidationError):
        answer(question, officer)
    with pytest.raises(ValidationError):
        withdraw_question(question=answer(ask(challenge, asker), officer))
    assert len(mails(asker)) == 1


def test_those_who_prepare_a_proposal_and_earlier_askers_are_told_once(challenge, question, officer, asker):
    writer, earlier, gone = person("Miki"), person("Jun"), person("Rin")
    for user, stage in ((writer, "draft"), (gone, "withdrawn")):
        proposal = Proposal.objects.create(challenge=challenge, created_at=NOW, changed_at=NOW, stage=stage)
        TeamMember.objects.create(proposal=proposal, user=user, since=NOW)
    for user in (earlier, writer):
        ask(challenge, user)
    answer(question, officer)
    told = {each.user.profile.name: (each.title, each.url, each.because) for each in Notice.objects.all()}
    assert set(told) == {"Miki", "Jun"}
    title, url, because = told["Jun"]
    assert "給食の献立" in title
    assert url == "/challenges/kobe/lunch/questions/#q1"
    assert because == "この課題について質問したことがあるため"
    assert Notice.objects.count() == 2


def test_hidden_answer_is_told_in_no_letter(challenge, question, officer):
    ask(challenge, person("Jun"))
    made = answer(question, officer)
    notices = list(Notice.objects.all())
    assert hidden_among(notices) == set()
    hide_question(question=made, now=NOW)
    assert hidden_among(notices) == {each.pk for each in notices}
