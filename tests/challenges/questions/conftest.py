"""A challenge that takes questions, its officer, somebody who asks, and the mails that they get."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from challenges.questions.services import answer_question, ask_question
from integrations.mail.models import Letter
from tests.factories import make_challenge, make_municipality_page, make_user

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def person(name, **fields):
    """Somebody whom others see by this name."""
    user = make_user(f"{name.lower()}@tomoni.example", **fields)
    user.profile.name = name
    user.profile.save()
    return user


def ask(challenge, asker, text="データはどの形式ですか。", now=None):
    return ask_question(challenge=challenge, asker=asker, text=text, now=now or timezone.now())


def answer(question, officer, text="CSVです。", wording=None, now=None):
    return answer_question(
        question=question, wording=wording or question.text, answer=text, by=officer, now=now or timezone.now()
    )


def mails(user):
    """The subjects and texts of what was posted to this person, in order."""
    return [(each.subject, each.message["body"]) for each in Letter.objects.filter(to=user.email).order_by("pk")]


@pytest.fixture
def town(site):
    return make_municipality_page(slug="kobe")


@pytest.fixture
def challenge(town):
    return make_challenge("給食の献立", municipality=town, slug="lunch", stage="open")


@pytest.fixture
def officer(town):
    return person("Hana", groups=[town.space.group])


@pytest.fixture
def asker(site):
    return person("Taro")


@pytest.fixture
def question(challenge, officer, asker):
    return ask(challenge, asker)
