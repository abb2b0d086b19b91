"""Until when questions are taken: to the second, in Japan."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from challenges.questions.deadline import questions_end_at
from challenges.questions.models import Question
from challenges.rounds.models import Round
from tests.factories import make_challenge
from tests.sending import forms_of, send, values_of

from .conftest import NOW, ask

SECOND = timedelta(seconds=1)
END = datetime(2026, 11, 30, 8, tzinfo=UTC)  # 17:00 in Japan


def make_round(**dates):
    return Round.objects.create(slug="2026-1", name_ja="2026年度上期", year=2026, **dates)


@pytest.mark.parametrize(
    ("of_round", "closes_at", "ends_at"),
    [
        (END, END + timedelta(days=9), END),
        (None, END, END),
        (END + timedelta(days=9), END, END),
        (END, None, END),
        (None, None, None),
    ],
)
def test_questions_end_with_the_round_or_with_the_challenge_whichever_comes_first(town, of_round, closes_at, ends_at):
    found = make_challenge(stage="open", closes_at=closes_at, round=make_round(questions_end_at=of_round))
    assert questions_end_at(found) == ends_at


def test_last_second_is_in_time_and_the_next_is_late(town, asker):
    challenge = make_challenge(stage="open", round=make_round(questions_end_at=END))
    assert ask(challenge, asker, now=END - SECOND).stage == "waiting"
    with pytest.raises(ValidationError) as refused:
        ask(challenge, asker, now=END)
    assert refused.value.code == "too_late"
    assert "2026年11月30日(月) 17:00:00" in refused.value.messages[0]
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"stage": "preparing"}, "too_early"),
        ({"stage": "open", "opens_at": NOW + SECOND}, "too_early"),
        ({"stage": "closed"}, "too_late"),
        ({"stage": "pilot", "closes_at": NOW - SECOND}, "too_late"),
    ],
)
def test_challenge_that_is_not_open_takes_no_question(town, asker, fields, code):
    with pytest.raises(ValidationError) as refused:
        ask(make_challenge(**fields), asker, now=NOW)
    assert refused.value.code == code


def test_late_question_is_refused_in_words_and_its_text_stays(client, challenge, asker):
    client.force_login(asker)
    page = "/challenges/kobe/lunch/questions/ask/"
    form = client.get(page)
    challenge.closes_at = timezone.now() - SECOND
    challenge.save(clean=False)
    response = client.post(page, {**values_of(forms_of(form)[0]), "words": "間に合いますか。"})
    said = response.content.decode()
    assert "受け付けていません" in said
    assert "間に合いますか。" in said
    assert Question.objects.count() == 0
    assert "受け付けていません" in client.get(page).content.decode()


def test_question_in_time_is_taken(client, challenge, officer, asker):
    client.force_login(asker)
    response = send(client, "/challenges/kobe/lunch/questions/ask/", words="間に合いますか。")
    made = Question.objects.get()
    assert response["Location"] == f"/challenges/kobe/lunch/questions/{made.pk}/"
    assert (made.text, made.asker, made.stage) == ("間に合いますか。", asker, "waiting")
